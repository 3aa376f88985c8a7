import { afterEach, describe, expect, it } from 'vitest';
import { identifierOf, puppetLambda } from './puppet.ts';
import type { Puppet } from './puppet.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';
const json = (errorType: string, errorMessage: string) => `${JSON.stringify({ errorMessage, errorType })}\n`;

let puppet: Puppet;
afterEach(() => puppet.lambda.close());

async function startInit(options: Parameters<typeof puppetLambda>[0] = {}, extensions?: string[]) {
  puppet = await puppetLambda(options, extensions);
  void puppet.lambda.invoke();
  return puppet;
}

describe('registering', () => {
  it('answers the function and an identifier, and the account when asked for it', async () => {
    const { call } = await startInit({ functionName: 'orders' });
    const headers = { 'lambda-extension-name': 'puppet', 'lambda-extension-accept-feature': 'new, accountId' };
    const answer = await call('POST', '/2020-01-01/extension/register', headers, '{"events":["INVOKE"]}');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['lambda-extension-identifier']).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(answer.body).toBe(
      '{"functionName":"orders","functionVersion":"$LATEST","handler":"sleep","accountId":"012345678912"}',
    );
  });

  it('needs no events', async () => {
    const { register } = await startInit();
    expect(await register('puppet', '{}')).toMatchObject({
      status: 200,
      body: expect.not.stringContaining('accountId') as string,
    });
  });

  it.each([
    ['without a name', '', '{}', 'Extension.InvalidExtensionName', 'Empty extension name'],
    [
      'with configuration keys',
      'puppet',
      '{"configurationKeys":["a"]}',
      'InvalidRequestFormat',
      'configurationKeys are deprecated; use environment variables instead',
    ],
    [
      'for an unknown event',
      'puppet',
      '{"events":["STOP"]}',
      'Extension.InvalidEventType',
      'STOP: ErrorInvalidEventType',
    ],
    [
      'for SHUTDOWN under a name that is no file',
      'other',
      '{"events":["SHUTDOWN"]}',
      'Extension.InvalidEventType',
      'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension',
    ],
  ])('%s is refused', async (_name, name, body, errorType, message) => {
    const { register } = await startInit();
    const answer = await register(name, body);
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toBe(json(errorType, message));
  });

  it('twice is refused with the state', async () => {
    const { register } = await startInit();
    await register();
    expect((await register()).body).toBe(
      json(
        'Extension.InvalidExtensionState',
        'State transition from Registered to Registered failed for extension puppet. Error: State transition is not allowed',
      ),
    );
  });

  it('under a name that is no file makes an internal extension, of which there are ten in all', async () => {
    const { register } = await startInit();
    for (let count = 1; count < 10; count++)
      expect((await register(`inside-${count}`, '{"events":["INVOKE"]}')).status).toBe(200);
    expect((await register('inside-1', '{}')).body).toBe(
      json('Extension.InvalidExtensionState', 'Extension with this name already registered'),
    );
    expect((await register('one-more', '{}')).body).toBe(
      json('Extension.TooManyExtensions', 'Extension limit (10) reached'),
    );
  });

  it('for INVOKE is refused on Managed Instances', async () => {
    const { register } = await startInit({ initializationType: 'lambda-managed-instances' });
    expect((await register()).body).toBe(json('Extension.InvalidEventType', 'INVOKE: ErrorInvalidEventType'));
    expect((await register('puppet', '{"events":["SHUTDOWN"]}')).status).toBe(200);
  });
});

describe('the identifier', () => {
  it.each([
    ['missing', {}, 'Extension.MissingExtensionIdentifier', 'Missing Lambda-Extension-Identifier header'],
    [
      'malformed',
      { 'lambda-extension-identifier': 'x' },
      'Extension.InvalidExtensionIdentifier',
      'Invalid Lambda-Extension-Identifier',
    ],
    [
      'unknown',
      { 'lambda-extension-identifier': unknownId },
      'Extension.UnknownExtensionIdentifier',
      `Unknown extension ${unknownId}`,
    ],
  ])('%s is refused', async (_name, headers, errorType, message) => {
    const { call } = await startInit();
    for (const [method, path] of [
      ['GET', '/2020-01-01/extension/event/next'],
      ['PUT', '/2022-07-01/telemetry'],
    ] as const) {
      expect(await call(method, path, headers)).toMatchObject({ status: 403, body: json(errorType, message) });
    }
  });
});

describe('asking for the next event', () => {
  it('waits, and refuses a second request meanwhile', async () => {
    const { next } = await startInit();
    const id = await identifierOf(puppet);
    void next(id).catch(() => {});
    await expect.poll(() => puppet.lambda.timeline.some(({ kind }) => kind === 'next')).toBe(true);
    expect((await next(id)).body).toBe(
      json(
        'Extension.InvalidExtensionState',
        `State transition from Ready to Ready failed for extension ${id}. Error: State transition is not allowed`,
      ),
    );
  });

  it('answers INVOKE with what the runtime is told too, and SHUTDOWN as plain text', async () => {
    const { next, runtimeNext, call, lambda } = await startInit({ shutdownReasonCase: 'upper' });
    const id = await identifierOf(puppet);
    const [invoke, invocation] = await Promise.all([next(id), runtimeNextAfterSpawn()]);
    const event = JSON.parse(invoke.body) as Record<string, unknown>;
    const requestId = invocation.headers['lambda-runtime-aws-request-id'] as string;
    expect(invoke.headers['content-type']).toBe('application/json');
    expect(invoke.headers['lambda-extension-event-identifier']).toBeTypeOf('string');
    expect(event).toEqual({
      eventType: 'INVOKE',
      deadlineMs: Number(invocation.headers['lambda-runtime-deadline-ms']),
      requestId,
      invokedFunctionArn: invocation.headers['lambda-runtime-invoked-function-arn'],
      tracing: { type: 'X-Amzn-Trace-Id', value: invocation.headers['lambda-runtime-trace-id'] },
    });
    await call('POST', `/2018-06-01/runtime/invocation/${requestId}/response`, {}, '1');
    void runtimeNext().catch(() => {});
    const shutdown = next(id);
    void lambda.shutdown('spindown');
    const { headers, body } = await shutdown;
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['lambda-extension-event-identifier']).toBeUndefined();
    expect(JSON.parse(body)).toEqual({
      eventType: 'SHUTDOWN',
      shutdownReason: 'SPINDOWN',
      deadlineMs: expect.any(Number) as number,
    });
  });
});

async function runtimeNextAfterSpawn() {
  const spawned = () => puppet.lambda.timeline.some(({ kind, name }) => kind === 'spawn' && name === 'runtime');
  await expect.poll(spawned).toBe(true);
  return puppet.runtimeNext();
}

describe('reporting an error', () => {
  const report = (id: string, path: string, type?: string) =>
    puppet.call('POST', `/2020-01-01/extension/${path}`, {
      'lambda-extension-identifier': id,
      ...(type === undefined ? {} : { 'lambda-extension-function-error-type': type }),
    });

  it('is accepted, also twice, and makes next impossible', async () => {
    await startInit();
    const id = await identifierOf(puppet);
    for (const type of ['Extension.ConfigInvalid', 'Extension.Other']) {
      expect(await report(id, 'init/error', type)).toMatchObject({ status: 202, body: '{"status":"OK"}' });
    }
    expect((await puppet.next(id)).body).toContain('State transition from InitError to Ready failed');
    expect((await report(id, 'exit/error', 'Extension.X')).body).toContain('from InitError to Exited failed');
  });

  it('needs a type and a known identifier', async () => {
    await startInit();
    const id = await identifierOf(puppet);
    expect(await report(id, 'init/error')).toMatchObject({
      status: 403,
      body: json('Extension.MissingHeader', 'Lambda-Extension-Function-Error-Type not found'),
    });
    expect(await report(unknownId, 'exit/error', 'Extension.X')).toMatchObject({
      status: 403,
      body: json('Extension.UnknownExtensionIdentifier', 'Unknown Lambda-Extension-Identifier'),
    });
  });
});

describe('the server', () => {
  it('answers 404 for unknown paths, 405 for other methods, and pong', async () => {
    const { call } = await startInit();
    expect(await call('GET', '/2020-01-01/extension/nothing')).toMatchObject({
      status: 404,
      body: '404 page not found\n',
    });
    expect((await call('GET', '/2020-01-01/extension/register')).status).toBe(405);
    expect((await call('POST', '/2022-07-01/telemetry')).status).toBe(405);
    expect(await call('GET', '/2018-06-01/ping')).toMatchObject({ status: 200, body: 'pong' });
  });
});
