import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { mostResponseBytes, normalizeErrorType } from '../../../local/runtime-api.ts';
import { puppetLambda } from './puppet.ts';
import type { Answer, Puppet } from './puppet.ts';

const json = (errorType: string, errorMessage: string) => `${JSON.stringify({ errorMessage, errorType })}\n`;
const base = '/2018-06-01/runtime';

let puppet: Puppet;
afterEach(() => puppet.lambda.close());

/** Starts an invocation and plays the runtime up to the point where it has the invocation in hand. */
async function running(payload: unknown = { n: 1 }, options: Parameters<typeof puppetLambda>[0] = {}) {
  puppet = await puppetLambda(options, []);
  const ended = puppet.lambda.invoke(payload, { clientContext: '{"a":1}' });
  await expect.poll(() => puppet.lambda.processes().length).toBe(1);
  const invocation = await puppet.runtimeNext();
  const requestId = invocation.headers['lambda-runtime-aws-request-id'] as string;
  const post = (what: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    puppet.call('POST', `${base}/invocation/${requestId}/${what}`, headers, body);
  const finish = async () => {
    void puppet.runtimeNext().catch(() => {});
    return ended;
  };
  return { invocation, requestId, post, finish };
}

describe('an invocation', () => {
  it('comes with its payload and headers, and again when asked for while it runs', async () => {
    const { invocation } = await running();
    expect(invocation).toMatchObject({ status: 200, body: '{"n":1}' });
    expect(invocation.headers).toMatchObject({
      'content-type': 'application/json',
      'lambda-runtime-client-context': '{"a":1}',
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:012345678912:function:local-function',
    });
    expect(await puppet.runtimeNext()).toEqual({ ...invocation, headers: expect.anything() as Answer['headers'] });
  });

  it('is answered with what the runtime posts, once', async () => {
    const { post, finish, invocation } = await running();
    const echo = { 'lambda-runtime-invocation-id': invocation.headers['lambda-runtime-invocation-id'] as string };
    expect(await post('response', '"fine"', echo)).toMatchObject({ status: 202, body: '{"status":"OK"}' });
    expect(await post('response', '"again"')).toMatchObject({
      status: 403,
      body: json(
        'InvalidStateTransition',
        'State transition from ResponseSent to InvocationResponse failed for runtime. Error: State transition is not allowed',
      ),
    });
    const result = await finish();
    expect(result.payload.toString()).toBe('"fine"');
    expect(result.functionError).toBeUndefined();
  });

  it('is failed by the error that the runtime reports', async () => {
    const { post, finish } = await running();
    const body = '{"errorMessage":"m","errorType":"t","stackTrace":[]}';
    expect((await post('error', body, { 'lambda-runtime-function-error-type': 'Function.Broken' })).status).toBe(202);
    expect(await finish()).toMatchObject({ functionError: 'Unhandled', payload: Buffer.from(body) });
    const done = puppet.lambda.generated.find(({ type }) => type === 'platform.runtimeDone');
    expect(done?.record).toMatchObject({ status: 'error', errorType: 'Function.Broken' });
  });

  it.each([
    ['another request id', 'x/response', {}, 'InvalidRequestID', 'Invalid request ID'],
    [
      'another invocation id',
      '',
      { 'lambda-runtime-invocation-id': 'x' },
      'InvalidInvocationId',
      'Invalid invocation ID',
    ],
    [
      'an unknown response mode',
      '',
      { 'lambda-runtime-function-response-mode': 'x' },
      'InvalidFunctionResponseMode',
      'Invalid function response mode',
    ],
  ])('cannot be answered with %s', async (_name, path, headers, errorType, message) => {
    const { post } = await running();
    const answer =
      path === ''
        ? await post('response', '1', headers)
        : await puppet.call('POST', `${base}/invocation/${path}`, {}, '1');
    expect(answer).toMatchObject({ status: 400, body: json(errorType, message) });
  });

  it('with too large an answer fails, and the environment lives on', async () => {
    const { post, finish } = await running();
    expect(await post('response', Buffer.alloc(mostResponseBytes + 1, 'x'))).toMatchObject({
      status: 413,
      body: json('RequestEntityTooLarge', 'Exceeded maximum allowed payload size (6291556 bytes).'),
    });
    const result = await finish();
    expect(JSON.parse(result.payload.toString())).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
    expect(puppet.lambda.processes()).toHaveLength(1);
  });

  it('takes a streamed answer, and its error from the trailers', async () => {
    const { requestId, finish } = await running();
    const outgoing = request(`http://${puppet.lambda.runtimeApi}${base}/invocation/${requestId}/response`, {
      method: 'POST',
      headers: {
        'lambda-runtime-function-response-mode': 'streaming',
        'transfer-encoding': 'chunked',
        trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      },
    });
    const status = new Promise((resolve) =>
      outgoing.once('response', (response) => resolve(response.resume().statusCode)),
    );
    outgoing.write('part one, ');
    outgoing.write('part two, ');
    outgoing.addTrailers([
      ['Lambda-Runtime-Function-Error-Type', 'Runtime.StreamBroke'],
      ['Lambda-Runtime-Function-Error-Body', Buffer.from('{"errorMessage":"m"}').toString('base64')],
    ]);
    outgoing.end();
    expect(await status).toBe(202);
    const result = await finish();
    expect(result.payload.toString()).toBe('part one, part two, {"errorMessage":"m"}');
    expect(result.functionError).toBe('Unhandled');
  });

  it('that timed out on Managed Instances answers 410 and leaves the environment alone', async () => {
    const { post, requestId } = await running(1, { initializationType: 'lambda-managed-instances', timeoutMs: 50 });
    await expect
      .poll(() => puppet.lambda.timeline.some(({ kind, detail }) => kind === 'report' && detail === 'timeout'))
      .toBe(true);
    expect(await post('response', '1')).toMatchObject({ status: 410, body: json('InvokeTimeout', 'Invoke timeout') });
    const again = puppet.lambda.invoke(2);
    const next = await puppet.runtimeNext();
    expect(next.headers['lambda-runtime-aws-request-id']).not.toBe(requestId);
    await puppet.call(
      'POST',
      `${base}/invocation/${next.headers['lambda-runtime-aws-request-id'] as string}/response`,
      {},
      '3',
    );
    expect((await again).payload.toString()).toBe('3');
    expect(puppet.lambda.generated.map(({ type }) => type)).not.toContain('platform.runtimeDone');
  });
});

describe('an error type', () => {
  it.each([
    ['Function.MyError', 'Function.MyError'],
    ['Runtime.ExitError', 'Runtime.ExitError'],
    ['Function.', 'Function.Unknown'],
    ['TypeError', 'Runtime.Unknown'],
    [undefined, 'Runtime.Unknown'],
  ])('%s is shown as %s', (given, shown) => {
    expect(normalizeErrorType(given)).toBe(shown);
  });
});
