import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { functionArn, functionVersion } from './identity.ts';
import type { FunctionAnswer, InvokeOptions } from './invocation.ts';
import type { Settings } from './options.ts';
import { header, serve } from './refusal.ts';

/** 6 MiB each way for a synchronous invocation (Lambda quotas). */
export const mostRequestBytes = 6 * 1024 * 1024;

/** Starts an invocation; answers its id at once and the function's answer as soon as the function gives it. */
export type Invoke = (
  payload: Buffer,
  options: InvokeOptions,
) => { requestId: string; answer: Promise<FunctionAnswer> };

/**
 * Serves the Invoke operation of the Lambda API, for the AWS CLI and the SDKs: the function is reached by its name, by
 * `function`, or by its ARN. `Event` invocations are answered 202 at once, `DryRun` 204 without running anything.
 */
export function serveInvokeApi(app: FastifyInstance, settings: Settings, invoke: Invoke): void {
  const names = [settings.functionName, 'function', functionArn(settings)];
  serve(app, 'POST', '/2015-03-31/functions/:name/invocations', (request, reply) => {
    const { name } = request.params as { name: string };
    if (!names.includes(name)) {
      const message = `Function not found: ${name}. This local Lambda runs ${settings.functionName}.`;
      return refuseCall(reply, 404, 'ResourceNotFoundException', message);
    }
    const payload = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : Buffer.from('{}');
    if (!isJson(payload)) {
      const message = 'Could not parse request body into json.';
      return refuseCall(reply, 400, 'InvalidRequestContentException', message);
    }
    const type = header(request, 'x-amz-invocation-type') ?? 'RequestResponse';
    if (type === 'DryRun') return void reply.code(204).send();
    if (type !== 'RequestResponse' && type !== 'Event') {
      return refuseCall(reply, 400, 'InvalidParameterValueException', `Unknown invocation type: ${type}`);
    }
    const { requestId, answer } = invoke(payload, readOptions(request));
    reply.header('x-amzn-requestid', requestId).header('x-amz-executed-version', functionVersion);
    if (type === 'Event') return void reply.code(202).send();
    void answer.then(({ payload, functionError }) => {
      if (functionError !== undefined) reply.header('x-amz-function-error', functionError);
      reply.code(200).header('content-type', 'application/json').send(payload);
    });
  });
}

/** The error answers of the Lambda API name their type in a header. */
export function refuseCall(reply: FastifyReply, status: number, type: string, message: string): void {
  reply.code(status).header('x-amzn-errortype', type).header('content-type', 'application/json');
  reply.send(Buffer.from(JSON.stringify({ Type: 'User', Message: message, message })));
}

function readOptions(request: FastifyRequest): InvokeOptions {
  const context = header(request, 'x-amz-client-context');
  const traceId = header(request, 'x-amzn-trace-id');
  return {
    ...(context === undefined ? {} : { clientContext: Buffer.from(context, 'base64').toString('utf8') }),
    ...(traceId === undefined ? {} : { traceId }),
  };
}

function isJson(payload: Buffer): boolean {
  try {
    JSON.parse(payload.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
