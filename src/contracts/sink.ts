import type { core } from 'zod/mini';
import type { Batch, BatchLimits } from './batch.ts';
import type { Deadline } from './deadline.ts';
import type { Logger } from './log.ts';
import type { EncodedRecord } from './record.ts';

/** The circumstances of one attempt. `signal` aborts at `deadline` or earlier; `attempt` counts from 1. */
export interface SendContext {
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly attempt: number;
}

/**
 * Everything the destination did not take; two empty lists mean that the whole batch was delivered.
 * Each record of the batch is in `retry`, in `rejected` (for good: no further attempt), or delivered.
 */
export interface Delivery {
  readonly retry: readonly EncodedRecord[];
  readonly rejected: readonly EncodedRecord[];
  /** The destination asked for this pause, in ms, before the next attempt. */
  readonly retryAfterMs?: number;
  /** Why, in words that quote no record, secret or response body: "403 AccessDenied (request id …)". */
  readonly cause?: string;
}

/**
 * A destination. Tries once to place one batch; retrying, chunking, ordering and counting live in the pipeline.
 *
 * `send` is called with at most `limits` and never after `close`. It must settle within 50 ms of `signal` aborting, must
 * not edit the batch, and answers expected failures with a `Delivery`; a throw counts as "retry all" and as a bug.
 * Up to four `send` calls may be under way at once.
 */
export interface Sink {
  readonly limits: BatchLimits;
  send(batch: Batch, context: SendContext): Promise<Delivery>;
  /** Called once, at the end, after the last `send` settled. Must be safe to call twice. */
  close?(): Promise<void>;
}

/** What a sink may know about where it runs. */
export interface SinkEnvironment {
  readonly functionName: string;
  readonly functionVersion: string;
  /** Empty when AWS_REGION is not set. */
  readonly region: string;
  readonly environmentId: string;
  readonly log: Logger;
}

/** The heavy half of a kind: brought in by `load()` only when the sink is configured. */
export interface SinkModule<Settings> {
  create(settings: Settings, environment: SinkEnvironment): Sink;
}

/** What users pick by name. Cheap to import: no SDK, nothing opened. */
export interface SinkKind<Settings = unknown> {
  readonly name: string;
  /** One sentence for `sluice explain` and the documentation. */
  readonly summary: string;
  /** Strict schema of the settings: unknown keys fail, defaults filled in. */
  readonly config: core.$ZodType<Settings>;
  /** Setting name → how its environment variable ends: `{ bucket: 'BUCKET' }` makes `SLUICE_S3_BUCKET`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of settings whose values are secrets, printed as `***`; `*` means all of them. */
  readonly secrets: readonly string[];
  load(): Promise<SinkModule<Settings>>;
}

export const delivered: Delivery = Object.freeze({ retry: [], rejected: [] });

/** The batch failed whole; the same batch may be tried again, after `retryAfterMs` when the destination named a pause. */
export function retryAll(batch: Batch, cause: string, retryAfterMs?: number): Delivery {
  return { retry: batch.records, rejected: [], cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** The destination will never take this batch. */
export function rejectAll(batch: Batch, cause: string): Delivery {
  return { retry: [], rejected: batch.records, cause };
}
