/** Any JSON value. A number that a double cannot hold exactly is kept as `JSON.rawJSON` (see `json.ts`). */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** One element of the array that Lambda POSTs. Nothing about it may be assumed beyond what `decode` has checked. */
export interface WireEvent {
  readonly time: string;
  readonly type: string;
  readonly record: JsonValue;
}

/**
 * One event on its way through the filters. Immutable: a filter that changes something answers with a new object.
 *
 * `requestId` is the id that the record itself names or that the order of the stream proves; absent rather than guessed.
 */
export interface TelemetryRecord extends WireEvent {
  readonly requestId?: string;
}

/**
 * One filtered record, written once as the NDJSON line that every sink ships. Shared between sinks, never copied.
 *
 * `line` has no newline at its end; `bytes` is its exact UTF-8 size without one. `sequence` counts from 1 without gaps
 * per process; the parts of a record that was split for a sink share one.
 */
export interface EncodedRecord {
  readonly line: string;
  readonly bytes: number;
  readonly sequence: number;
  /** Which part of a split record this is, from 1. */
  readonly part?: number;
}
