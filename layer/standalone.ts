import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bunBinary } from './bun-binary.ts';

export const architectures = ['x86_64', 'arm64'] as const;
export type Architecture = (typeof architectures)[number];

const targets: Record<Architecture, string> = { x86_64: 'bun-linux-x64', arm64: 'bun-linux-arm64' };
const run = promisify(execFile);

/**
 * Compiles `entry` with Bun into the executable `program` for `architecture`, on a machine of either. Answers with the
 * source files that went into it, relative to `root`. Bytecode is the point: without it the program needs three times as
 * long to register. The two `autoload` flags matter for safety: without them the executable obeys a `.env` or a
 * `bunfig.toml` that lies in the function's working directory. Throws with Bun's own words when it cannot compile.
 *
 * The same sources at the same path give the same bytes; the name of `program` is part of them.
 */
export async function compileStandalone(
  root: string,
  entry: string,
  architecture: Architecture,
  program: string,
  metafile: string,
): Promise<string[]> {
  const options = [
    ...['--compile', '--minify', '--bytecode', '--format=cjs'],
    ...['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'],
    `--target=${targets[architecture]}`,
    `--compile-executable-path=${await bunBinary(root, architecture)}`,
    // Known while compiling, so that the adapter for Node is left out.
    ...['--define', `process.versions.bun=${JSON.stringify(await bunVersion(root))}`],
    `--outfile=${program}`,
    `--metafile=${metafile}`,
  ];
  const bun = join(root, 'node_modules/.bin/bun');
  await run(bun, ['build', entry, ...options], { cwd: root }).catch(({ stderr }: { stderr: string }) => {
    throw new Error(`Bun could not compile ${entry} for ${architecture}.\n${stderr.trim()}`);
  });
  const { inputs } = JSON.parse(await readFile(metafile, 'utf8')) as { inputs: Record<string, unknown> };
  return Object.keys(inputs);
}

/** The version of Bun that the lock pins and npm installed. */
export async function bunVersion(root: string): Promise<string> {
  const text = await readFile(join(root, 'node_modules/bun/package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
