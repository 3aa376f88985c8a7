import type { Filter } from '../../src/contracts/filter.ts';
import type { JsonValue } from '../../src/contracts/record.ts';

/** What a redactor is to the judge: a record in, the redacted one or nothing (dropped) out. */
export type Redactor = (record: JsonValue) => JsonValue | undefined;

/** A record masked whole, as an engine does after an error of its own: no JSON any more, and rightly so. */
export const maskedWhole = /^(?:\[[A-Za-z][\w.:-]*\]|\*+)$/;

/** A filter as the judge sees it. It keeps its state from record to record. */
export function redactorOf(filter: Filter): Redactor {
  return (record) => filter.apply({ time: '2026-01-02T03:04:05.500Z', type: 'function', record })?.record;
}
