import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { serveExtensionsApi } from './extensions-api.ts';
import type { Generation } from './generation.ts';
import { mostRequestBytes, refuseCall, serveInvokeApi } from './invoke-api.ts';
import type { Invoke } from './invoke-api.ts';
import type { Settings } from './options.ts';
import { answerNotFound, answerRefusal, refuse } from './refusal.ts';
import { serveRuntimeApi } from './runtime-api.ts';
import { serveTelemetryApi } from './telemetry-api.ts';
import type { Timeline } from './timeline.ts';

/** Control requests are small; Lambda for Managed Instances caps them at this size. */
const mostControlBytes = 1024 * 1024;

export interface Server {
  /** `host:port`. */
  readonly address: string;
  /** Stops listening and cuts every connection, waiting polls included. */
  close(): Promise<void>;
}

/** Serves the Extensions, Telemetry, Logs and Runtime APIs on a loopback port that the system chooses. */
export async function serveLambdaApis(
  settings: Settings,
  timeline: Timeline,
  current: () => Generation | undefined,
): Promise<Server> {
  const app = createApp(mostControlBytes);
  app.setNotFoundHandler((_request, reply) => answerNotFound(reply));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const fault = refuse(500, 'InternalServerError', 'Internal Server Error');
    answerRefusal(reply, error.statusCode === 413 ? refuse(413, 'RequestEntityTooLarge', 'Request too large') : fault);
  });
  await app.register(async (scope) => {
    keepBodies(scope);
    serveExtensionsApi(scope, settings, timeline, current);
    serveTelemetryApi(scope, settings, current);
  });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    serveRuntimeApi(scope, settings, timeline, current);
  });
  return listen(app, 0);
}

/** Serves the Invoke operation on `settings.invokePort`. Rejects with the system's error when the port is taken. */
export async function serveInvokeFront(settings: Settings, invoke: Invoke): Promise<Server> {
  const app = createApp(mostRequestBytes);
  app.setNotFoundHandler((_request, reply) =>
    refuseCall(
      reply,
      404,
      'ResourceNotFoundException',
      'Only Invoke is served: POST /2015-03-31/functions/NAME/invocations.',
    ),
  );
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    if (error.statusCode !== 413) return refuseCall(reply, 500, 'ServiceException', 'The local Lambda failed.');
    const message = `Request must be smaller than ${mostRequestBytes} bytes for the InvokeFunction operation`;
    refuseCall(reply, 413, 'RequestTooLargeException', message);
  });
  keepBodies(app);
  serveInvokeApi(app, settings, invoke);
  return listen(app, settings.invokePort);
}

/** A client may be frozen for hours in the middle of a request, or between two: no limit is shorter than a day. */
const idleMs = 24 * 60 * 60 * 1000;

function createApp(bodyLimit: number): FastifyInstance {
  return fastify({
    bodyLimit,
    requestTimeout: 0,
    connectionTimeout: 0,
    keepAliveTimeout: idleMs,
    forceCloseConnections: true,
    // An ARN is longer than the 100 characters that fastify allows a path parameter.
    routerOptions: { maxParamLength: 500 },
  });
}

function keepBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

async function listen(app: FastifyInstance, port: number): Promise<Server> {
  await app.listen({ port, host: '127.0.0.1' });
  const { port: bound } = app.server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${bound}`,
    close: async () => {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
