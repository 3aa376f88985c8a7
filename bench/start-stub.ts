import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** Names of the three requests whose arrival is the measure. */
export type Step = 'register' | 'subscribe' | 'next';

/**
 * The least of Lambda that an extension can start against, and the destination of its sinks, in this process, so that
 * both ends read one clock. It keeps no state between runs but what `reset` sets back.
 */
export interface StartStub {
  readonly port: number;
  /** Forgets the last run. Call it right before the process is spawned: arrivals count from here. */
  reset(): void;
  /** Resolves, in ms since `reset`, when the first request of this kind arrives. */
  arrival(step: Step): Promise<number>;
  /** Delivers `count` function records in POSTs of 500, and then `platform.runtimeDone`. */
  deliver(count: number): Promise<void>;
  /** Resolves when the destination has received `count` function records. */
  received(count: number): Promise<void>;
  /** Answers the pending `/next`, and waits for the one after it unless the event is SHUTDOWN. */
  send(event: 'INVOKE' | 'SHUTDOWN'): Promise<void>;
  close(): void;
}

const requestId = '8b1e7c52-0000-4000-8000-000000000001';

export async function startStub(): Promise<StartStub> {
  let startedAt = process.hrtime.bigint();
  let arrivals = new Map<Step, PromiseWithResolvers<number>>();
  let nextAsked = Promise.withResolvers<(body: string) => void>();
  let telemetryPort = 0;
  let lines = 0;
  let linesChanged = Promise.withResolvers<void>();

  const arrivalOf = (step: Step) => {
    const known = arrivals.get(step) ?? Promise.withResolvers<number>();
    arrivals.set(step, known);
    return known;
  };
  const arrive = (step: Step) => arrivalOf(step).resolve(Number(process.hrtime.bigint() - startedAt) / 1e6);

  const server = createServer((incoming, response) => {
    const url = incoming.url ?? '';
    if (url.endsWith('/extension/register')) {
      arrive('register');
      response.setHeader('Lambda-Extension-Identifier', requestId);
      response.end('{"functionName":"bench","functionVersion":"$LATEST","handler":"index.handler"}');
    } else if (url.endsWith('/event/next')) {
      arrive('next');
      nextAsked.resolve((body) => response.end(body));
    } else if (url.endsWith('/telemetry')) {
      arrive('subscribe');
      void readBody(incoming).then((body) => {
        telemetryPort = Number(/:(\d+)/.exec(JSON.parse(body.toString()).destination.URI)?.[1]);
        response.end('OK');
      });
    } else {
      void readBody(incoming).then((body) => {
        const text = incoming.headers['content-encoding'] === 'gzip' || body[0] === 0x1f ? gunzipSync(body) : body;
        lines += text.toString().split('"type":"function"').length - 1;
        linesChanged.resolve();
        linesChanged = Promise.withResolvers();
        response.end();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    port,
    reset: () => {
      arrivals = new Map();
      nextAsked = Promise.withResolvers();
      lines = 0;
      startedAt = process.hrtime.bigint();
    },
    arrival: (step) => arrivalOf(step).promise,
    deliver: async (count) => {
      for (let sent = 0; sent < count; sent += 500) {
        const size = Math.min(500, count - sent);
        await post(
          telemetryPort,
          Array.from({ length: size }, (_, index) => functionEvent(sent + index)),
        );
      }
      const record = { requestId, status: 'success', metrics: { durationMs: 1 } };
      await post(telemetryPort, [{ time: new Date().toISOString(), type: 'platform.runtimeDone', record }]);
    },
    received: async (count) => {
      while (lines < count) await linesChanged.promise;
    },
    send: async (eventType) => {
      const answer = await nextAsked.promise;
      nextAsked = Promise.withResolvers();
      const deadlineMs = Date.now() + (eventType === 'INVOKE' ? 60_000 : 2000);
      answer(JSON.stringify({ eventType, deadlineMs, requestId, shutdownReason: 'spindown' }));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function functionEvent(index: number) {
  const record = `2026-01-02T03:04:05.500Z\t${requestId}\tINFO\torder ${index} of customer ${index * 7} paid, shipping to depot ${index % 90}`;
  return { time: '2026-01-02T03:04:05.500Z', type: 'function', record };
}

async function post(port: number, events: unknown[]): Promise<void> {
  const outgoing = request({ port, method: 'POST', headers: { 'Content-Type': 'application/json' } });
  outgoing.end(JSON.stringify(events));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  await readBody(response);
  if (response.statusCode !== 200) throw new Error(`The listener answered ${response.statusCode}, not 200.`);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
