import type { Batch, BatchLimits } from '../../src/contracts/batch.ts';
import { Deadline } from '../../src/contracts/deadline.ts';
import {
  delivered,
  rejectAll,
  retryAll,
  type Delivery,
  type Sink,
  type SinkEnvironment,
} from '../../src/contracts/sink.ts';
import type { HttpSettings } from './config.ts';
import { requestBody, requestTarget } from './encode.ts';

// What the intakes of the large vendors take in one request before compression: 1,000 entries and 1 MB, or more. A newline or
// comma goes behind each line, and brackets around an array.
const maxRecords = 1000;
const maxBytes = 1_000_000 - maxRecords - 2;
const limits: BatchLimits = { records: maxRecords, bytes: maxBytes, recordBytes: maxBytes };

// An answer's body says nothing that we use. Reading a short one to its end lets the connection be used again.
const maxDrainedBytes = 64 * 1024;

const hints: Readonly<Record<number, string>> = {
  401: ': check SLUICE_HTTP_HEADERS',
  403: ': check SLUICE_HTTP_HEADERS',
  404: ': check SLUICE_HTTP_URL',
  413: ': the destination takes less than 1 MB at once',
};

/** A sink that POSTs each batch. `Idempotency-Key` is the batch's id, so that a receiver can tell a retry. */
export function create(settings: HttpSettings, _environment: SinkEnvironment): Sink {
  const { url, headers } = requestTarget(settings);
  return {
    limits,
    async send(batch, { signal }) {
      const body = await requestBody(batch, settings);
      const request = new Headers(headers);
      request.set('idempotency-key', batch.id);
      try {
        const response = await fetch(url, { method: 'POST', headers: request, body, redirect: 'manual', signal });
        // Not awaited: the status has decided, and a body that trickles must not hold the invocation.
        void drain(response);
        return deliveryOf(batch, response.status, response.headers.get('retry-after'));
      } catch (error) {
        return retryAll(batch, signal.aborted ? 'aborted while sending' : `connection failed: ${codeOf(error)}`);
      }
    },
  };
}

/**
 * What a status means for the batch. `retryAfter` is the header as it came: seconds, or an HTTP date (RFC 9110, 10.2.3).
 * Redirects are rejected: a POST that follows one can lose its body, and credentials would travel to another host.
 */
export function deliveryOf(batch: Batch, status: number, retryAfter: string | null): Delivery {
  if (status >= 200 && status < 300) return delivered;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return retryAll(batch, String(status), retryAfterMs(retryAfter));
  }
  if (status >= 300 && status < 400) {
    return rejectAll(batch, `${status}: redirects are not followed; set SLUICE_HTTP_URL to the address it leads to`);
  }
  return rejectAll(batch, `${status}${hints[status] ?? ''}`);
}

function retryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Deadline.at(date).remainingMs;
}

async function drain(response: Response): Promise<void> {
  let left = maxDrainedBytes;
  try {
    for await (const chunk of response.body ?? []) {
      left -= chunk.byteLength;
      if (left < 0) break;
    }
  } catch {
    // The connection broke or was aborted after the status had come, which changes nothing.
  }
}

// Node's fetch hides the system's code in the cause, Bun's has it on the error. Messages may name the address: left out.
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  const found = cause?.code ?? code;
  return typeof found === 'string' && /^\w{1,64}$/.test(found) ? found : 'unknown';
}
