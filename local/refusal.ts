import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

/** An error answer of Lambda's APIs, as a value. */
export interface Refusal {
  readonly status: number;
  readonly errorType: string;
  readonly errorMessage: string;
}

export function refuse(status: number, errorType: string, errorMessage: string): Refusal {
  return { status, errorType, errorMessage };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'errorType' in value && 'errorMessage' in value;
}

/** Answers with `value` as JSON under exactly `application/json`: fastify would add a charset that Lambda does not send. */
export function answerJson(reply: FastifyReply, status: number, value: unknown): void {
  reply.code(status).header('content-type', 'application/json');
  reply.send(Buffer.from(JSON.stringify(value)));
}

/** Answers with the error body of the Extensions, Telemetry and Runtime APIs, which ends in a newline. */
export function answerRefusal(reply: FastifyReply, refusal: Refusal): void {
  const { status, errorType, errorMessage } = refusal;
  reply.code(status).header('content-type', 'application/json');
  reply.send(Buffer.from(`${JSON.stringify({ errorMessage, errorType })}\n`));
}

/** The plain 404 that Lambda's server gives for a path it does not know. */
export function answerNotFound(reply: FastifyReply): void {
  reply.code(404).header('content-type', 'text/plain; charset=utf-8').send('404 page not found\n');
}

const methods: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/** Serves `path` by one method and answers 405 to every other, as Lambda's router does (fastify alone would say 404). */
export function serve(
  app: FastifyInstance,
  method: HTTPMethods,
  path: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  app.route({ method, url: path, handler, exposeHeadRoute: false });
  const others = methods.filter((other) => other !== method);
  app.route({
    method: others,
    url: path,
    exposeHeadRoute: false,
    handler: (_request, reply) => reply.code(405).send(),
  });
}

/** A header by its lower-case name; absent and empty are the same. Of a repeated one, the first. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}
