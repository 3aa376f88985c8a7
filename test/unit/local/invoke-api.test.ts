import { afterEach, describe, expect, it } from 'vitest';
import { startLocalLambda } from '../../../local/index.ts';
import type { LocalLambda } from '../../../local/index.ts';
import { functionHandler } from './toy-layer.ts';

let lambda: LocalLambda;
afterEach(() => lambda.close());

async function call(body: string, headers: Record<string, string> = {}, name = 'function') {
  lambda ??= await start();
  const url = `${lambda.invokeUrl}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  return fetch(url, { method: 'POST', headers, body });
}

const start = () => startLocalLambda({ layers: [], function: { handler: functionHandler }, functionName: 'orders' });

describe('the Invoke operation', () => {
  it.each(['function', 'orders', 'arn:aws:lambda:us-east-1:012345678912:function:orders'])(
    'reaches the function as %s',
    async (name) => {
      lambda = await start();
      const context = Buffer.from('{"client":"test"}').toString('base64');
      const answer = await call('{}', { 'x-amz-client-context': context }, name);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-amz-executed-version')).toBe('$LATEST');
      expect(await answer.json()).toEqual({
        requestId: answer.headers.get('x-amzn-requestid'),
        context: { client: 'test' },
      });
    },
  );

  it('names an error of the function in a header', async () => {
    lambda = await start();
    const answer = await call('{"fail":true}');
    expect([answer.status, answer.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
    expect(await answer.json()).toMatchObject({ errorType: 'TypeError', errorMessage: 'asked to fail' });
  });

  it('lets calls wait their turn', async () => {
    lambda = await start();
    const answers = await Promise.all([1, 2, 3].map(() => call('')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const order = lambda.timeline.filter(({ kind }) => kind === 'invoke' || kind === 'report').map(({ kind }) => kind);
    expect(order.slice(0, 5)).toEqual(['invoke', 'report', 'invoke', 'report', 'invoke']);
  });

  it('answers events at once, and dry runs without a run', async () => {
    lambda = await start();
    expect((await call('{}', { 'x-amz-invocation-type': 'DryRun' })).status).toBe(204);
    expect(lambda.timeline).toEqual([]);
    expect((await call('{}', { 'x-amz-invocation-type': 'Event' })).status).toBe(202);
    await expect.poll(() => lambda.timeline.some(({ kind }) => kind === 'report')).toBe(true);
  });

  it.each([
    ['an unknown function', 404, 'ResourceNotFoundException', '{}', {}, 'nobody'],
    ['a payload that is no JSON', 400, 'InvalidRequestContentException', '{', {}, 'function'],
    ['an unknown type', 400, 'InvalidParameterValueException', '{}', { 'x-amz-invocation-type': 'X' }, 'function'],
    ['too large a payload', 413, 'RequestTooLargeException', `"${'x'.repeat(6 * 1024 * 1024)}"`, {}, 'function'],
  ])('refuses %s', async (_name, status, type, body, headers, name) => {
    lambda = await start();
    const answer = await call(body, headers as Record<string, string>, name);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([status, type]);
  });
});
