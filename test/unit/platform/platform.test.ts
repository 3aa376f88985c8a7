import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command, SeenBody } from './subject.ts';

type CommandWithoutId = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const subject = fileURLToPath(new URL('./subject.ts', import.meta.url));
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe.each(['node', 'bun'])('the platform on %s', (runtime) => {
  describe('serves', () => {
    it.each(['/', '/telemetry?x=1', '/2020-08-15/logs/%20'])('any path with the status given: %s', async (path) => {
      const { ask, port } = await listen(runtime, { status: 503 });
      const response = await post(port, path, 'x');
      expect(response).toEqual({ status: 503, body: '' });
      expect(await ask({ op: 'bodies' })).toHaveLength(1);
    });

    it('a body of 4 MiB, byte for byte', async () => {
      const { ask, port } = await listen(runtime);
      const body = randomBytes(4 * 1024 * 1024);
      await post(port, '/', body);
      expect(await ask<SeenBody[]>({ op: 'bodies' })).toEqual([{ bytes: body.length, sha256: sha256(body) }]);
    });

    it('a chunked body without a length, byte for byte', async () => {
      const { ask, port } = await listen(runtime);
      const pieces = [randomBytes(70_000), randomBytes(1), randomBytes(300_000)];
      await post(port, '/', pieces);
      const whole = Buffer.concat(pieces);
      expect(await ask<SeenBody[]>({ op: 'bodies' })).toEqual([{ bytes: whole.length, sha256: sha256(whole) }]);
    });

    it('an empty body as no bytes', async () => {
      const { ask, port } = await listen(runtime);
      await post(port, '/', '');
      expect(await ask<SeenBody[]>({ op: 'bodies' })).toEqual([{ bytes: 0, sha256: sha256(Buffer.alloc(0)) }]);
    });

    it('a body above the cap as undefined, after reading it to its end', async () => {
      const { ask, port } = await listen(runtime, { maxBodyBytes: 1000, status: 200 });
      expect(await post(port, '/', randomBytes(1001))).toEqual({ status: 200, body: '' });
      expect(await post(port, '/', [randomBytes(600), randomBytes(600)])).toEqual({ status: 200, body: '' });
      expect(await post(port, '/', randomBytes(1000))).toEqual({ status: 200, body: '' });
      expect(await ask<SeenBody[]>({ op: 'bodies' })).toEqual([null, null, expect.objectContaining({ bytes: 1000 })]);
    });

    it('several requests over one connection', async () => {
      const { port } = await listen(runtime);
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      cleanups.push(() => agent.destroy());
      const localPorts = new Set<number | undefined>();
      for (let count = 0; count < 3; count++) await post(port, '/', 'x', { agent, localPorts });
      expect(localPorts.size).toBe(1);
    });

    it('never a part of a body whose sender went away', async () => {
      const { ask, port } = await listen(runtime);
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this');
      socket.end();
      socket.resume();
      await once(socket, 'close');
      await post(port, '/', 'whole');
      expect(await ask<SeenBody[]>({ op: 'bodies' })).toEqual([expect.objectContaining({ bytes: 5 })]);
    });

    it('500 and nothing on its output when answering throws, and goes on', async () => {
      const { port, output } = await listen(runtime);
      expect(await post(port, '/', 'a bug in answer')).toEqual({ status: 500, body: '' });
      expect(await post(port, '/', 'x')).toEqual({ status: 200, body: '' });
      expect(output()).toBe('');
    });

    it('the port asked for, and rejects with EADDRINUSE when it is taken', async () => {
      const first = await listen(runtime);
      const second = await start(runtime);
      await expect(second.ask({ op: 'serve', port: first.port, maxBodyBytes: 10, status: 200 })).rejects.toThrow(
        'EADDRINUSE',
      );
      await first.ask({ op: 'close' });
      expect(await second.ask({ op: 'serve', port: first.port, maxBodyBytes: 10, status: 200 })).toBe(first.port);
    });

    it('nobody after close, and cuts connections that are open', async () => {
      const { ask, port } = await listen(runtime);
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx');
      await once(socket, 'data');
      await Promise.all([once(socket, 'close'), ask({ op: 'close' })]);
      await expect(post(port, '/', 'x')).rejects.toThrow('ECONNREFUSED');
    });
  });

  describe('requests', () => {
    it('with method, headers and body, and gives back status, header and body', async () => {
      const seen: { method?: string; name?: string; body: string }[] = [];
      const url = await target((incoming, response) => {
        void readAll(incoming).then((body) => {
          seen.push({ method: incoming.method!, name: incoming.headers['x-name'] as string, body: body.toString() });
          response.writeHead(403, { 'X-Identifier': 'abc' }).end('{"errorType":"é"}');
        });
      });
      const { ask } = await start(runtime);
      const sent = { method: 'PUT', url, headers: { 'X-Name': 'sluice' }, body: '{"é":1}', abortable: false } as const;
      expect(await ask({ op: 'request', ...sent })).toEqual({
        status: 403,
        body: '{"errorType":"é"}',
        identifier: 'abc',
      });
      expect(seen).toEqual([{ method: 'PUT', name: 'sluice', body: '{"é":1}' }]);
    });

    it('past every proxy variable', async () => {
      let proxied = 0;
      const proxy = await target((_incoming, response) => {
        proxied++;
        response.writeHead(299).end();
      });
      const url = await target((_incoming, response) => response.end('direct'));
      const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
      const variables = Object.fromEntries(names.map((name) => [name, proxy]));
      const { ask } = await start(runtime, { ...variables, NODE_USE_ENV_PROXY: '1' });
      expect(await ask(get(url))).toMatchObject({ status: 200, body: 'direct' });
      expect(proxied).toBe(0);
    });

    it('on a connection of its own each time, since an idle one may have died in the freezer', async () => {
      const ports = new Set<number | undefined>();
      const url = await target((incoming, response) => {
        ports.add(incoming.socket.remotePort);
        response.end();
      });
      const { ask } = await start(runtime);
      for (let count = 0; count < 3; count++) await ask(get(url));
      expect(ports.size).toBe(3);
    });

    it('and rejects when the signal aborts while no answer has come', async () => {
      const arrived = Promise.withResolvers<void>();
      const url = await target(() => arrived.resolve());
      const { ask } = await start(runtime);
      const pending = expect(ask({ ...get(url), abortable: true })).rejects.toThrow('AbortError');
      await arrived.promise;
      await ask({ op: 'abort' });
      await pending;
    });

    it('and rejects when the connection is refused, or ends inside the answer', async () => {
      const { ask } = await start(runtime);
      await expect(ask(get('http://127.0.0.1:1/'))).rejects.toThrow();
      const url = await target((_incoming, response) => {
        response.writeHead(200, { 'Content-Length': 100 }).write('part');
        setImmediate(() => response.destroy());
      });
      await expect(ask(get(url))).rejects.toThrow();
    });

    it('without following a redirect', async () => {
      const url = await target((_incoming, response) => response.writeHead(307, { Location: '/elsewhere' }).end());
      const { ask } = await start(runtime);
      expect(await ask(get(url))).toMatchObject({ status: 307 });
    });
  });
});

interface Started {
  ask<T = unknown>(command: CommandWithoutId): Promise<T>;
  /** What the process wrote to its standard error. */
  output(): string;
}

/** Starts the subject on `runtime` and answers with a way to put commands to it. */
async function start(runtime: string, environment: Record<string, string> = {}): Promise<Started> {
  const child = spawn(`${root}/node_modules/.bin/${runtime}`, [subject], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line) as { id: number; result?: unknown; error?: string };
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(error));
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the subject ended: ${stderr}`));
  });
  let id = 0;
  return {
    ask: <T>(command: CommandWithoutId) => {
      const answer = Promise.withResolvers<unknown>();
      waiting.set(++id, answer);
      child.stdin.write(`${JSON.stringify({ id, ...command })}\n`);
      return answer.promise as Promise<T>;
    },
    output: () => stderr,
  };
}

async function listen(
  runtime: string,
  { maxBodyBytes = 8 * 1024 * 1024, status = 200 } = {},
): Promise<Started & { port: number }> {
  const started = await start(runtime);
  return { ...started, port: await started.ask<number>({ op: 'serve', port: 0, maxBodyBytes, status }) };
}

/** A server of the test's own, and its URL. */
async function target(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function get(url: string): Extract<CommandWithoutId, { op: 'request' }> {
  return { op: 'request', method: 'GET', url, headers: {}, abortable: false };
}

/** Posts one body with its length, or several pieces as a chunked one. */
async function post(
  port: number,
  path: string,
  body: string | Buffer | Buffer[],
  { agent, localPorts }: { agent?: Agent; localPorts?: Set<number | undefined> } = {},
): Promise<{ status: number | undefined; body: string }> {
  const outgoing = request({ port, path, method: 'POST', agent: agent ?? false });
  if (Array.isArray(body)) for (const piece of body) outgoing.write(piece);
  outgoing.end(Array.isArray(body) ? undefined : body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  localPorts?.add(outgoing.socket?.localPort);
  return { status: response.statusCode, body: (await readAll(response)).toString() };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
