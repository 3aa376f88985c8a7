import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startStub, type StartStub } from './start-stub.ts';

/*
 * node bench/start.ts [--rounds 9] [--records 10000] [tree]...
 *
 * What the extension adds to a cold start, from the spawn of `extensions/sluice` to each of its first three requests, and
 * the memory it takes. Trees: the built ones of dist/layer/ that run here. Rows are run in turn, in an order shuffled
 * anew each round, after one round that does not count; figures are medians. Compare within one run only. With
 * `--records 0` only the start is measured, which takes a tenth of the time.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '9' }, records: { type: 'string', default: '10000' } },
});
const records = Number(values.records);
const root = join(import.meta.dirname, '..');
const host = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const built = [host, 'nodejs'].map((layer) => join(root, 'dist/layer', layer));
const trees = (positionals.length > 0 ? positionals.map((tree) => resolve(tree)) : built).filter(existsSync);

interface Row {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The references only start: they have no listener and ship nothing. */
  readonly loaded: boolean;
}

/** Times in ms, memory in MB; `undefined` where a row has no such thing. */
interface Measurement {
  register?: number;
  subscribe?: number;
  next?: number;
  exit?: number;
  idle?: Memory;
  loaded?: Memory;
}

interface Memory {
  readonly pss: number;
  readonly anonymous: number;
}

/** What an extension costs that does nothing at all. */
const bashExtension = `#!/bin/bash
call() {
  exec 3<>"/dev/tcp/\${AWS_LAMBDA_RUNTIME_API/:/\\/}"
  printf '%s HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s' "$1" "\${#2}" "$2" >&3
  IFS= read -r -d '' answer <&3
}
call 'POST /2020-01-01/extension/register' '{"events":["INVOKE","SHUTDOWN"]}'
call 'PUT /2022-07-01/telemetry' '{"destination":{"URI":"http://sandbox.localdomain:1"}}'
call 'GET /2020-01-01/extension/event/next' ''
`;

const scratch = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
const stub = await startStub();
try {
  const rows = [...(await references(scratch)), ...trees.flatMap(treeRows)];
  const measured = new Map(rows.map((row) => [row, [] as Measurement[]]));
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const row of shuffled(rows)) {
      const measurement = await measure(row, stub);
      if (round > 0) measured.get(row)?.push(measurement);
    }
    process.stderr.write(`\rround ${round} of ${values.rounds}`);
  }
  process.stderr.write('\n');
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, node ${process.version}, ${new Date().toISOString()}`);
  console.log(`medians of ${values.rounds} rounds; times in ms from spawn; memory in MB as PSS (anonymous part)\n`);
  console.log(table([...measured].map(([row, measurements]) => [row.name, ...figures(measurements)])));
} finally {
  stub.close();
  await rm(scratch, { recursive: true, force: true });
}

/** What the machine itself takes: the bare runtime, and the same three requests from nothing but bash. */
async function references(folder: string): Promise<Row[]> {
  const script = join(folder, 'reference');
  await writeFile(script, bashExtension, { mode: 0o755 });
  await writeFile(join(folder, 'empty.js'), '');
  const bin = join(root, 'node_modules/.bin');
  const empty = { environment: {}, loaded: false };
  return [
    { name: 'bash, three requests', command: [script], ...empty },
    { name: 'bun, empty script', command: [join(bin, 'bun'), join(folder, 'empty.js')], ...empty },
    { name: 'node, empty script', command: [join(bin, 'node'), join(folder, 'empty.js')], ...empty },
  ];
}

function treeRows(tree: string): Row[] {
  const endpoint = `http://127.0.0.1:${stub.port}`;
  const http = { SLUICE_HTTP_URL: `${endpoint}/intake` };
  const s3 = {
    SLUICE_S3_BUCKET: 'bucket',
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  };
  const command = [join(tree, 'extensions/sluice')];
  const name = basename(tree);
  const program = existsSync(join(tree, 'sluice/sluice'))
    ? [join(tree, 'sluice/sluice')]
    : [join(root, 'node_modules/.bin/node'), join(tree, 'sluice/sluice.mjs')];
  return [
    { name: `${name}, http sink`, command, environment: http, loaded: true },
    { name: `${name}, s3 sink (AWS SDK)`, command, environment: s3, loaded: true },
    { name: `${name}, s3 sink, 128 MB`, command, environment: { ...s3, memory: '128' }, loaded: true },
    { name: `${name}, http sink, no launcher`, command: program, environment: http, loaded: true },
  ];
}

/** One start, and for a tree also one life: idle, `records` delivered and shipped, SHUTDOWN. */
async function measure({ name, command, environment, loaded }: Row, stub: StartStub): Promise<Measurement> {
  const { memory = '1024', ...variables } = environment;
  const [file = '', ...args] = command;
  stub.reset();
  const startedAt = performance.now();
  const child = spawn(file, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${stub.port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory,
      AWS_REGION: 'eu-west-1',
      ...variables,
    },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  if (args.length > 0 && !loaded) {
    await ended;
    return { exit: performance.now() - startedAt };
  }
  const failed = ended.then((code) => Promise.reject(new Error(`${name} ended with ${code} before its time.`)));
  failed.catch(() => {});
  const life = async () => {
    const register = await stub.arrival('register');
    const measurement: Measurement = {
      register,
      subscribe: await stub.arrival('subscribe'),
      next: await stub.arrival('next'),
    };
    if (records === 0) return measurement;
    // What loads lazily has to have loaded: half a second is ten times what the AWS SDK takes.
    await pause(500);
    measurement.idle = await memoryOf(child);
    if (!loaded) return measurement;
    await stub.send('INVOKE');
    await stub.deliver(records);
    await stub.received(records);
    await pause(200);
    measurement.loaded = await memoryOf(child);
    return measurement;
  };
  const measurement = await Promise.race([life(), failed]);
  await stub.send('SHUTDOWN');
  await ended;
  return measurement;
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  const rollup = await readFile(`/proc/${child.pid}/smaps_rollup`, 'utf8');
  const megabytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) / 1024;
  return { pss: megabytes('Pss'), anonymous: megabytes('Pss_Anon') };
}

function figures(measurements: readonly Measurement[]): string[] {
  const time = (step: 'register' | 'subscribe' | 'next' | 'exit') => median(measurements.map((one) => one[step]));
  const memory = (state: 'idle' | 'loaded') => {
    const pss = median(measurements.map((one) => one[state]?.pss));
    return pss === '-' ? '-' : `${pss} (${median(measurements.map((one) => one[state]?.anonymous))})`;
  };
  return [time('register'), time('subscribe'), time('next'), time('exit'), memory('idle'), memory('loaded')];
}

function median(numbers: readonly (number | undefined)[]): string {
  const sorted = numbers.filter((number) => number !== undefined).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]?.toFixed(1) ?? '-';
}

function table(rows: readonly (readonly string[])[]): string {
  const head = ['', 'register', 'subscribe', 'next', 'whole process', 'idle', `after ${records} records`];
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
