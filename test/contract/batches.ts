import type { Batch } from '../../src/contracts/batch.ts';
import { Deadline } from '../../src/contracts/deadline.ts';
import type { EncodedRecord } from '../../src/contracts/record.ts';
import type { SendContext, SinkEnvironment } from '../../src/contracts/sink.ts';

/** Stands for what must never leave in a log or a cause: it is in every record of `batchOf`. */
export const canary = 'canary-4111-jane@example.com';

export const environmentId = '01JD3X9K8QTESTENVIRONMENT1';

export function recordOf(sequence: number, message = `line ${sequence} “ünï” ${canary}`): EncodedRecord {
  const line = JSON.stringify({
    time: '2026-01-02T03:04:05.500Z',
    type: 'function',
    record: { level: 'INFO', message },
    environmentId,
    sequence,
  });
  return { line, bytes: Buffer.byteLength(line), sequence };
}

/** A record whose line is exactly `bytes` long. */
export function recordOfBytes(sequence: number, bytes: number): EncodedRecord {
  const empty = recordOf(sequence, '');
  return recordOf(sequence, 'x'.repeat(bytes - empty.bytes));
}

/** A record that is as short as can be, for batches of very many. */
export function shortRecordOf(sequence: number): EncodedRecord {
  const line = JSON.stringify({ sequence });
  return { line, bytes: line.length, sequence };
}

/** A frozen batch, as the pipeline makes them: a sink that edits it throws. */
export function batchOfRecords(records: readonly EncodedRecord[]): Batch {
  const padded = (record: EncodedRecord | undefined) => String(record?.sequence ?? 0).padStart(12, '0');
  return Object.freeze({
    id: `${environmentId}-${padded(records[0])}-${padded(records.at(-1))}`,
    records: Object.freeze(records.map((record) => Object.freeze(record))),
    bytes: records.reduce((sum, record) => sum + record.bytes, 0),
  });
}

/** A batch of `count` records, numbered from `first`. */
export function batchOf(count: number, first = 1): Batch {
  return batchOfRecords(Array.from({ length: count }, (_, index) => recordOf(first + index)));
}

export function contextOf(signal: AbortSignal = new AbortController().signal): SendContext {
  return { signal, deadline: Deadline.in(30_000), attempt: 1 };
}

/** An environment whose log is kept in `lines`. */
export function testEnvironment(lines: string[] = []): SinkEnvironment {
  const keep = (message: string) => void lines.push(message);
  return {
    functionName: 'orders',
    functionVersion: '$LATEST',
    region: 'eu-west-1',
    environmentId,
    log: { error: keep, warn: keep, info: keep, debug: keep },
  };
}
