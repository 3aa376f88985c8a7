import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleNodejs } from '../../../layer/nodejs.ts';
import { compileStandalone } from '../../../layer/standalone.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const host = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** The shape of the program: an adapter by runtime, a lazy part, and a module of the user's own by its path. */
const entry = `
import { request } from 'node:http';
async function main() {
  const { platform } = process.versions.bun
    ? await import('${root}/src/platform/bun.ts')
    : await import('${root}/src/platform/node.ts');
  const lazy = await import('./lazy.ts');
  let own;
  try {
    own = (await import(process.argv.at(-1))).default;
  } catch (error) {
    own = 'no module: ' + error.code;
  }
  console.log(JSON.stringify({ platform: platform.name, lazy: lazy.name, own, request: typeof request, env: process.env.FROM_DOTENV }));
}
void main();
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-builds-'));
  await mkdir(join(folder, 'program'));
  await writeFile(join(folder, 'program/main.ts'), entry);
  await writeFile(join(folder, 'program/lazy.ts'), `export const name: string = 'a part imported lazily';`);
  await mkdir(join(folder, 'own/node_modules'), { recursive: true });
  await cp(join(root, 'node_modules/zod'), join(folder, 'own/node_modules/zod'), { recursive: true });
  const source = `import * as z from 'zod/mini'; import { gzipSync } from 'node:zlib'; export default z.parse(z.string(), typeof gzipSync);`;
  await writeFile(join(folder, 'own/sink.mjs'), source);
  await writeFile(join(folder, 'missing.mjs'), `import 'zod/mini'; export default 'found';`);
  await writeFile(join(folder, '.env'), 'FROM_DOTENV=1');
  await writeFile(join(folder, 'bunfig.toml'), 'preload = ["./no-such-preload.ts"]');
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['standalone', buildStandalone, 'bun'],
  ['nodejs', buildNodejs, 'node'],
] as const)('the %s build', (_name, build, platform) => {
  let built: Built;
  beforeAll(async () => {
    built = await build('one');
  });

  it(`carries the adapter for ${platform} and not the other`, () => {
    const adapters = built.inputs.filter((input) => input.includes('src/platform/'));
    expect(adapters).toEqual([`src/platform/${platform}.ts`]);
  });

  it('runs, with its lazy part and a module by its path, which finds packages beside itself', async () => {
    expect(await run(built.command, pathToFileURL(join(folder, 'own/sink.mjs')).href)).toEqual({
      platform,
      lazy: 'a part imported lazily',
      own: 'function',
      request: 'function',
    });
  });

  it('never fetches a package that such a module does not find', async () => {
    const { own } = await run(built.command, join(folder, 'missing.mjs'));
    expect(own).toMatch(/^no module: ERR_MODULE_NOT_FOUND$/);
  });

  it('has the same bytes when it is built again', async () => {
    const again = await build('two');
    expect((await readFile(again.file)).equals(await readFile(built.file))).toBe(true);
  });

  it('says what is wrong with a source that does not build', async () => {
    await expect(build('three', join(folder, 'program/no-such-file.ts'))).rejects.toThrow('no-such-file.ts');
  });
});

it('keeps the program for Node in ASCII, of which V8 needs one byte a character and else two', async () => {
  const { file } = await buildNodejs('main', join(root, 'src/main.ts'));
  const files = await readdir(dirname(file), { recursive: true });
  const code = files.filter((name) => name.endsWith('.mjs'));
  const isAscii = async (name: string) => (await readFile(join(dirname(file), name))).every((byte) => byte < 128);
  expect(await Promise.all(code.map(async (name) => [name, await isAscii(name)]))).toEqual(
    code.map((name) => [name, true]),
  );
});

interface Built {
  inputs: string[];
  file: string;
  command: string[];
}

async function buildStandalone(name: string, source = join(folder, 'program/main.ts')): Promise<Built> {
  const file = join(folder, name, 'standalone/sluice');
  const inputs = await compileStandalone(root, source, host, file, join(folder, `${name}.standalone.json`));
  return { inputs, file, command: [file] };
}

async function buildNodejs(name: string, source = join(folder, 'program/main.ts')): Promise<Built> {
  const outdir = join(folder, name, 'nodejs');
  const inputs = await bundleNodejs(root, source, outdir, join(folder, `${name}.nodejs.json`));
  const file = join(outdir, 'sluice.mjs');
  return { inputs, file, command: [join(root, 'node_modules/.bin/node'), file] };
}

/** Runs the program in a folder with a `.env` and a `bunfig.toml` that would break it, and answers what it printed. */
async function run([file = '', ...args]: string[], module: string): Promise<{ own: unknown }> {
  const child = spawn(file, [...args, module], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { HOME: folder },
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk));
  await once(child, 'close');
  return JSON.parse(stdout);
}
