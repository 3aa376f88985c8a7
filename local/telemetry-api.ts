import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Generation } from './generation.ts';
import type { Settings } from './options.ts';
import { answerJson, answerNotFound, answerRefusal, isRefusal, refuse, serve } from './refusal.ts';
import { identify } from './extensions-api.ts';
import { readSubscriptionRequest } from './subscription-request.ts';
import type { TelemetryApi } from './subscription-request.ts';

/**
 * Serves `PUT /2022-07-01/telemetry` and `PUT /2020-08-15/logs`. `current` names the processes that live now; without any,
 * no identifier is known.
 */
export function serveTelemetryApi(
  app: FastifyInstance,
  settings: Settings,
  current: () => Generation | undefined,
): void {
  const answer = (api: TelemetryApi) => (request: FastifyRequest, reply: FastifyReply) => {
    if (settings.telemetry === 'missing404' || (api === 'Logs' && !settings.logsApi)) return answerNotFound(reply);
    if (settings.telemetry === 'stub202') {
      return answerRefusal(reply, refuse(202, `${api}.NotSupported`, `${api} API is not supported`));
    }
    const extension = identify(request, current(), (id) => `Unknown extension ${id}`);
    if (isRefusal(extension)) return answerRefusal(reply, extension);
    const { telemetry } = current() as Generation;
    if (!telemetry.open) {
      const message = `${api} API subscription is closed${settings.managedInstances ? '' : ' already'}`;
      return answerRefusal(reply, refuse(403, `${api}.SubscriptionClosed`, message));
    }
    const read = readSubscriptionRequest(api, String(request.body ?? ''), settings.telemetrySchemas);
    const answer = isRefusal(read) ? read : telemetry.subscribe(extension.name, read);
    if (isRefusal(answer)) answerRefusal(reply, answer);
    else answerJson(reply, 200, answer);
  };
  serve(app, 'PUT', '/2022-07-01/telemetry', answer('Telemetry'));
  serve(app, 'PUT', '/2020-08-15/logs', answer('Logs'));
}
