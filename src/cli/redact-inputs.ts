import { createReadStream } from 'node:fs';
import { type CliIo, exitCodes } from './io.ts';
import { readLines } from './redact-lines.ts';
import { type PacedOutput, pacedOutput, Written } from './redact-output.ts';
import { redactJson, redactText, timeOf } from './redact-record.ts';
import { foundCount, reportTable } from './redact-report.ts';
import type { RedactSettings } from './redact-settings.ts';

/** What the options say of the work itself. */
export interface Work {
  readonly json: boolean;
  readonly report: boolean;
  readonly failOnFind: boolean;
}

/** Standard input, where a file is named. */
export const standardInput = '-';

// A file of another format has as many lines that cannot be read as it has lines.
const mostNamed = 10;

interface Input {
  /** What messages call it. */
  readonly name: string;
  /** Begins to read it. */
  open(): AsyncIterable<Uint8Array | string>;
}

/**
 * Redacts the files at `paths` in their order, `-` being standard input, or that alone when there are none, each for itself:
 * its lines are counted from one, its last line is one although it has no end, and no private key goes on into the next. A
 * file that cannot be read is named, and the others are read. Answers the exit code: 2 for a file or line that could not be read,
 * else 1 for something found with `failOnFind`, else 0. Rejects with the `code` of what could not be written.
 */
export async function redactInputs(
  paths: readonly string[],
  settings: RedactSettings,
  { json, report, failOnFind }: Work,
  io: CliIo,
  output: PacedOutput,
): Promise<number> {
  const { create } = await import('../../filters/redact/filter.ts');
  const filter = create(settings);
  const redact = json ? redactJson : redactText;
  // Messages wait for their reader, as lines do.
  const messages = pacedOutput(io.stderr);
  const startedMs = performance.now();
  const totals = { lines: 0, bytes: 0, unread: 0, unreadFiles: 0 };
  // The last line of an input had no end: it gets one if another line comes.
  let isOpen = false;

  // Answers false once nobody reads any more.
  const redactAll = async (input: Input, at: number): Promise<boolean> => {
    const place = paths.length === 0 ? '' : `${input.name}, `;
    const redaction = { filter, time: timeOf(at), isEnforced: settings.mode === 'enforce' };
    const failed = (code: string) => {
      totals.unreadFiles += 1;
      return messages.write(`sluice redact: ${input.name}: ${reasonOf(code)}\n`);
    };
    let number = 0;
    for await (const batch of readLines(chunksOf(input, totals, failed))) {
      const written = new Written();
      let said = '';
      for (const line of batch) {
        number += 1;
        const { text, problem } = redact(line, redaction);
        if (problem !== undefined) {
          totals.unread += 1;
          if (totals.unread <= mostNamed) said += `${place}line ${number}: ${problem}\n`;
        }
        if (text.length === 0) continue;
        if (isOpen) written.add('\n');
        written.add(text);
        isOpen = line.end === '';
      }
      totals.lines += batch.length;
      await messages.write(said);
      if (!(await output.write(written.whole))) return false;
    }
    return true;
  };

  const inputs = (paths.length === 0 ? [standardInput] : paths).map((path) => inputOf(path, io));
  for (const [at, input] of inputs.entries()) if (!(await redactAll(input, at))) break;
  const unnamed = totals.unread - mostNamed;
  if (unnamed > 0)
    await messages.write(`and ${unnamed} more ${unnamed === 1 ? 'line' : 'lines'} that could not be read.\n`);
  const counters = filter.counters?.() ?? {};
  if (report) await messages.write(reportTable(counters, { ...totals, elapsedMs: performance.now() - startedMs }));
  // What could not be read may hold anything, so this comes first.
  if (totals.unread + totals.unreadFiles > 0) return exitCodes.trouble;
  return failOnFind && foundCount(counters) > 0 ? exitCodes.problemFound : exitCodes.ok;
}

/** Why something could not be read or written, by the code of the system. */
export function reasonOf(code: string): string {
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a directory; name the files in it';
  if (code === 'EACCES') return 'may not be read';
  return code;
}

function inputOf(path: string, io: CliIo): Input {
  if (path === standardInput) return { name: 'standard input', open: () => io.stdin };
  return { name: path === '' ? '"" (an empty name)' : path, open: () => createReadStream(path) };
}

// Opened only when its turn comes. A read that fails ends it as if it went no further.
async function* chunksOf(
  input: Input,
  totals: { bytes: number },
  failed: (code: string) => Promise<unknown>,
): AsyncGenerator<Uint8Array | string> {
  try {
    for await (const chunk of input.open()) {
      totals.bytes += Buffer.byteLength(chunk);
      yield chunk;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    await failed(code);
  }
}
