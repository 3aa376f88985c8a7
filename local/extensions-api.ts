import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Extension, ExtensionEvent } from './extensions.ts';
import type { Generation } from './generation.ts';
import { accountId, functionVersion } from './identity.ts';
import type { Settings } from './options.ts';
import { answerJson, answerRefusal, header, isRefusal, refuse, serve } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Timeline } from './timeline.ts';

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const base = '/2020-01-01/extension';

/**
 * The extension that a request names by its identifier header, or the 403 for a missing, malformed or unknown one.
 * `unknown` words the last: the endpoints differ.
 */
export function identify(
  request: FastifyRequest,
  generation: Generation | undefined,
  unknown: (id: string) => string,
): Extension | Refusal {
  const id = header(request, 'lambda-extension-identifier');
  if (id === undefined) {
    const message = 'Missing Lambda-Extension-Identifier header';
    return refuse(403, 'Extension.MissingExtensionIdentifier', message);
  }
  if (!uuid.test(id)) {
    return refuse(403, 'Extension.InvalidExtensionIdentifier', 'Invalid Lambda-Extension-Identifier');
  }
  return generation?.extensions.byId(id) ?? refuse(403, 'Extension.UnknownExtensionIdentifier', unknown(id));
}

/** Serves the Extensions API, version 2020-01-01, for the processes that live now. */
export function serveExtensionsApi(
  app: FastifyInstance,
  settings: Settings,
  timeline: Timeline,
  current: () => Generation | undefined,
): void {
  serve(app, 'GET', '/2018-06-01/ping', (_request, reply) => {
    reply.send('pong');
  });

  serve(app, 'POST', `${base}/register`, (request, reply) => {
    const name = header(request, 'lambda-extension-name');
    const internalError = refuse(500, 'InternalServerError', 'Internal Server Error');
    const registered = current()?.extensions.register(name, String(request.body ?? '')) ?? internalError;
    if (isRefusal(registered)) return answerRefusal(reply, registered);
    const features = (header(request, 'lambda-extension-accept-feature') ?? '').split(',').map((name) => name.trim());
    reply.header('lambda-extension-identifier', registered.id);
    answerJson(reply, 200, {
      functionName: settings.functionName,
      functionVersion,
      handler: settings.function.handler,
      ...(features.includes('accountId') ? { accountId } : {}),
    });
  });

  serve(app, 'GET', `${base}/event/next`, (request, reply) => {
    const extension = identify(request, current(), (id) => `Unknown extension ${id}`);
    const refusal = isRefusal(extension) ? extension : extension.next((event) => answerEvent(reply, event));
    if (refusal) return answerRefusal(reply, refusal);
    timeline.add('next', { name: (extension as Extension).name });
  });

  serve(app, 'POST', `${base}/init/error`, (request, reply) => report(request, reply, 'initError'));
  serve(app, 'POST', `${base}/exit/error`, (request, reply) => report(request, reply, 'exitError'));

  function report(request: FastifyRequest, reply: FastifyReply, move: 'initError' | 'exitError'): void {
    const extension = identify(request, current(), () => 'Unknown Lambda-Extension-Identifier');
    const errorType = header(request, 'lambda-extension-function-error-type');
    if (isRefusal(extension) && extension.errorType !== 'Extension.UnknownExtensionIdentifier') {
      return answerRefusal(reply, extension);
    }
    if (errorType === undefined) {
      const message = 'Lambda-Extension-Function-Error-Type not found';
      return answerRefusal(reply, refuse(403, 'Extension.MissingHeader', message));
    }
    const refusal = isRefusal(extension) ? extension : extension.move(move);
    if (refusal) return answerRefusal(reply, refusal);
    const reporter = extension as Extension;
    // Of several reports the first one counts.
    reporter.errorType ??= errorType;
    timeline.add(move, { name: reporter.name, detail: errorType });
    answerJson(reply, 202, { status: 'OK' });
  }
}

// SHUTDOWN goes out without an event identifier and as plain text, as the service's own code does.
function answerEvent(reply: FastifyReply, event: ExtensionEvent): void {
  if (event.eventType === 'INVOKE') {
    reply.header('lambda-extension-event-identifier', randomUUID());
    return answerJson(reply, 200, event);
  }
  reply.code(200).header('content-type', 'text/plain; charset=utf-8').send(JSON.stringify(event));
}
