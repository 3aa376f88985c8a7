import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { glibcCeiling, compareVersions, glibcNeed } from './glibc.ts';
import { bundleNodejs } from './nodejs.ts';
import { thirdPartyNotices } from './notices.ts';
import { architectures, bunVersion, compileStandalone, type Architecture } from './standalone.ts';
import { zipTree } from './zip.ts';

export const layers = [...architectures, 'nodejs'] as const;
export type Layer = (typeof layers)[number];

/** Where a layer was built, and the sizes in bytes of the unpacked tree and, when one was asked for, of its zip. */
export interface BuiltLayer {
  readonly tree: string;
  readonly treeBytes: number;
  readonly zip?: string;
  readonly zipBytes?: number;
}

/**
 * Bytes that a layer may take, unpacked and zipped. A function and all its layers share 250 MB unpacked (AWS Lambda
 * quotas); a zip above 50 MB has to be published by way of S3, and Bun alone is above it. Raise one only with a reason.
 */
const ceilings: Record<Layer, { readonly tree: number; readonly zip: number }> = {
  x86_64: { tree: 120e6, zip: 57e6 },
  arm64: { tree: 120e6, zip: 57e6 },
  nodejs: { tree: 1e6, zip: 400e3 },
};

/**
 * Builds `layer` from the program at `entry` into `dist/layer/<layer>/`, and with `zipped` also `dist/sluice-<layer>.zip`.
 * The tree is what Lambda unpacks to /opt: `extensions/sluice`, and everything else of ours in `sluice/`. Throws when the
 * program does not build, when it needs a newer glibc than the oldest Lambda runtime has, or when it outgrew its ceiling.
 */
export async function buildLayer(root: string, entry: string, layer: Layer, zipped: boolean): Promise<BuiltLayer> {
  const tree = join(root, 'dist/layer', layer);
  // Filled beside its place: a build that fails leaves the last good tree, and two at a time do not mix theirs.
  const partial = `${tree}.${process.pid}`;
  try {
    await fill(root, entry, layer, partial);
    const treeBytes = await bytesUnder(partial);
    assertCeiling(layer, 'unpacked', treeBytes, ceilings[layer].tree);
    await rm(tree, { recursive: true, force: true });
    await rename(partial, tree);
    if (!zipped) return { tree, treeBytes };
    const zip = join(root, 'dist', `sluice-${layer}.zip`);
    const zipBytes = await zipTree(tree, zip);
    assertCeiling(layer, 'zipped', zipBytes, ceilings[layer].zip);
    return { tree, treeBytes, zip, zipBytes };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function fill(root: string, entry: string, layer: Layer, tree: string): Promise<void> {
  const launcher = join(tree, 'extensions/sluice');
  const content = join(tree, 'sluice');
  const metafile = join(root, 'dist/meta', `${layer}.json`);
  for (const folder of [dirname(launcher), content, dirname(metafile)]) await mkdir(folder, { recursive: true });
  await copyFile(join(root, 'layer/launch.sh'), launcher);
  await chmod(launcher, 0o755);
  await copyFile(join(root, 'LICENSE'), join(content, 'LICENSE'));
  if (layer === 'nodejs') await fillNodejs(root, entry, content, metafile);
  else await fillStandalone(root, entry, layer, content, metafile);
}

async function fillNodejs(root: string, entry: string, content: string, metafile: string): Promise<void> {
  const inputs = await bundleNodejs(root, entry, content, metafile);
  await writeFile(join(content, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(root, inputs));
}

async function fillStandalone(
  root: string,
  entry: string,
  architecture: Architecture,
  content: string,
  metafile: string,
): Promise<void> {
  const program = join(content, 'sluice');
  const inputs = await compileStandalone(root, entry, architecture, program, metafile);
  const need = glibcNeed(await readFile(program));
  if (need === undefined || compareVersions(need, glibcCeiling) > 0) {
    throw new Error(
      `${program} needs glibc ${need ?? 'of no known version'}, but at most ${glibcCeiling} runs on every Lambda runtime. ` +
        'Pin a Bun that is linked against it.',
    );
  }
  const notices = await thirdPartyNotices(root, inputs, await bunVersion(root));
  await writeFile(join(content, 'THIRD-PARTY-NOTICES.txt'), notices);
  await copyFile(join(root, 'layer/licenses/LGPL-2.1.txt'), join(content, 'LGPL-2.1.txt'));
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function assertCeiling(layer: Layer, state: string, bytes: number, ceiling: number): void {
  if (bytes <= ceiling) return;
  throw new Error(
    `The ${layer} layer takes ${bytes} bytes ${state}, more than its ceiling of ${ceiling}. See what grew in ` +
      `dist/meta/${layer}.json; if it is worth it, raise the ceiling in layer/tree.ts.`,
  );
}
