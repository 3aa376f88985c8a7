import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What to do with a request: answer it, cut the connection (RST), or never answer. */
export type Reaction = Answer | 'reset' | 'hang';

/** A real HTTP server on a loopback port that keeps what it received and does with it what a test says. */
export class FaultyServer {
  readonly received: ReceivedRequest[] = [];
  readonly #server: Server;
  #arrived = Promise.withResolvers<void>();

  private constructor(react: (request: ReceivedRequest) => Reaction) {
    this.#server = createServer(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = incoming;
      const request: ReceivedRequest = { method, path: url, headers, body: Buffer.concat(chunks) };
      this.received.push(request);
      this.#arrived.resolve();
      const reaction = react(request);
      if (reaction === 'hang') return;
      if (reaction === 'reset') return void incoming.socket.resetAndDestroy();
      response.writeHead(reaction.status, reaction.headers).end(reaction.body ?? '');
    });
  }

  static async start(react: (request: ReceivedRequest) => Reaction): Promise<FaultyServer> {
    const made = new FaultyServer(react);
    await new Promise<void>((resolve) => made.#server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Settles when the first request has arrived whole. */
  get arrived(): Promise<void> {
    return this.#arrived.promise;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
