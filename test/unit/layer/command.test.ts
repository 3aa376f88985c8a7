import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../../bin/sluice.mjs', import.meta.url));
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The two halves of the command, in what both a TypeScript source and a built module may say. */
const cli = `
export async function runCli(argv, io) {
  const ended = new Promise((resolve) => process.once('SIGTERM', resolve));
  const alive = setInterval(() => {}, 1000);
  io.stdout.write(['cli', ...argv, process.versions.node, io.environment.GIVEN, typeof io.stdin.on].join(' '));
  if (argv[0] === 'wait') await ended;
  clearInterval(alive);
  return 3;
}`;
const local = `
export async function runLocal(argv, io) {
  io.stdout.write(['local', ...argv].join(' '));
  return 4;
}`;
const version = process.versions.node;

describe('the sluice command', () => {
  it.each([
    ['a checkout', { 'src/cli/index.ts': cli, 'local/cli.ts': local }],
    ['an installed package', { 'dist/cli/cli.mjs': cli, 'dist/cli/local.mjs': local }],
  ])('in %s gives its arguments on and ends with the code answered', async (_where, files) => {
    const bin = await install(files);
    expect(await run(bin, ['explain', '--json'])).toEqual({
      code: 3,
      stdout: `cli explain --json ${version} yes function`,
      stderr: '',
    });
    expect(await run(bin, ['local', 'handler.mjs'])).toEqual({ code: 4, stdout: 'local handler.mjs', stderr: '' });
  });

  describe('in a checkout, under a Node that does not strip types,', () => {
    it('runs under the pinned Node instead, with the same arguments and exit code', async () => {
      const bin = await install({ 'src/cli/index.ts': cli });
      await pinNode(bin);
      expect(await run(bin, ['validate', '--config', 'a b'], await oldNode())).toEqual({
        code: 3,
        stdout: `cli validate --config a b ${version} yes function`,
        stderr: '',
      });
    });

    it('passes signals on, and waits for the end', async () => {
      const bin = await install({ 'src/cli/index.ts': cli });
      await pinNode(bin);
      const result = await run(bin, ['wait'], await oldNode(), 'SIGTERM');
      expect(result).toMatchObject({ code: 3, stdout: expect.stringContaining('cli wait') });
    });

    it('says what to do when the pinned Node is not installed', async () => {
      const bin = await install({ 'src/cli/index.ts': cli });
      const { code, stderr } = await run(bin, [], await oldNode());
      expect(code).toBe(1);
      expect(stderr).toBe('sluice: needs Node 22.18 or newer to run from a checkout; this is v20.19.0. Run npm ci.\n');
    });
  });
});

async function install(files: Record<string, string>): Promise<string> {
  const folder = await scratch();
  for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await mkdir(join(folder, 'bin'));
  await copyFile(command, join(folder, 'bin/sluice.mjs'));
  return join(folder, 'bin/sluice.mjs');
}

async function pinNode(bin: string): Promise<void> {
  const folder = join(dirname(bin), '../node_modules/node/bin');
  await mkdir(folder, { recursive: true });
  await symlink(process.execPath, join(folder, 'node'));
}

/** A module that makes this Node look like an older one to what is started with it, and only to that. */
async function oldNode(): Promise<string> {
  const path = join(await scratch(), 'old-node.mjs');
  const old = `{ ...process.versions, node: '20.19.0' }`;
  await writeFile(
    path,
    `Object.defineProperties(process, { versions: { value: ${old} }, version: { value: 'v20.19.0' } });`,
  );
  return path;
}

async function run(bin: string, args: string[], preload?: string, signal?: NodeJS.Signals) {
  const options = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...options, bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { GIVEN: 'yes' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
    if (signal !== undefined) child.kill(signal);
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-command-'));
  folders.push(folder);
  return folder;
}
