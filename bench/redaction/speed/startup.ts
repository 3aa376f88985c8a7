import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Row } from '../table.ts';

const run = promisify(execFile);
const engine = fileURLToPath(new URL('../../../filters/redact/filter.ts', import.meta.url));

// Prints the ms from before the import to after the first line, in a process that has done nothing else.
const probe = `
const start = performance.now();
const { create } = await import(process.argv[2]);
create(JSON.parse(process.argv[3])).apply({ time: '2026-01-02T03:04:05.500Z', type: 'function', record: process.argv[4] });
console.log(performance.now() - start);
`;
const emptyModule = 'export function create() { return { apply() {} }; }\n';
const firstLine = '{"level":"INFO","message":"user anna@example.com paid with 4242 4242 4242 4242","requestId":"1f0e"}';

/** Size of the engine's bundle and the time of its load and first line, in fresh processes, `runs` of each in turn. */
export async function startupRows(settings: unknown, runs: number): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  try {
    const [bundle, empty, script] = ['engine.mjs', 'empty.mjs', 'probe.mjs'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const { outputFiles } = await build({
      entryPoints: [engine],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      write: false,
    });
    const code = outputFiles[0]?.contents ?? new Uint8Array();
    await Promise.all([writeFile(bundle, code), writeFile(empty, emptyModule), writeFile(script, probe)]);
    const times = { engine: [] as number[], empty: [] as number[] };
    for (let index = 0; index < runs; index++) {
      times.empty.push(await probeMs(script, empty, settings));
      times.engine.push(await probeMs(script, bundle, settings));
    }
    const [engineMs, emptyMs] = [median(times.engine), median(times.empty)];
    const kilobytes = code.length / 1000;
    return [
      {
        what: `load and first line (median of ${runs} processes)`,
        mustReach: '<= 3 ms',
        measured: `${(engineMs - emptyMs).toFixed(2)} ms`,
        reference: `empty module ${emptyMs.toFixed(2)} ms`,
        ok: engineMs - emptyMs <= 3,
      },
      {
        what: '  minified',
        mustReach: '<= 40 KB',
        measured: `${kilobytes.toFixed(1)} KB`,
        reference: '-',
        ok: kilobytes <= 40,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function probeMs(script: string, module: string, settings: unknown): Promise<number> {
  const { stdout } = await run(process.execPath, [
    script,
    pathToFileURL(module).href,
    JSON.stringify(settings),
    firstLine,
  ]);
  return Number(stdout);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
