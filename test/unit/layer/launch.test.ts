import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const launcher = fileURLToPath(new URL('../../../layer/launch.sh', import.meta.url));
const identifier = '5f8d2c1e-0000-4000-8000-00000000000a';
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe('the launcher', () => {
  it('registers under its full file name for both events, and gives the program its identifier', async () => {
    const { requests, api } = await lambda();
    const { environment } = await launch({ api, name: 'log-shipper.sh' });
    expect(requests).toEqual([
      {
        line: 'POST /2020-01-01/extension/register',
        name: 'log-shipper.sh',
        body: '{"events":["INVOKE","SHUTDOWN"]}',
      },
    ]);
    expect(environment['SLUICE_EXTENSION_ID']).toBe(identifier);
  });

  it('asks for SHUTDOWN alone on Managed Instances', async () => {
    const { requests, api } = await lambda();
    await launch({ api, variables: { AWS_LAMBDA_INITIALIZATION_TYPE: 'lambda-managed-instances' } });
    expect(requests[0]?.body).toBe('{"events":["SHUTDOWN"]}');
  });

  it('becomes the program, under the process id that Lambda started', async () => {
    const { api } = await lambda();
    const { environment, pid } = await launch({ api });
    expect(environment['PROGRAM_PID']).toBe(String(pid));
  });

  it('works from a folder with spaces in its name', async () => {
    const { api } = await lambda();
    const { environment } = await launch({ api, folder: 'some where' });
    expect(environment['SLUICE_EXTENSION_ID']).toBe(identifier);
  });

  describe('starts the program without an identifier, so that it registers itself,', () => {
    it.each([201, 403, 500])('when Lambda answers %d, even with an identifier in the answer', async (status) => {
      const { api } = await lambda({ status });
      const { environment, stderr } = await launch({ api, variables: { SLUICE_EXTENSION_ID: 'not-ours' } });
      expect(environment).not.toHaveProperty('SLUICE_EXTENSION_ID');
      expect(stderr).toBe('');
    });

    it('when nobody listens', async () => {
      const { environment, stderr } = await launch({ api: '127.0.0.1:1' });
      expect(environment).not.toHaveProperty('SLUICE_EXTENSION_ID');
      expect(stderr).toBe('');
    });

    it('when it does not know where Lambda is', async () => {
      const { environment } = await launch({ api: undefined });
      expect(environment).not.toHaveProperty('SLUICE_EXTENSION_ID');
    });

    it('when the connection is cut before an answer', async () => {
      const server = createTcpServer((socket) => socket.resetAndDestroy());
      const { environment, stderr } = await launch({ api: await listen(server) });
      expect(environment).not.toHaveProperty('SLUICE_EXTENSION_ID');
      expect(stderr).toBe('');
    });
  });

  describe('keeps from the program', () => {
    it("what was meant for the function's own Node or Bun", async () => {
      const { api } = await lambda();
      const meantForOthers = {
        NODE_OPTIONS: '--require /opt/tracer.js',
        NODE_V8_COVERAGE: '/tmp/coverage',
        BUN_OPTIONS: '--preload /opt/tracer.js',
        BUN_BE_BUN: '1',
        BUN_INSPECT: '0.0.0.0:1',
      };
      const { environment } = await launch({ api, variables: { ...meantForOthers, SLUICE_S3_BUCKET: 'bucket' } });
      expect(environment).toMatchObject({ SLUICE_S3_BUCKET: 'bucket' });
      for (const name of Object.keys(meantForOthers)) expect(environment).not.toHaveProperty(name);
    });

    it("shell code in the function's variables", async () => {
      const { api } = await lambda();
      const folder = await scratch();
      await writeFile(join(folder, 'env.sh'), 'export INJECTED=1');
      const variables = {
        BASH_ENV: join(folder, 'env.sh'),
        'BASH_FUNC_printf%%': '() { export INJECTED=2; }',
        TMOUT: '1',
      };
      const { environment } = await launch({ api, variables });
      expect(environment).not.toHaveProperty('INJECTED');
      expect(environment['SLUICE_EXTENSION_ID']).toBe(identifier);
    });
  });

  it.each([
    ['128', { BUN_JSC_useJIT: '0' }],
    ['129', { BUN_JSC_useDFGJIT: '0' }],
    ['10240', { BUN_JSC_useDFGJIT: '0' }],
  ])('chooses the compilers for %s MB of memory', async (memory, expected) => {
    const { api } = await lambda();
    const { environment } = await launch({ api, variables: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory } });
    const compilers = Object.entries(environment).filter(([name]) => name.startsWith('BUN_JSC_'));
    expect(Object.fromEntries(compilers)).toEqual(expected);
  });

  it('runs the nodejs tree on the Node that is on PATH, with a heap that fits the function and without warnings', async () => {
    const { api } = await lambda();
    const variables = { PATH: dirname(process.execPath), NODE_OPTIONS: '--no-such-option' };
    const { environment } = await launch({ api, program: 'nodejs', variables });
    expect(environment['SLUICE_EXTENSION_ID']).toBe(identifier);
    const always = '--no-warnings --max-semi-space-size=1';
    expect(environment['EXEC_ARGV']).toBe(`${always} --max-old-space-size=64`);

    const sized = await launch({
      api,
      program: 'nodejs',
      variables: { ...variables, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024' },
    });
    expect(sized.environment['EXEC_ARGV']).toBe(`${always} --max-old-space-size=256`);
    const buffered = await launch({
      api,
      program: 'nodejs',
      variables: { ...variables, SLUICE_BUFFER_BYTES: '256MiB' },
    });
    expect(buffered.environment['EXEC_ARGV']).toBe(always);
  });

  describe('goes on answering Lambda until SHUTDOWN, so that the function works,', () => {
    it('when the program is of another architecture', async () => {
      const { api, requests } = await lambda();
      const { code, stderr } = await launch({ api, program: 'foreign' });
      expect(code).toBe(0);
      expect(stderr).toContain("Use the layer of the function's architecture");
      const next = { line: 'GET /2020-01-01/extension/event/next', identifier, body: '' };
      expect(requests.slice(1)).toEqual([next, next, next]);
    });

    it('when there is no Node', async () => {
      const { api, requests } = await lambda();
      const { code, stderr } = await launch({ api, program: 'nodejs', variables: { PATH: '/nowhere' } });
      expect(code).toBe(0);
      expect(stderr).toContain('Use sluice-x86_64.zip or sluice-arm64.zip');
      expect(requests).toHaveLength(4);
    });

    it('but ends with 1 when it is not registered either', async () => {
      const { api, requests } = await lambda({ status: 500 });
      const { code } = await launch({ api, program: 'foreign' });
      expect(code).toBe(1);
      expect(requests).toHaveLength(1);
    });
  });
});

interface SeenRequest {
  line: string;
  name?: string;
  identifier?: string;
  body: string;
}

/** The Extensions API as far as the launcher knows it: two INVOKE events, then SHUTDOWN. */
async function lambda({ status = 200 } = {}): Promise<{ api: string; requests: SeenRequest[] }> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (incoming: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const name = incoming.headers['lambda-extension-name'] as string | undefined;
    const sent = incoming.headers['lambda-extension-identifier'] as string | undefined;
    requests.push({
      line: `${incoming.method} ${incoming.url}`,
      ...(name === undefined ? {} : { name }),
      ...(sent === undefined ? {} : { identifier: sent }),
      body,
    });
    response.writeHead(status, { 'lambda-EXTENSION-identifier': identifier });
    response.end(`{"eventType":"${requests.length < 4 ? 'INVOKE' : 'SHUTDOWN'}"}`);
  });
  return { api: await listen(server), requests };
}

interface Launched {
  code: number | null;
  pid: number | undefined;
  stderr: string;
  /** The environment that the program found, as far as it has printable names; empty when it did not run. */
  environment: Record<string, string | undefined>;
}

const programs = {
  standalone: { path: 'sluice/sluice', text: '#!/bin/bash -p\nPROGRAM_PID=$$ exec /usr/bin/env -0' },
  nodejs: {
    path: 'sluice/sluice.mjs',
    text: "process.env.EXEC_ARGV = process.execArgv.join(' ');for (const e of Object.entries(process.env)) process.stdout.write(e.join('=') + '\\0');",
  },
  foreign: { path: 'sluice/sluice', text: '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0' },
};

/** Runs the launcher from a tree of its own, with a program in it that prints its environment. */
async function launch(options: {
  api: string | undefined;
  name?: string;
  folder?: string;
  program?: keyof typeof programs;
  variables?: Record<string, string>;
}): Promise<Launched> {
  const { api, name = 'sluice', folder = 'opt', program = 'standalone', variables } = options;
  const tree = join(await scratch(), folder);
  await mkdir(join(tree, 'extensions'), { recursive: true });
  await mkdir(join(tree, 'sluice'));
  await copyFile(launcher, join(tree, 'extensions', name));
  await chmod(join(tree, 'extensions', name), 0o755);
  const { path, text } = programs[program];
  await writeFile(join(tree, path), text, { mode: 0o755 });
  const child = spawn(join(tree, 'extensions', name), [], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...(api !== undefined && { AWS_LAMBDA_RUNTIME_API: api }), PATH: '/usr/bin:/bin', ...variables },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const pairs = stdout
    .split('\0')
    .map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)] as const);
  return { code, pid: child.pid, stderr, environment: Object.fromEntries(pairs) };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-launch-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  return folder;
}

it('the launcher has no carriage returns, which would end Init with a launch error', async () => {
  expect(await readFile(launcher, 'utf8')).not.toContain('\r\n');
});
