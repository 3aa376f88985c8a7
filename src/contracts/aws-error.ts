import type { Batch } from './batch.ts';
import { rejectAll, retryAll, type Delivery } from './sink.ts';

/** What one call of an AWS SDK client came to: its output, or the answer to give for the whole batch. */
export type AwsOutcome<Output> = { readonly output: Output } | { readonly delivery: Delivery };

/** Error code of the service → what to do about it. Ends the cause of a failure. */
export type AwsHints = Readonly<Record<string, string>>;

// Answered with a 4xx status although the next attempt may succeed (AWS docs, S3 "Error responses" and "Common errors"):
// credentials that are just being renewed, a clock that the SDK corrects from the answer, a body damaged on its way, load.
const transientCodes = new Set([
  'BadDigest',
  'ConditionalRequestConflict',
  'ExpiredToken',
  'ExpiredTokenException',
  'LimitExceededException',
  'OperationAborted',
  'RequestExpired',
  'RequestLimitExceeded',
  'RequestTimeTooSkewed',
  'RequestTimeout',
  'RequestTimeoutException',
  'SlowDown',
  'XAmzContentChecksumMismatch',
  'XAmzContentSHA256Mismatch',
]);

// Codes that can come without a status of their own: in a single record's result, or from the SDK before it sends.
const permanentCodes = new Set([
  'AccessDeniedException',
  'InvalidArgumentException',
  'InvalidKMSResourceException',
  'RegionMissing',
  'ResourceNotFoundException',
]);

// A kept-alive connection that died while the environment was frozen fails at its first use, before the service saw anything.
const deadConnectionCodes = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Makes one SDK call and answers its failure as a value: `retry` or `reject` for the whole batch, with a cause of status,
 * error code, request id and hint, never a message or body. Settles at once when `signal` aborts, whatever the SDK is doing
 * (its search for credentials does not take a signal). For sinks whose client has `maxAttempts: 1`: the SDK would sleep
 * between attempts, which is the pipeline's part. The one thing repeated here, once and at once, is a dead connection.
 */
export async function attemptAws<Output>(
  call: () => Promise<Output>,
  batch: Batch,
  signal: AbortSignal,
  hints: AwsHints,
): Promise<AwsOutcome<Output>> {
  if (signal.aborted) return { delivery: retryAll(batch, 'aborted before sending') };
  let abort = () => {};
  const aborted = new Promise<AwsOutcome<Output>>((resolve) => {
    abort = () => resolve({ delivery: retryAll(batch, 'aborted while sending') });
    signal.addEventListener('abort', abort, { once: true });
  });
  const work = once(call)
    .catch((error: unknown) => {
      if (!deadConnectionCodes.has(codeOf(error)) || signal.aborted) throw error;
      return once(call);
    })
    .then(
      (output) => ({ output }),
      (error: unknown) => ({ delivery: failed(error, batch, hints) }),
    );
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Whether a failure with this code and HTTP status may go away by itself. A code without a status is taken to. */
export function isTransient(code: string, status?: number): boolean {
  if (transientCodes.has(code) || /throttl/i.test(code)) return true;
  if (permanentCodes.has(code)) return false;
  return status === undefined || status === 408 || status === 425 || status === 429 || status >= 500;
}

/** `text` when it looks like an error code, else `unknown`: it stems from a response body, which must not reach a log. */
export function safeCode(text: unknown): string {
  return typeof text === 'string' && /^[A-Za-z][\w.]{0,63}$/.test(text) ? text : 'unknown';
}

// A call that throws instead of rejecting is treated alike.
async function once<Output>(call: () => Promise<Output>): Promise<Output> {
  return call();
}

interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

function failed(error: unknown, batch: Batch, hints: AwsHints): Delivery {
  const { httpStatusCode: status, requestId } = (error as SdkError | undefined)?.$metadata ?? {};
  const code = codeOf(error);
  const id = requestId !== undefined && /^[\w+/=.-]{1,128}$/.test(requestId) ? ` (request id ${requestId})` : '';
  const hint = hints[code] ?? commonHints[code];
  const cause = `${status === undefined ? '' : `${status} `}${code}${id}${hint === undefined ? '' : `: ${hint}`}`;
  return isTransient(code, status) ? retryAll(batch, cause) : rejectAll(batch, cause);
}

const commonHints: AwsHints = {
  CredentialsProviderError: 'no credentials were found; on Lambda they come from the execution role',
  RegionMissing: 'set AWS_REGION',
};

// A connection's error carries `code` (ECONNREFUSED); a service's error carries its code as the name.
function codeOf(error: unknown): string {
  const { name, code, message } = (error ?? {}) as SdkError;
  if (message === 'Region is missing') return 'RegionMissing';
  return safeCode(typeof code === 'string' ? code : name);
}
