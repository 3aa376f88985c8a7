import type { Batch, BatchLimits } from '../../src/contracts/batch.ts';

// PutRecordBatch: 500 records or 4 MiB a call, 1,000 KiB a record before base64 (AWS docs, Firehose API, 2026-10).
const maxRecords = 500;
const maxBytes = 4 * 1024 * 1024;
const maxRecordBytes = 1000 * 1024;

/** What the pipeline may hand over at once. A line gets a newline behind it, which Firehose counts and `Batch` does not. */
export const limits: BatchLimits = {
  records: maxRecords,
  bytes: maxBytes - maxRecords,
  recordBytes: maxRecordBytes - 1,
};

/**
 * The records of one PutRecordBatch call, in order: each line with a newline, since Firehose joins records as they are.
 * Throws `RangeError` for a batch above the limits: Firehose would refuse the whole call, so nothing of it may be sent.
 */
export function firehoseRecords(batch: Batch): { readonly Data: Uint8Array }[] {
  const { records, bytes } = batch;
  const longest = records.reduce((most, record) => Math.max(most, record.bytes), 0);
  if (records.length > limits.records) throw overLimit(records.length, limits.records, 'records');
  if (bytes > limits.bytes) throw overLimit(bytes, limits.bytes, 'bytes');
  if (longest > limits.recordBytes) throw overLimit(longest, limits.recordBytes, 'bytes in one record');
  return records.map((record) => ({ Data: Buffer.from(`${record.line}\n`) }));
}

function overLimit(found: number, limit: number, unit: string): RangeError {
  return new RangeError(`A batch with ${found} ${unit} was handed to the firehose sink, which takes ${limit}.`);
}
