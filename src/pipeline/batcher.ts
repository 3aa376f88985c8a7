import type { Batch, BatchLimits } from '../contracts/batch.ts';
import type { EncodedRecord } from '../contracts/record.ts';

/** How many records, from `from` on, fit into one batch: at least one, so that nothing can block a queue. Pure. */
export function batchLength(records: readonly EncodedRecord[], from: number, limits: BatchLimits): number {
  let bytes = 0;
  let count = 0;
  for (let at = from; at < records.length && count < limits.records; at += 1) {
    bytes += (records[at] as EncodedRecord).bytes;
    if (count > 0 && bytes > limits.bytes) break;
    count += 1;
  }
  return count;
}

/** A batch that knows the type of its records. */
export interface BatchOf<R extends EncodedRecord> extends Batch {
  readonly records: readonly R[];
}

/** A frozen batch of these records (at least one), under an id that the same records always get again. Pure. */
export function makeBatch<R extends EncodedRecord>(environmentId: string, records: readonly R[]): BatchOf<R> {
  return Object.freeze({
    id: `${environmentId}-${place(records[0])}-${place(records[records.length - 1])}`,
    records: Object.freeze([...records]),
    bytes: records.reduce((sum, record) => sum + record.bytes, 0),
  });
}

// 12 digits sort as text up to a million million lines of one environment. The parts of one record share its number, and
// may travel in different batches.
function place(record: EncodedRecord | undefined): string {
  const sequence = String(record?.sequence ?? 0).padStart(12, '0');
  return record?.part === undefined ? sequence : `${sequence}.${record.part}`;
}
