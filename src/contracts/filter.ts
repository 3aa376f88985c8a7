import type { core } from 'zod/mini';
import type { TelemetryRecord } from './record.ts';

/**
 * Synchronous and total: a record to keep, or `undefined` to leave it out. Never edits its input: a change is a new object.
 * Runs before the record is buffered, in the configured order. A filter that throws drops the record (fail closed), counted.
 */
export interface Filter {
  apply(record: TelemetryRecord): TelemetryRecord | undefined;
  /**
   * Cumulative counts since the start, for `sluice.summary`: flat names to numbers, such as `EmailAddress.matches`.
   * Names come from the program or its configuration, never from a record.
   */
  counters?(): Readonly<Record<string, number>>;
}

/** The heavy half of a kind: brought in by `load()` only when the filter is configured. */
export interface FilterModule<Settings> {
  create(settings: Settings): Filter;
}

/** What users pick by name. Cheap to import. */
export interface FilterKind<Settings = unknown> {
  readonly name: string;
  readonly summary: string;
  /** Strict schema of the settings: unknown keys fail, defaults filled in. */
  readonly config: core.$ZodType<Settings>;
  /** Setting name → its whole environment variable, `SLUICE_REDACT_KEYS`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of settings whose values are secrets, printed as `***`; `*` means all of them. */
  readonly secrets: readonly string[];
  /** Is this filter on when nothing is configured? */
  readonly byDefault: boolean;
  load(): Promise<FilterModule<Settings>>;
}
