import { build } from 'esbuild';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Builds the `sluice` command for an installed package into `dist/cli/`, which it answers: Node strips types in a checkout
 * but not under node_modules. Packages stay imports, since npm installs them along. Files of `local/` that are plain
 * JavaScript are started by their path, so they travel beside it. Called by `node layer/build.ts cli`.
 */
export async function buildCommand(root: string): Promise<string> {
  const outdir = join(root, 'dist/cli');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli/index.ts', local: 'local/cli.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'silent',
  });
  for (const name of await readdir(join(root, 'local'))) {
    if (name.endsWith('.mjs')) await cp(join(root, 'local', name), join(outdir, name));
  }
  return outdir;
}
