import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { useEndpoint } from '../contract/aws.ts';
import { type Run, runLambda } from '../scenario/fixtures.ts';
import { runPython } from './python.ts';

let run: Run;
beforeAll(() => useEndpoint(inject('endpoint')));
afterEach(() => run.close());

interface Answer {
  readonly status: number;
  readonly error: string | null;
  readonly payload: Record<string, unknown>;
}

const invoke = async (payload: object) => {
  const { origin } = new URL(run.invokeUrl);
  return JSON.parse(await runPython('invoke.py', origin, 'function', JSON.stringify(payload))) as Answer;
};

describe('the local Lambda, invoked by an AWS SDK', () => {
  it('answers as Lambda does: the payload of a function that works, the error of one that fails', async () => {
    run = await runLambda('nodejs', { functionName: 'function' });
    expect(await invoke({ invocation: 3 })).toEqual({ status: 200, error: null, payload: { invocation: 3 } });
    const failed = await invoke({ mode: 'throw' });
    expect(failed).toMatchObject({ status: 200, error: 'Unhandled', payload: { errorType: 'Error' } });
    await run.shutdown('spindown');
    expect(run.shipped('function').some(({ record }) => String(record).includes('line 3/0'))).toBe(true);
  });
});
