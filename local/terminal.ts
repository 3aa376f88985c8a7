import type { InvokeResult } from './invocation.ts';
import type { OutputLine } from './options.ts';
import type { TimelineEntry } from './timeline.ts';

/** Where text goes: a stream, or a test's array. `isTTY` decides whether a line may be rewritten. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** In longer runs the life of each invocation is shown for the first few only. */
const shownInvocations = 3;
const longRun = 20;
/** Between two lines of progress where a line cannot be rewritten. */
const progressMs = 2000;
const answerCharacters = 200;

/** Shows a run in the terminal: aligned columns of time, what, who and how long, and progress in a long run. */
export class Terminal {
  readonly #out: TextStream;
  readonly #invocations: number;
  #invocation = 0;
  #quietFrom = 0;
  #progressAtMs = 0;
  #onProgressLine = false;

  /** `invocations`: how many are planned. */
  constructor(out: TextStream, invocations: number) {
    this.#out = out;
    this.#invocations = invocations;
    this.#quietFrom = invocations > longRun ? shownInvocations : Number.POSITIVE_INFINITY;
  }

  entry(entry: TimelineEntry): void {
    if (this.#invocation > this.#quietFrom) return;
    this.#line(renderEntry(entry));
  }

  output(line: OutputLine): void {
    if (this.#invocation > this.#quietFrom) return;
    const who = line.source === 'function' ? 'function' : line.name;
    const text = line.line.replaceAll('\n', `\n${' '.repeat(13)}|   `);
    this.#line(`${' '.repeat(13)}| ${who}: ${text}`);
  }

  /** An invocation is about to start. */
  begin(): void {
    this.#invocation++;
    const of = `invocation ${this.#invocation}/${this.#invocations}`;
    if (this.#invocation <= this.#quietFrom) return this.#line(`\n${of}`);
    const now = performance.now();
    if (this.#out.isTTY) {
      this.#out.write(`\r${of}`);
      this.#onProgressLine = true;
    } else if (now - this.#progressAtMs >= progressMs || this.#invocation === this.#invocations) {
      this.#progressAtMs = now;
      this.#line(of);
    }
  }

  answer(result: InvokeResult): void {
    if (this.#invocation > this.#quietFrom) return;
    const text = result.payload.toString('utf8');
    const shown = text.length > answerCharacters ? `${text.slice(0, answerCharacters)}…` : text;
    this.#line(columns('', result.functionError === undefined ? 'answer' : 'error', '', shown));
  }

  /** The run is over: from here on everything is shown again. */
  end(): void {
    this.#quietFrom = Number.POSITIVE_INFINITY;
    this.#line('');
  }

  #line(text: string): void {
    this.#out.write(this.#onProgressLine ? `\n${text}\n` : `${text}\n`);
    this.#onProgressLine = false;
  }
}

const words: Record<string, string> = { initStart: 'init', initEnd: 'init done', ended: 'end' };

/** One entry as a line of columns. `flush` is the time between `runtimeDone` and the last extension's next. */
export function renderEntry(entry: TimelineEntry): string {
  const duration = entry.durationMs === undefined ? '' : `${entry.durationMs.toFixed(1)} ms`;
  const rest = [duration, entry.detail ?? ''].filter((part) => part !== '').join('  ');
  // Eight characters tell the invocations of one run apart.
  const who = entry.name ?? entry.requestId?.slice(0, 8) ?? '';
  return columns(entry.atMs.toFixed(1), words[entry.kind] ?? entry.kind, who, rest);
}

/** The last lines of a run: how many invocations, how many failed, and the middle of their times. */
export function renderSummary(timeline: readonly TimelineEntry[], records: number, dropped: number): string {
  const reports = timeline.filter(({ kind }) => kind === 'report');
  const failed = reports.filter(({ detail }) => detail !== 'success').length;
  const whole = middle(reports);
  const flush = middle(timeline.filter(({ kind }) => kind === 'flush'));
  return [
    `${reports.length} invocations, ${failed} failed; median ${whole}, of which after the function's answer ${flush}`,
    `${records} telemetry events generated, ${dropped} dropped`,
    '',
  ].join('\n');
}

function middle(entries: readonly TimelineEntry[]): string {
  const times = entries.map(({ durationMs = 0 }) => durationMs).sort((a, b) => a - b);
  return `${(times[Math.floor(times.length / 2)] ?? 0).toFixed(1)} ms`;
}

function columns(time: string, what: string, who: string, rest: string): string {
  return `${time.padStart(11)}  ${what.padEnd(12)} ${who.padEnd(16)} ${rest}`.trimEnd();
}
