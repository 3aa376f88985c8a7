import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/*
 * node bench/dependencies.ts [--rounds 9]
 *
 * What each direct dependency weighs: MB on disk with everything it brings in; and, for those that the program loads, KB in
 * a minified bundle of what we use of it, and the ms until a fresh Node has loaded that bundle. Rows are run in turn;
 * figures are medians, with an empty bundle for comparison. Compare within one run only.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } });
const root = join(import.meta.dirname, '..');

/** What the program uses of each package that it loads. */
const used: Readonly<Record<string, string>> = {
  '(nothing)': '',
  '@aws-sdk/client-firehose':
    "import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'; console.log(FirehoseClient, PutRecordBatchCommand);",
  '@aws-sdk/client-s3':
    "import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'; console.log(S3Client, PutObjectCommand);",
  fastify: "import fastify from 'fastify'; console.log(fastify);",
  'p-queue': "import PQueue from 'p-queue'; console.log(PQueue);",
  yaml: "import { parseDocument } from 'yaml'; console.log(parseDocument);",
  zod: "import * as z from 'zod/mini'; console.log(z.strictObject({ name: z.string() }));",
};

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const manifest = readManifest(root);
const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
try {
  const bundles = await bundleAll(folder);
  const loads = timeLoads([...bundles.keys()], folder, Number(values.rounds));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const rows = ['(nothing)', ...names.sort()].map((name) => ({
    package: name,
    version: name === '(nothing)' ? '' : readManifest(join(root, 'node_modules', name)).version,
    'MB on disk': name === '(nothing)' ? '' : (bytesWithAll(name) / 1e6).toFixed(1),
    'KB in a bundle': bundles.has(name) ? ((bundles.get(name) ?? 0) / 1e3).toFixed(0) : '',
    'ms to load': loads.get(name)?.toFixed(1) ?? '',
  }));
  console.log(`Node ${process.version}, ${process.platform}-${process.arch}, medians of ${values.rounds}`);
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes one bundle for each package; name → its size in bytes. */
async function bundleAll(outdir: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const [name, contents] of Object.entries(used)) {
    const outfile = join(outdir, fileOf(name));
    await build({
      stdin: { contents, resolveDir: root, loader: 'js' },
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    sizes.set(name, statSync(outfile).size);
  }
  return sizes;
}

/** Name → median ms that `require` of its bundle takes in a process that has done nothing else. */
function timeLoads(names: readonly string[], at: string, rounds: number): Map<string, number> {
  const script = join(at, 'time.cjs');
  writeFileSync(
    script,
    'console.log = () => {}; const from = performance.now(); require(process.argv[2]); process.stdout.write(String(performance.now() - from));',
  );
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const printed = execFileSync(process.execPath, [script, join(at, fileOf(name))], { encoding: 'utf8' });
      times.get(name)?.push(Number(printed));
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

/** Bytes of the package and of everything it needs, each counted once, as installed on this machine. */
function bytesWithAll(name: string): number {
  const folders = new Set<string>();
  const visit = (wanted: string, from: string): void => {
    const found = locate(wanted, from);
    if (found === undefined || folders.has(found)) return;
    folders.add(found);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = readManifest(found);
    const peers = Object.keys(peerDependencies ?? {}).filter((peer) => !peerDependenciesMeta?.[peer]?.optional);
    for (const each of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) visit(each, found);
  };
  visit(name, root);
  return [...folders].reduce((sum, each) => sum + bytesOf(each), 0);
}

/** Where Node would find the package from `from`; packages for other platforms are not installed. */
function locate(name: string, from: string): string | undefined {
  for (let at = from; at.startsWith(root); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

function bytesOf(at: string): number {
  let bytes = 0;
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules') bytes += bytesOf(join(at, entry.name));
    if (entry.isFile()) bytes += statSync(join(at, entry.name)).size;
  }
  return bytes;
}

function readManifest(at: string): Manifest {
  return JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Manifest;
}

function fileOf(name: string): string {
  return `${name.replaceAll(/\W+/g, '-')}.cjs`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
