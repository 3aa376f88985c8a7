import type { EncodedRecord } from './record.ts';

/**
 * What a sink takes at once. `bytes` and `recordBytes` count lines without their newlines. A line above `recordBytes` comes
 * in parts; one above `bytes`, where that is less, comes alone in its batch.
 */
export interface BatchLimits {
  readonly records: number;
  readonly bytes: number;
  readonly recordBytes: number;
}

/**
 * Records that travel together. Frozen: a batch that failed whole is retried as this same object, with this same `id`,
 * so that a sink which derives its key from the id overwrites instead of duplicating.
 */
export interface Batch {
  /**
   * `{environmentId}-{first sequence}-{last sequence}`, both padded to 12 digits; behind that of a part of a split record
   * stands `.` and which part it is.
   */
  readonly id: string;
  readonly records: readonly EncodedRecord[];
  /** Sum of the records' `bytes`. */
  readonly bytes: number;
}
