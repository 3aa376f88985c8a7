import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly dynamic: boolean;
}

/** The run-time imports of our own files; packages are left outside, and types are gone by then. */
async function edgesOf(entryPoints: string[]): Promise<Edge[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    external: ['*.mjs'],
    logLevel: 'silent',
  });
  return Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.map(({ path, kind }) => ({
      from,
      to: relative(root, join(root, path)),
      dynamic: kind === 'dynamic-import',
    })),
  );
}

const isPackage = (path: string) => !existsSync(join(root, path));
const inFolder = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
const own = (path: string) => path.split('/').slice(0, 2).join('/');

/** The table of design: from where, to where one may import. Anything else is an edge that should not be. */
function allowed({ from, to, dynamic }: Edge): boolean {
  const shared = inFolder(to, 'src/contracts') || to === 'src/errors.ts';
  if (isPackage(to)) {
    if (inFolder(from, 'src/contracts')) return to.startsWith('zod') || to.startsWith('node:');
    if (from === 'sinks/index.ts' || from.endsWith('/config.ts')) return !to.startsWith('@aws-sdk');
    return true;
  }
  if (inFolder(from, 'src/contracts')) return inFolder(to, 'src/contracts');
  if (from === 'src/errors.ts') return false;
  if (inFolder(from, 'src/extension', 'src/receiver', 'src/pipeline', 'src/config', 'src/platform')) {
    return shared || own(from) === own(to);
  }
  if (from === 'sinks/index.ts' || from === 'filters/index.ts') return to.endsWith('/config.ts') || shared;
  if (inFolder(from, 'sinks', 'filters')) {
    // A kind's heavy half comes in by load() alone.
    if (from.endsWith('/config.ts') && /\/(sink|filter)\.ts$/.test(to)) return dynamic;
    return shared || own(from) === own(to);
  }
  if (from === 'src/main.ts' || inFolder(from, 'src/cli')) return !inFolder(to, 'local', 'test');
  if (inFolder(from, 'local')) return inFolder(to, 'local');
  return shared;
}

describe('the architecture', () => {
  it('has no import across the lines that the design draws', async () => {
    const edges = await edgesOf(['src/main.ts', 'src/cli/index.ts', 'local/index.ts', 'local/cli.ts']);
    expect(edges.length).toBeGreaterThan(100);
    expect(edges.filter((edge) => !allowed(edge)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('gives every sink and filter the same organs', () => {
    const folders = (kind: string) =>
      readdirSync(join(root, kind), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders('sinks').length).toBeGreaterThanOrEqual(5);
    expect(folders('filters').length).toBeGreaterThanOrEqual(4);
    for (const { name } of folders('sinks')) {
      for (const organ of ['config.ts', 'sink.ts', 'README.md'])
        expect(existsSync(join(root, 'sinks', name, organ))).toBe(true);
    }
    for (const { name } of folders('filters')) {
      for (const organ of ['config.ts', 'filter.ts', 'README.md']) {
        expect(existsSync(join(root, 'filters', name, organ)), `filters/${name}/${organ}`).toBe(true);
      }
    }
  });
});
