import type { Filter } from '../contracts/filter.ts';
import type { TelemetryRecord } from '../contracts/record.ts';

export interface NamedFilter {
  readonly name: string;
  readonly filter: Filter;
}

/** A record to keep, the name of the filter that left it out, or that one threw (the record must be dropped). */
export type Filtered =
  { readonly kept: TelemetryRecord } | { readonly leftOutBy: string } | { readonly failed: string };

/** Runs the filters in their order. A filter that throws drops the record: what it might have redacted must not leave. */
export function runFilters(filters: readonly NamedFilter[], record: TelemetryRecord): Filtered {
  let current = record;
  for (const { name, filter } of filters) {
    try {
      const next = filter.apply(current);
      if (next === undefined) return { leftOutBy: name };
      current = next;
    } catch {
      // The error's text may quote the record, so it goes nowhere.
      return { failed: name };
    }
  }
  return { kept: current };
}
