import { request } from 'node:http';
import type { LocalLambda } from '../../../local/index.ts';
import { startLocalLambda } from '../../../local/index.ts';
import type { LocalLambdaOptions } from '../../../local/index.ts';
import { layerWith } from './toy-layer.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/**
 * A local Lambda whose extensions and runtime only sleep, so that a test can speak for them over HTTP and choose every
 * request itself. Init begins with the first `invoke`.
 */
export async function puppetLambda(options: Partial<LocalLambdaOptions> = {}, extensions = ['puppet']) {
  const sleeping = Object.fromEntries(extensions.map((name) => [name, '#!/bin/sh\nexec sleep 60\n']));
  const lambda = await startLocalLambda({
    layers: [layerWith(sleeping)],
    function: { bootstrap: ['sleep', '60'] },
    freeze: false,
    ...options,
  });
  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer) =>
    send(lambda, method, path, headers, body);
  return {
    lambda,
    call,
    register: (name = 'puppet', body = '{"events":["INVOKE","SHUTDOWN"]}') =>
      call('POST', '/2020-01-01/extension/register', { 'lambda-extension-name': name }, body),
    next: (id: string) => call('GET', '/2020-01-01/extension/event/next', { 'lambda-extension-identifier': id }),
    runtimeNext: () => call('GET', '/2018-06-01/runtime/invocation/next'),
    subscribe: (id: string, body: unknown, path = '/2022-07-01/telemetry') =>
      call('PUT', path, { 'lambda-extension-identifier': id }, typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

export type Puppet = Awaited<ReturnType<typeof puppetLambda>>;

/** Registers the puppet and returns its identifier. */
export async function identifierOf(puppet: Puppet, name = 'puppet', body?: string): Promise<string> {
  return String((await puppet.register(name, body)).headers['lambda-extension-identifier']);
}

export function send(
  { runtimeApi }: Pick<LocalLambda, 'runtimeApi'>,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`http://${runtimeApi}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.on('error', reject).end(body);
  });
}
