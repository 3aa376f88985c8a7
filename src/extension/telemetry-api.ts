import { Deadline } from '../contracts/deadline.ts';
import type { TelemetryType } from '../contracts/config.ts';
import type { Platform } from '../contracts/platform.ts';

/**
 * How the subscription ended. `active`: events will come. `unsupported`: accepted by an emulator that will never deliver
 * (RIE and SAM answer 202). `refused`: by every API tried. In the last two nothing is shipped and nothing is waited for.
 */
export type Subscription =
  | { readonly state: 'active'; readonly api: string; readonly schemaVersion: string }
  | { readonly state: 'unsupported' }
  | { readonly state: 'refused'; readonly detail: string };

export interface SubscriptionRequest {
  readonly runtimeApi: string;
  readonly identifier: string;
  readonly port: number;
  readonly types: readonly TelemetryType[];
  /** Managed Instances know the newest schema only, and no Logs API. */
  readonly managedInstances: boolean;
}

interface Attempt {
  readonly api: 'telemetry' | 'logs';
  readonly path: string;
  readonly schemaVersion: string;
}

// Newest first. 2025-01-29 names the function's ARN and is the only one on Managed Instances; 2022-12-13 has JSON records
// as objects. The Logs API is for Lambda stand-ins without the Telemetry API; only its 2021-03-18 schema tells us when the
// runtime is done, the older one sends platform.end instead.
const attempts: readonly Attempt[] = [
  { api: 'telemetry', path: '2022-07-01/telemetry', schemaVersion: '2025-01-29' },
  { api: 'telemetry', path: '2022-07-01/telemetry', schemaVersion: '2022-12-13' },
  { api: 'logs', path: '2020-08-15/logs', schemaVersion: '2021-03-18' },
  { api: 'logs', path: '2020-08-15/logs', schemaVersion: '2020-08-15' },
];

// 25 ms is the least that Lambda allows: `invoke` waits for platform.runtimeDone, and this delay is billed. 1 MiB, the most
// allowed, makes records that are cut between two POSTs rare; 10,000 items is the most as well.
const buffering = { maxItems: 10_000, maxBytes: 1_048_576, timeoutMs: 25 };

// An answer takes a few ms; a stand-in that never answers must not hold Init (limit 10 s) up. One limit for all attempts.
const answerWithinMs = 2_000;

/**
 * Subscribes our listener, which must be listening already. Called once between `register` and the first `/next`: after
 * that Lambda has closed subscriptions. Tries the newest schema first, then the older one, then the Logs API (at once
 * when the Telemetry API is missing, 404).
 */
export async function subscribe(request: Platform['request'], to: SubscriptionRequest): Promise<Subscription> {
  let detail = '';
  let telemetryMissing = false;
  const signal = Deadline.in(answerWithinMs).signal();
  for (const attempt of to.managedInstances ? attempts.slice(0, 1) : attempts) {
    if (telemetryMissing && attempt.api === 'telemetry') continue;
    const status = await put(request, to, attempt, signal);
    if (status === 200) return { state: 'active', api: attempt.api, schemaVersion: attempt.schemaVersion };
    if (status === 202) return { state: 'unsupported' };
    if (status === 404) telemetryMissing = true;
    detail += `${detail && ', '}${attempt.api} ${attempt.schemaVersion}: ${status}`;
    // What did not answer may have subscribed us all the same, and a second subscription would deliver everything twice.
    if (status === 'no answer') break;
  }
  return { state: 'refused', detail };
}

/** The status of one subscription request, or why there was none. Statuses alone count: the bodies differ in practice. */
async function put(
  request: Platform['request'],
  to: SubscriptionRequest,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<number | 'no answer'> {
  try {
    const response = await request({
      method: 'PUT',
      url: `http://${to.runtimeApi}/${attempt.path}`,
      headers: { 'lambda-extension-identifier': to.identifier, 'content-type': 'application/json' },
      body: JSON.stringify({
        schemaVersion: attempt.schemaVersion,
        types: to.types,
        buffering,
        destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${to.port}/telemetry` },
      }),
      signal,
    });
    return response.status;
  } catch {
    return 'no answer';
  }
}
