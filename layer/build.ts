import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCommand } from './command.ts';
import { buildLayer, layers, type BuiltLayer, type Layer } from './tree.ts';

/*
 * node layer/build.ts [x86_64|arm64|nodejs|cli]... [--no-zip]
 *
 * Builds the layers named, or all of them and the command, into dist/. `--no-zip` leaves out the zips, which take most of
 * the time and are only needed for publishing.
 */
const root = join(import.meta.dirname, '..');
const targets = [...layers, 'cli'] as const;
type Target = (typeof targets)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { zip: { type: 'boolean', default: true } },
  allowNegative: true,
});
const unknown = positionals.filter((name) => !isTarget(name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Expected any of ${targets.join(', ')}, or nothing for all of them.`);
  process.exit(2);
}
const named = positionals.filter(isTarget);
const results = await Promise.allSettled((named.length > 0 ? named : targets).map(buildTarget));
for (const result of results) {
  if (result.status === 'fulfilled') console.log(result.value);
  else console.error(result.reason instanceof Error ? result.reason.message : result.reason);
}
process.exitCode = results.every(({ status }) => status === 'fulfilled') ? 0 : 1;

function isTarget(name: string): name is Target {
  return (targets as readonly string[]).includes(name);
}

/** Builds one target and answers with the line that says what came of it. */
async function buildTarget(target: Target): Promise<string> {
  if (target === 'cli') return `${relative(root, await buildCommand(root))}/`;
  return describe(await buildLayer(root, 'src/main.ts', target satisfies Layer, values.zip));
}

async function describe({ tree, treeBytes, zip, zipBytes }: BuiltLayer): Promise<string> {
  const line = `${relative(root, tree)}/  ${megabytes(treeBytes)}`;
  if (zip === undefined || zipBytes === undefined) return line;
  const digest = createHash('sha256')
    .update(await readFile(zip))
    .digest('hex');
  return `${line}  ${relative(root, zip)}  ${megabytes(zipBytes)}  sha256 ${digest}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
