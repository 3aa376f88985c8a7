import type { HttpRequest, HttpResponse, Listener, Platform } from '../contracts/platform.ts';

/** The part of Bun's own API used here, so that the program type-checks without Bun's global types. */
interface BunServer {
  readonly port: number;
  stop(closeActiveConnections: boolean): Promise<void>;
}
declare const Bun: {
  serve(options: {
    hostname: string;
    port: number;
    idleTimeout: number;
    maxRequestBodySize: number;
    fetch(request: Request): Promise<Response>;
    error(): Response;
  }): BunServer;
};

/** What Bun's `fetch` understands beyond the standard (Bun documentation, "fetch"). */
interface BunRequestInit extends RequestInit {
  readonly timeout: false;
  readonly proxy: false;
  readonly keepalive: false;
}

/** The platform on Bun: `Bun.serve` and `fetch`, since touching `node:http` there costs 10 ms of start. */
export const platform: Platform = { name: 'bun', serve, request };

async function serve(
  port: number,
  maxBodyBytes: number,
  answer: (body: Uint8Array | undefined) => number,
): Promise<Listener> {
  const server = Bun.serve({
    hostname: '0.0.0.0',
    port,
    // 0 turns off the default of 10 s, which would close Lambda's connection at thaw.
    idleTimeout: 0,
    // Above its own limit Bun answers 413 without asking us, and Lambda would deliver the same body again and again.
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    fetch: async (request) => new Response(null, { status: answer(await readBody(request, maxBodyBytes)) }),
    // Without this Bun prints the error, and with it perhaps a piece of the body.
    error: () => new Response(null, { status: 500 }),
  });
  return { port: server.port, close: () => server.stop(true) };
}

async function request({ method, url, headers, body, signal }: HttpRequest): Promise<HttpResponse> {
  const init: BunRequestInit = {
    method,
    headers,
    body: body ?? null,
    signal: signal ?? null,
    redirect: 'manual',
    // fetch gives up after 5 minutes otherwise, and `/next` may be pending for hours.
    timeout: false,
    // Neither an empty string nor a missing value keeps HTTP_PROXY away; only `false` does.
    proxy: false,
    // A connection that was idle over a freeze may be dead: each request has its own.
    keepalive: false,
  };
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, body: text };
}

/** The whole body, or `undefined` when it is longer than `maxBytes`. Rejects when the sender gives up half-way. */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > maxBytes) return undefined;
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
