import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Generation } from './generation.ts';
import { functionArn } from './identity.ts';
import type { FunctionAnswer, Invocation } from './invocation.ts';
import { platformError } from './invocation.ts';
import type { Settings } from './options.ts';
import { answerJson, answerRefusal, header, isRefusal, refuse, serve } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Runtime } from './runtime.ts';
import type { Timeline } from './timeline.ts';

/** 6 MiB and 100 bytes (AWS's open-source emulator). */
export const mostResponseBytes = 6_291_556;
/** A streamed response (Lambda quotas). The service also slows it down after 6 MB; we do not. */
const mostStreamedBytes = 200 * 1024 * 1024;
const base = '/2018-06-01/runtime';

/**
 * Serves the Runtime API, version 2018-06-01, for the runtime that lives now. `app` must leave request bodies unread:
 * responses may be streamed, with trailers.
 */
export function serveRuntimeApi(
  app: FastifyInstance,
  settings: Settings,
  timeline: Timeline,
  current: () => Generation | undefined,
): void {
  const withRuntime =
    (answer: (runtime: Runtime, request: FastifyRequest, reply: FastifyReply) => void) =>
    (request: FastifyRequest, reply: FastifyReply) => {
      const runtime = current()?.runtime;
      if (runtime) return answer(runtime, request, reply);
      answerRefusal(reply, refuse(500, 'InternalServerError', 'Internal Server Error'));
    };

  serve(
    app,
    'GET',
    `${base}/invocation/next`,
    withRuntime((runtime, request, reply) => {
      const refusal = runtime.next({
        answer: (invocation) => answerPoll(reply, invocation, functionArn(settings)),
        alive: () => !request.raw.socket.destroyed,
      });
      if (refusal) return answerRefusal(reply, refusal);
      timeline.add('next', { name: 'runtime' });
    }),
  );

  serve(
    app,
    'POST',
    `${base}/invocation/:requestId/response`,
    withRuntime((runtime, request, reply) => void respond(runtime, request, reply, timeline)),
  );

  serve(
    app,
    'POST',
    `${base}/invocation/:requestId/error`,
    withRuntime(async (runtime, request, reply) => {
      const invocation = begin(runtime, 'error', request);
      if (isRefusal(invocation)) return refuseUnread(request, reply, invocation);
      const body = await readBody(request, mostResponseBytes, () => (invocation.firstByteMs ??= performance.now()));
      const answer = errorAnswer(request, typeof body === 'string' ? Buffer.alloc(0) : body);
      runtime.end(invocation, answer);
      timeline.add('response', { requestId: invocation.requestId, detail: answer.errorType ?? '' });
      answerJson(reply, 202, { status: 'OK' });
    }),
  );

  serve(
    app,
    'POST',
    `${base}/init/error`,
    withRuntime(async (runtime, request, reply) => {
      const body = await readBody(request, mostResponseBytes, () => {});
      const answer = errorAnswer(request, typeof body === 'string' ? Buffer.alloc(0) : body);
      const refusal = runtime.failInit(answer);
      if (refusal) return answerRefusal(reply, refusal);
      timeline.add('initError', { name: 'runtime', detail: answer.errorType ?? '' });
      answerJson(reply, 202, { status: 'OK' });
    }),
  );
}

/** The error type as telemetry shows it: the runtime's own when it has the usual form, else one that stands for it. */
export function normalizeErrorType(given: string | undefined): string {
  if (given !== undefined && /(Runtime|Function)\.[A-Z][a-zA-Z]+/.test(given)) return given;
  return given?.startsWith('Function.') ? 'Function.Unknown' : 'Runtime.Unknown';
}

function answerPoll(reply: FastifyReply, invocation: Invocation, arn: string): void {
  reply.code(200).headers({
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-invocation-id': invocation.invocationId,
    'lambda-runtime-deadline-ms': String(invocation.deadlineMs),
    'lambda-runtime-invoked-function-arn': arn,
    'lambda-runtime-trace-id': invocation.traceId,
  });
  if (invocation.clientContext !== undefined) reply.header('lambda-runtime-client-context', invocation.clientContext);
  reply.send(invocation.payload);
}

async function respond(
  runtime: Runtime,
  request: FastifyRequest,
  reply: FastifyReply,
  timeline: Timeline,
): Promise<void> {
  const invocation = begin(runtime, 'response', request);
  if (isRefusal(invocation)) return refuseUnread(request, reply, invocation);
  const mode = header(request, 'lambda-runtime-function-response-mode');
  if (mode !== undefined && mode !== 'streaming') {
    runtime.end(invocation, platformError('Runtime.InvalidResponseModeHeader', 'Invalid function response mode'));
    const refusal = refuse(400, 'InvalidFunctionResponseMode', 'Invalid function response mode');
    return refuseUnread(request, reply, refusal);
  }
  const streaming = mode === 'streaming';
  const limit = streaming ? mostStreamedBytes : mostResponseBytes;
  const body = await readBody(request, limit, () => (invocation.firstByteMs ??= performance.now()));
  if (streaming) reply.header('connection', 'close');
  const [answer, refusal] = judge(body, request, limit);
  runtime.end(invocation, answer);
  const { requestId } = invocation;
  timeline.add('response', { requestId, detail: answer.errorType ?? `${answer.payload.length} bytes` });
  if (refusal) answerRefusal(reply, refusal);
  else answerJson(reply, 202, { status: 'OK' });
}

// What the caller gets of a body, and what the runtime is told about it.
function judge(body: Body, request: FastifyRequest, limit: number): [FunctionAnswer, Refusal?] {
  if (body === 'too large') {
    const message = `Exceeded maximum allowed payload size (${limit} bytes).`;
    const answer = platformError(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
    );
    return [answer, refuse(413, 'RequestEntityTooLarge', message)];
  }
  if (body === 'truncated') {
    const message = 'HTTP request detected as truncated';
    return [platformError('Runtime.TruncatedResponse', message), refuse(400, 'TruncatedHTTPRequest', message)];
  }
  const trailer = request.raw.trailers['lambda-runtime-function-error-type'];
  if (trailer === undefined) return [{ payload: body }];
  const cause = Buffer.from(request.raw.trailers['lambda-runtime-function-error-body'] ?? '', 'base64');
  const errorType = normalizeErrorType(String(trailer));
  // What was streamed before the error has reached the caller already: it stays in front.
  return [{ payload: Buffer.concat([body, cause]), functionError: 'Unhandled', errorType }];
}

function errorAnswer(request: FastifyRequest, payload: Buffer): FunctionAnswer {
  const errorType = normalizeErrorType(header(request, 'lambda-runtime-function-error-type'));
  return { payload, functionError: 'Unhandled', errorType, fromRuntime: true };
}

function begin(runtime: Runtime, move: 'response' | 'error', request: FastifyRequest): Invocation | Refusal {
  const { requestId } = request.params as { requestId: string };
  return runtime.begin(move, requestId, header(request, 'lambda-runtime-invocation-id'));
}

// The body must be taken off the connection all the same, or the client never comes to read the answer.
function refuseUnread(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  request.raw.resume();
  answerRefusal(reply, refusal);
}

type Body = Buffer | 'too large' | 'truncated';

/** Reads a body to its end, keeping no more than `limit` bytes. Never rejects. */
function readBody(request: FastifyRequest, limit: number, onFirstByte: () => void): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.raw.on('data', (chunk: Buffer) => {
      onFirstByte();
      bytes += chunk.length;
      if (bytes <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.raw.once('end', () => resolve(bytes > limit ? 'too large' : Buffer.concat(chunks)));
    request.raw.once('error', () => resolve('truncated'));
    request.raw.once('close', () => resolve('truncated'));
  });
}
