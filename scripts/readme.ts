import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { redactCommand } from '../src/cli/redact.ts';
import { runCli } from '../src/cli/index.ts';
import { Readable } from 'node:stream';

/*
 * node scripts/readme.ts [--check]
 *
 * Fills the blocks of README.md that are outputs: each from the real code, so that none can go stale. `--check` writes
 * nothing and fails when one has.
 */
const readme = new URL('../README.md', import.meta.url);

/** The first lines that the sample function logs, each beside what becomes of it. */
async function sample(): Promise<string> {
  const { handler } = await import(new URL('../examples/orders/index.mjs', import.meta.url).href);
  const raw = (await loggedBy(() => handler({ order: 1 }))).filter((_, at) => at !== 1);
  const redacted = await outputOf((io) => redactCommand([], io), raw.join('\n'));
  const shipped = redacted.trimEnd().split('\n');
  return code(raw.map((line, at) => `- ${line}\n+ ${shipped[at]}`).join('\n'));
}

async function validation(): Promise<string> {
  const environment = { SLUICE_S3_BUCKT: 'my-logs', SLUICE_REDACT: '@default,+IpAdress' };
  const command = Object.entries(environment)
    .map(([name, value]) => `${name}=${value} `)
    .join('');
  const output = await outputOf((io) => runCli(['validate'], { ...io, environment }), '');
  return code(`$ ${command}npx sluice validate\n${output.trimEnd()}`);
}

/** What `npm run --silent bench:start` and `bench:invoke` printed when they were last recorded in bench/results. */
async function cost(): Promise<string> {
  const recorded = (name: string) => readFile(new URL(`../bench/results/${name}.md`, import.meta.url), 'utf8');
  return `${(await recorded('start')).trimEnd()}\n\n${(await recorded('invoke')).trimEnd()}`;
}

async function loggedBy(work: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const original = { log: console.log, info: console.info, warn: console.warn };
  const keep = (...parts: unknown[]) => {
    lines.push(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '));
  };
  Object.assign(console, { log: keep, info: keep, warn: keep });
  try {
    await work();
  } finally {
    Object.assign(console, original);
  }
  return lines;
}

type Io = Parameters<typeof redactCommand>[1];

async function outputOf(command: (io: Io) => Promise<number>, input: string): Promise<string> {
  const written: string[] = [];
  const sink = () => ({
    write: (text: string) => {
      written.push(String(text));
      return true;
    },
  });
  await command({
    stdout: sink(),
    stderr: sink(),
    stdin: Readable.from([Buffer.from(input)]),
    environment: {},
  } as unknown as Io);
  return written.join('');
}

function code(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const before = await readFile(readme, 'utf8');
let after = before;
for (const [name, block] of Object.entries({ sample, validation, cost })) {
  const content = await block();
  after = after.replace(
    new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
    (_, open: string, close: string) => `${open}${content}\n${close}`,
  );
}
if (after !== before && values.check) {
  console.error('README.md: an output in it is stale. Run npm run docs.');
  process.exitCode = 1;
} else if (after !== before) await writeFile(readme, after);
