import { build, type Plugin } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';

/**
 * Takes Node's own modules from `process.getBuiltinModule` (Node 20.16 and later). An `import` of one makes Node read every
 * export of it, and among those of node:http are WebSocket and its like, behind which it loads all of undici: 20 ms, of the
 * 75 that a start took. CommonJS packages, which cannot `require` in an ES module, are helped by the same way.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup: ({ onResolve, onLoad }) => {
    const names = builtinModules.map((name) => name.replace(/^node:/, ''));
    onResolve({ filter: new RegExp(`^(node:)?(${names.join('|')})$`) }, ({ path }) => ({ path, namespace: 'builtin' }));
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};

/**
 * Bundles `entry` for Node 20 and later into the folder `outdir`, as ES modules: `sluice.mjs`, and a chunk for each part
 * that is imported lazily, so that what is not configured is not even read. Answers with the source files that went into
 * it, relative to `root`. Throws with esbuild's own words when it cannot bundle.
 */
export async function bundleNodejs(root: string, entry: string, outdir: string, metafile: string): Promise<string[]> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { sluice: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    // The packages' ES modules where they have some: 180 KB less of the AWS SDK than with their CommonJS.
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
    // Known while bundling, so that the adapter for Bun is left out.
    define: { 'process.versions.bun': 'undefined' },
    plugins: [builtins],
  });
  await writeFile(metafile, JSON.stringify(result.metafile));
  return Object.keys(result.metafile.inputs);
}
