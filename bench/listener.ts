import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { Agent, request, type IncomingMessage } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleNodejs } from '../layer/nodejs.ts';
import { compileStandalone } from '../layer/standalone.ts';

/*
 * node bench/listener.ts [--rounds 15]
 *
 * What the extension's one-route listener costs by the platform adapter and by fastify, on Bun and on Node, each built as
 * the layers are: ms from spawn to listening and to the first answer, requests a second over one connection (130 KB each,
 * as Lambda's batches are), PSS in MB after them, and the bundle's size. Rounds are interleaved; figures are medians.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const requests = 300;
const body = Buffer.alloc(130_000, '{"time":"2026-01-02T03:04:05.500Z","type":"function","record":"x"},');
const root = join(import.meta.dirname, '..');

interface Variant {
  readonly name: string;
  readonly command: readonly string[];
  readonly kilobytes: number;
}

interface Measurement {
  readonly listening: number;
  readonly answered: number;
  readonly perSecond: number;
  readonly pss: number;
}

const folder = await mkdtemp(join(tmpdir(), 'sluice-listener-'));
try {
  const variants = await Promise.all(['adapter', 'fastify'].flatMap((kind) => [onBun(kind), onNode(kind)]));
  const measured = variants.map((variant) => ({ variant, measurements: [] as Measurement[] }));
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const { variant, measurements } of measured) {
      const measurement = await measure(variant.command);
      // The first round warms the page cache.
      if (round > 0) measurements.push(measurement);
    }
  }
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, node ${process.version}, ${new Date().toISOString()}\n`);
  console.log('| listener | listening, ms | first answer, ms | requests/s | PSS, MB | bundle, KB |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { variant, measurements } of measured) {
    const of = (figure: keyof Measurement) => median(measurements.map((one) => one[figure]));
    const figures = [
      of('listening').toFixed(1),
      of('answered').toFixed(1),
      of('perSecond').toFixed(0),
      of('pss').toFixed(1),
    ];
    console.log(`| ${[variant.name, ...figures, variant.kilobytes.toFixed(0)].join(' | ')} |`);
  }
} finally {
  await rm(folder, { recursive: true });
}

async function onBun(kind: string): Promise<Variant> {
  const program = join(folder, `bun-${kind}`, 'sluice');
  const metafile = join(folder, `bun-${kind}.json`);
  const host = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  await compileStandalone(root, `bench/listener-${kind}.ts`, host, program, metafile);
  const { outputs } = JSON.parse(await readFile(metafile, 'utf8')) as { outputs: Record<string, { bytes: number }> };
  const bytes = Object.values(outputs).reduce((sum, output) => sum + output.bytes, 0);
  return { name: `bun, ${kind}`, command: [program], kilobytes: bytes / 1e3 };
}

async function onNode(kind: string): Promise<Variant> {
  const outdir = join(folder, `node-${kind}`);
  await bundleNodejs(root, `bench/listener-${kind}.ts`, outdir, join(folder, `node-${kind}.json`));
  const files = (await readdir(outdir, { recursive: true })).filter((name) => name.endsWith('.mjs'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(outdir, name))).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const node = join(root, 'node_modules/.bin/node');
  return { name: `node, ${kind}`, command: [node, join(outdir, 'sluice.mjs')], kilobytes: bytes / 1e3 };
}

async function measure([file = '', ...args]: readonly string[]): Promise<Measurement> {
  const startedAt = performance.now();
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const listening = performance.now() - startedAt;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await post(Number(line), agent);
  const answered = performance.now() - startedAt;
  for (let count = 0; count < requests; count++) await post(Number(line), agent);
  const perSecond = (requests * 1000) / (performance.now() - startedAt - answered);
  const rollup = await readFile(`/proc/${child.pid}/smaps_rollup`, 'utf8');
  agent.destroy();
  child.kill('SIGKILL');
  await once(child, 'close');
  return { listening, answered, perSecond, pss: Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024 };
}

async function post(port: number, agent: Agent): Promise<void> {
  const outgoing = request({ port, method: 'POST', agent, headers: { 'Content-Type': 'application/json' } });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`The listener answered ${response.statusCode}, not 200.`);
  response.resume();
  await once(response, 'end');
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
