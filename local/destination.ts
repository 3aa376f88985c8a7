import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Where a subscription wants its events. The sandbox's host name has already become loopback. */
export type DestinationRequest =
  | { readonly protocol: 'HTTP'; readonly port: number; readonly path: string; readonly method: 'POST' | 'PUT' }
  | { readonly protocol: 'TCP'; readonly port: number };

/** What became of one attempt: accepted, or why not (`503`, `ECONNREFUSED`), in words without content. */
export type Attempt =
  { readonly accepted: true; readonly status: string } | { readonly accepted: false; readonly status: string };

/** Places one body at a time at the subscriber's listener on this machine. */
export class Destination {
  readonly #request: DestinationRequest;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #socket: Socket | undefined;

  constructor(request: DestinationRequest) {
    this.#request = request;
  }

  /** Tries once. Never rejects; `signal` ends the attempt. */
  attempt(body: Buffer, signal: AbortSignal): Promise<Attempt> {
    return this.#request.protocol === 'HTTP'
      ? post(this.#request, this.#agent, body, signal)
      : this.#write(this.#request.port, body, signal);
  }

  close(): void {
    this.#agent.destroy();
    this.#socket?.destroy();
  }

  // TCP has no acknowledgement: written is accepted. One object per line instead of an array.
  #write(port: number, body: Buffer, signal: AbortSignal): Promise<Attempt> {
    return new Promise((resolve) => {
      const refused = (status: string) => resolve({ accepted: false, status });
      this.#socket ??= connect({ host: '127.0.0.1', port })
        .on('error', (error: NodeJS.ErrnoException) => {
          this.#socket = undefined;
          refused(error.code ?? 'connection failed');
        })
        .on('close', () => (this.#socket = undefined));
      signal.addEventListener('abort', () => refused('no answer'), { once: true });
      this.#socket.write(lines(body), () => resolve({ accepted: true, status: 'written' }));
    });
  }
}

function post(
  to: DestinationRequest & { protocol: 'HTTP' },
  agent: Agent,
  body: Buffer,
  signal: AbortSignal,
): Promise<Attempt> {
  return new Promise((resolve) => {
    const outgoing = request({
      host: '127.0.0.1',
      port: to.port,
      path: to.path,
      method: to.method,
      agent,
      signal,
      headers: {
        host: `sandbox.localdomain:${to.port}`,
        'content-type': 'application/json',
        'content-length': body.length,
      },
    });
    outgoing.once('response', (response) => {
      const status = response.statusCode ?? 0;
      response.resume();
      // The answer counts once it is complete: only then is the connection free for the next batch.
      response.once('close', () => resolve({ accepted: status >= 200 && status < 300, status: String(status) }));
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ accepted: false, status: signal.aborted ? 'no answer' : (error.code ?? 'connection failed') }),
    );
    outgoing.end(body);
  });
}

function lines(body: Buffer): string {
  try {
    const events = JSON.parse(body.toString('utf8')) as unknown[];
    return events.map((event) => `${JSON.stringify(event)}\n`).join('');
  } catch {
    return `${body.toString('utf8').slice(1, -1)}\n`;
  }
}
