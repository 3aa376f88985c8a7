import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { HttpRequest, Listener, Platform } from '../../../src/contracts/platform.ts';

/** What the test asks of the adapter, one JSON line each; `id` comes back with the answer. */
export type Command = { id: number } & (
  | { op: 'serve'; port: number; maxBodyBytes: number; status: number }
  | { op: 'bodies' }
  | { op: 'close' }
  | ({ op: 'request'; abortable: boolean } & Omit<HttpRequest, 'signal'>)
  | { op: 'abort' }
);

/** A body as `answer` saw it: its size and digest, or `null` for a body above the cap. */
export type SeenBody = { bytes: number; sha256: string } | null;

const { platform } = (await import(
  process.versions['bun'] ? '../../../src/platform/bun.ts' : '../../../src/platform/node.ts'
)) as { platform: Platform };

const bodies: SeenBody[] = [];
const abort = new AbortController();
let listener: Listener | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command;
  // Not awaited: an abort must be able to overtake the request that it ends.
  void run(command).then(
    (result) => reply({ id: command.id, result }),
    (error: Error & { code?: string }) =>
      reply({ id: command.id, error: `${error.name} ${error.code} ${error.message}` }),
  );
}

async function run(command: Command): Promise<unknown> {
  switch (command.op) {
    case 'serve':
      listener = await platform.serve(command.port, command.maxBodyBytes, (body) => {
        if (body && Buffer.from(body).toString() === 'a bug in answer') throw new Error('secret body');
        bodies.push(body ? { bytes: body.byteLength, sha256: createHash('sha256').update(body).digest('hex') } : null);
        return command.status;
      });
      return listener.port;
    case 'bodies':
      return bodies.splice(0);
    case 'close':
      return listener?.close();
    case 'abort':
      return abort.abort();
    case 'request': {
      const { id: _id, op: _op, abortable, ...request } = command;
      const response = await platform.request(abortable ? { ...request, signal: abort.signal } : request);
      return { status: response.status, body: response.body, identifier: response.header('x-identifier') ?? null };
    }
  }
}

function reply(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
