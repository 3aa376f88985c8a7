import { setTimeout as delay } from 'node:timers/promises';
import { parseArguments, usage } from './arguments.ts';
import type { LocalArguments } from './arguments.ts';
import { OptionError, startLocalLambda } from './index.ts';
import type { LocalLambda } from './index.ts';
import { renderSummary, Terminal } from './terminal.ts';
import type { TextStream } from './terminal.ts';

export interface Streams {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/**
 * `sluice local`: `argv` is what follows these words. Answers the exit code: 0 when the run was carried out, whatever the
 * function answered; 1 when it could not be; 2 for wrong arguments. SIGINT and SIGTERM end the run with SHUTDOWN, a second
 * one kills; no process stays behind.
 */
export async function runLocal(argv: string[], io: Streams): Promise<number> {
  const parsed = parseArguments(argv);
  if (parsed === 'help') {
    io.stdout.write(usage);
    return 0;
  }
  if ('problems' in parsed) {
    for (const problem of parsed.problems) io.stderr.write(`${problem}\n`);
    return 2;
  }
  const terminal = new Terminal(io.stdout, parsed.invocations);
  const shown = !parsed.quiet && !parsed.json;
  const json = (value: unknown) => io.stdout.write(`${JSON.stringify(value)}\n`);
  let lambda: LocalLambda;
  try {
    lambda = await startLocalLambda({
      ...parsed.options,
      onTimeline: (entry) => (parsed.json ? json(entry) : shown && terminal.entry(entry)),
      onOutput: (line) => shown && terminal.output(line),
    });
  } catch (error) {
    io.stderr.write(`${explain(error, parsed)}\n`);
    return error instanceof OptionError ? 2 : 1;
  }
  return withSignals(lambda, io, (interrupted) => run(lambda, parsed, io, shown ? terminal : undefined, interrupted));
}

async function run(
  lambda: LocalLambda,
  { events, invocations, serve, gapMs, json }: LocalArguments,
  io: Streams,
  terminal: Terminal | undefined,
  interrupted: AbortSignal,
): Promise<number> {
  for (let count = 0; count < invocations && !interrupted.aborted; count++) {
    if (count > 0 && gapMs > 0) await delay(gapMs, undefined, { signal: interrupted }).catch(() => {});
    if (interrupted.aborted) break;
    terminal?.begin();
    const result = await lambda.invoke(events[count % events.length]);
    terminal?.answer(result);
  }
  if (serve !== undefined && !interrupted.aborted) {
    (json ? io.stderr : io.stdout).write(`${serving(lambda)}\n`);
    await new Promise<void>((resolve) => interrupted.addEventListener('abort', () => resolve(), { once: true }));
  }
  terminal?.end();
  await lambda.shutdown('spindown');
  if (!json) io.stdout.write(`\n${renderSummary(lambda.timeline, lambda.generated.length, lambda.dropped.records)}`);
  return 0;
}

function serving({ invokeUrl }: LocalLambda): string {
  return [
    `\nServing invocations on ${invokeUrl} until interrupted (Ctrl-C). For example:`,
    `  aws lambda invoke --endpoint-url ${invokeUrl} --function-name function /dev/stdout`,
    `  curl -d '{}' ${invokeUrl}/2015-03-31/functions/function/invocations`,
  ].join('\n');
}

/** Runs `work` with a signal that the first SIGINT or SIGTERM aborts; the second closes at once. Always closes. */
async function withSignals(
  lambda: LocalLambda,
  io: Streams,
  work: (interrupted: AbortSignal) => Promise<number>,
): Promise<number> {
  const interrupted = new AbortController();
  const onSignal = () => {
    if (interrupted.signal.aborted) return void lambda.close();
    io.stderr.write('\nEnding with SHUTDOWN after the running invocation; interrupt again to kill.\n');
    interrupted.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(interrupted.signal);
  } finally {
    await lambda.close();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function explain(error: unknown, { serve }: LocalArguments): string {
  if (error instanceof OptionError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `--serve ${serve}: found the port taken, expected a free one. Use 0 to let the system choose.`;
  if (code === 'EACCES') return `--serve ${serve}: found no permission for this port, expected one above 1023.`;
  throw error;
}
