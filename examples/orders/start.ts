import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalLambda, type TimelineEntry } from '../../local/index.ts';

/*
 * npm start: builds the layer, runs the function beside this file under the local Lambda with it, and shows what left.
 * Ends with 0 only if every line was shipped once, the ledger adds up, and nothing of what must not leave is in the file.
 */
const root = join(import.meta.dirname, '../..');
const layer = process.platform !== 'linux' ? 'nodejs' : process.arch === 'arm64' ? 'arm64' : 'x86_64';
const secrets =
  /@(example|bletchley)|4111 1111|5555-5555|378282246310005|\d{3}-\d{2}-\d{4}|hunter2|s3cr3t|DE89|abcdef0123/;

interface ShippedLine {
  readonly type: string;
  readonly record: unknown;
  readonly sequence: number;
}

console.log(`1. Building the ${layer} layer …`);
const built = spawnSync(process.execPath, ['layer/build.ts', layer, '--no-zip'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

console.log('\n2. Four invocations of examples/orders, frozen in between, then SHUTDOWN:\n');
const file = join(mkdtempSync(join(tmpdir(), 'sluice-')), 'shipped.ndjson');
const lambda = await startLocalLambda({
  layers: [join(root, 'dist/layer', layer)],
  function: { handler: join(import.meta.dirname, 'index.mjs#handler') },
  functionName: 'orders',
  environment: { SLUICE_FILE_PATH: file },
  onTimeline: printEntry,
});
for (const order of [1, 2, 3, 4]) await lambda.invoke({ order });
const { extensions } = await lambda.shutdown('spindown');
await lambda.close();

console.log('\n3. What the function wrote (-) and what Sluice shipped (+):\n');
const lines = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as ShippedLine)
  // Several batches may be on their way at once; the sequence is the order.
  .sort((a, b) => a.sequence - b.sequence);
const raw = lambda.generated.filter(({ type }) => type === 'function').map(({ record }) => textOf(record));
const shipped = lines.filter(({ type }) => type === 'function').map(({ record }) => textOf(record));
raw.forEach((line, at) => {
  console.log(line === shipped[at] ? `  ${line}` : `- ${line}\n+ ${shipped[at]}`);
});

const { sinks, ...summary } = lines.at(-1)?.record as Summary;
const sum = (amounts: Record<string, number>) => Object.values(amounts).reduce((total, amount) => total + amount, 0);
const { delivered, pending, dropped, parts } = sinks.file as Summary['sinks'][string];
const received = summary.received + summary.own + parts;
const accounted = sum(summary.filtered) + sum(summary.dropped) + delivered + sum(dropped) + pending;
const complete = lines.every(({ sequence }, at) => sequence === at + 1) && raw.length === shipped.length;
const clean = !secrets.test(readFileSync(file, 'utf8'));
console.log(`
4. The ledger: ${summary.received} events from Lambda + ${summary.own} of our own = ${sum(summary.filtered)} filtered + ${
  sum(summary.dropped) + sum(dropped)
} dropped + ${delivered} delivered + ${pending} pending. ${received === accounted ? 'It adds up.' : 'IT DOES NOT ADD UP.'}
   Lines 1 to ${lines.length} are there, ${complete ? 'none missing' : 'SOME MISSING'}; ${
     clean ? 'none of the personal data is' : 'PERSONAL DATA IS'
   } in the file; exit codes ${extensions.map(({ exitCode }) => exitCode).join(', ')}.

   Shipped: ${file}
   Next:    put the layer on a function of yours (README.md), or try your own: npx sluice local --help`);
process.exit(received === accounted && complete && clean && extensions.every(({ exitCode }) => exitCode === 0) ? 0 : 1);

interface Summary {
  readonly received: number;
  readonly own: number;
  readonly filtered: Record<string, number>;
  readonly dropped: Record<string, number>;
  readonly sinks: Record<
    string,
    { delivered: number; pending: number; parts: number; dropped: Record<string, number> }
  >;
}

function textOf(record: unknown): string {
  return (typeof record === 'string' ? record : JSON.stringify(record)).trimEnd().replaceAll('\n', '\n  ');
}

function printEntry(entry: TimelineEntry): void {
  const details = [entry.name, entry.detail, entry.durationMs && `${entry.durationMs.toFixed(1)} ms`].filter(Boolean);
  console.log(`   ${entry.atMs.toFixed(1).padStart(8)} ms  ${entry.kind.padEnd(12)} ${details.join('  ')}`);
}
