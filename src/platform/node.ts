import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, HttpResponse, Listener, Platform } from '../contracts/platform.ts';
import { Agent, createServer, request as httpRequest } from 'node:http';

/**
 * Node's global agent follows HTTP_PROXY when NODE_USE_ENV_PROXY is set; an agent of our own does not. It keeps no
 * connection alive: one that was idle over a freeze may be dead, so each request has its own.
 */
const agent = new Agent({ keepAlive: false });

/** The platform on Node: `node:http` both ways. `fetch` is no choice there: undici gives up on headers after 300 s. */
export const platform: Platform = { name: 'node', serve, request };

function serve(
  port: number,
  maxBodyBytes: number,
  answer: (body: Uint8Array | undefined) => number,
): Promise<Listener> {
  // The defaults (5 s, 60 s, 300 s) count time in the freezer and would close Lambda's connection at thaw.
  const server = createServer({ keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }, (incoming, response) =>
    receive(incoming, response, maxBodyBytes, answer),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '0.0.0.0', () => {
      resolve({ port: (server.address() as AddressInfo).port, close: () => close(server) });
    });
  });
}

function request({ method, url, headers, body, signal }: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent, ...(signal && { signal }) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, header: headerOf(response), body: text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function receive(
  incoming: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
  answer: (body: Uint8Array | undefined) => number,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  // The sender gave up half-way: there is nobody to answer, and a part is not a body.
  incoming.on('error', () => response.destroy());
  incoming.on('end', () => {
    response.statusCode = statusOf(() => answer(bytes > maxBytes ? undefined : Buffer.concat(chunks)));
    response.end();
  });
}

/** A bug in `answer` costs this one answer, not the process: losing the extension would break the function. */
function statusOf(answer: () => number): number {
  try {
    return answer();
  } catch {
    return 500;
  }
}

function headerOf(response: IncomingMessage): HttpResponse['header'] {
  return (name) => {
    const value = response.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
