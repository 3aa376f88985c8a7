import { describe, expect, it } from 'vitest';
import { attemptAws, isTransient } from '../../../src/contracts/aws-error.ts';
import { batchOf, canary } from '../../contract/batches.ts';

const batch = batchOf(2);
const never = new AbortController().signal;

function serviceError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(`body with ${canary}`), { name, $metadata: { httpStatusCode, requestId: 'R1' } });
}

const failing = (error: unknown) => async () => {
  throw error;
};

describe('whether a failure is transient', () => {
  it.each([
    ['SlowDown', 503],
    ['ExpiredToken', 400],
    ['ExpiredTokenException', 400],
    ['RequestTimeTooSkewed', 403],
    ['RequestTimeout', 400],
    ['ThrottlingException', 400],
    ['KMS.ThrottlingException', 400],
    ['TooManyRequestsException', 429],
    ['InternalError', 500],
    ['unknown', 502],
    ['ECONNREFUSED', undefined],
    ['CredentialsProviderError', undefined],
  ])('%s (%s) is', (code, status) => expect(isTransient(code, status)).toBe(true));

  it.each([
    ['AccessDenied', 403],
    ['NoSuchBucket', 404],
    ['InvalidBucketName', 400],
    ['KMS.DisabledException', 400],
    ['KMS.NotFoundException', 400],
    ['InvalidAccessKeyId', 403],
    ['SignatureDoesNotMatch', 403],
    ['PermanentRedirect', 301],
    ['ResourceNotFoundException', 400],
    ['ResourceNotFoundException', undefined],
    ['RegionMissing', undefined],
  ])('%s (%s) is not', (code, status) => expect(isTransient(code, status)).toBe(false));
});

describe('one call of an SDK client', () => {
  it('answers the output', async () => {
    expect(await attemptAws(async () => 7, batch, never, {})).toEqual({ output: 7 });
  });

  it('says status, code, request id and hint, and never the message', async () => {
    const call = failing(serviceError('AccessDenied', 403));
    expect(await attemptAws(call, batch, never, { AccessDenied: 'ask for it' })).toEqual({
      delivery: { retry: [], rejected: batch.records, cause: '403 AccessDenied (request id R1): ask for it' },
    });
  });

  it('does not say a code that is no code', async () => {
    const outcome = await attemptAws(failing(serviceError(`a ${canary}`, 500)), batch, never, {});
    expect(outcome).toMatchObject({ delivery: { cause: '500 unknown (request id R1)' } });
  });

  it('says how to name the region when there is none', async () => {
    const outcome = await attemptAws(failing(new Error('Region is missing')), batch, never, {});
    expect(outcome).toMatchObject({ delivery: { rejected: batch.records, cause: 'RegionMissing: set AWS_REGION' } });
  });

  it('is repeated once, at once, on a connection that had died', async () => {
    let calls = 0;
    const call = async () => {
      calls++;
      if (calls === 1) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      return 'taken';
    };
    expect(await attemptAws(call, batch, never, {})).toEqual({ output: 'taken' });
    expect(calls).toBe(2);
  });

  it('is not repeated after any other failure, nor twice', async () => {
    for (const [code, expected] of [['ECONNREFUSED', 1] as const, ['ECONNRESET', 2] as const]) {
      let calls = 0;
      const call = async () => {
        calls++;
        throw Object.assign(new Error(code), { code });
      };
      expect(await attemptAws(call, batch, never, {})).toEqual({
        delivery: { retry: batch.records, rejected: [], cause: code },
      });
      expect(calls).toBe(expected);
    }
  });

  it('is not made when the signal has aborted before', async () => {
    let calls = 0;
    const outcome = await attemptAws(async () => (calls += 1), batch, AbortSignal.abort(), {});
    expect(outcome).toMatchObject({ delivery: { retry: batch.records } });
    expect(calls).toBe(0);
  });

  it('is not waited for once the signal aborts', async () => {
    const abort = new AbortController();
    const outcome = attemptAws(() => new Promise(() => {}), batch, abort.signal, {});
    abort.abort();
    expect(await outcome).toMatchObject({ delivery: { retry: batch.records } });
  });
});
