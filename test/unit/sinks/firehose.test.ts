import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { firehoseKind } from '../../../sinks/firehose/config.ts';
import { firehoseRecords, limits } from '../../../sinks/firehose/encode.ts';
import { partial } from '../../../sinks/firehose/sink.ts';
import { batchOf, batchOfRecords, canary, recordOfBytes } from '../../contract/batches.ts';

describe('the records of a PutRecordBatch call', () => {
  it('are the lines in order, each with its newline', () => {
    const batch = batchOf(3);
    const texts = firehoseRecords(batch).map(({ Data }) => Buffer.from(Data).toString());
    expect(texts).toEqual(batch.records.map((record) => `${record.line}\n`));
  });

  it('stay within what Firehose takes when a batch fills every limit', () => {
    const longest = firehoseRecords(batchOfRecords([recordOfBytes(1, limits.recordBytes)]));
    expect(longest[0]?.Data.byteLength).toBe(1000 * 1024);
    const each = Math.floor(limits.bytes / limits.records);
    const full = batchOfRecords(Array.from({ length: limits.records }, (_, at) => recordOfBytes(at + 1, each)));
    const sum = firehoseRecords(full).reduce((bytes, { Data }) => bytes + Data.byteLength, 0);
    expect(sum).toBeGreaterThan(4 * 1024 * 1024 - 2 * limits.records);
    expect(sum).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it.each([
    ['a record more', () => batchOf(limits.records + 1)],
    ['a byte more in a record', () => batchOfRecords([recordOfBytes(1, limits.recordBytes + 1)])],
    ['more bytes in all', () => batchOfRecords([1, 2, 3, 4, 5].map((at) => recordOfBytes(at, limits.recordBytes)))],
  ])('are refused whole with %s than fits', (_, make) => {
    expect(() => firehoseRecords(make())).toThrow(RangeError);
  });
});

describe('a partial failure', () => {
  const batch = batchOf(4);
  const [first, second, third, fourth] = batch.records;
  const taken = { RecordId: '1' };

  it('retries exactly the records with an error code', () => {
    const failed = { ErrorCode: 'ServiceUnavailableException', ErrorMessage: canary };
    expect(partial(batch, [taken, failed, taken, { ErrorCode: 'InternalFailure' }])).toEqual({
      retry: [second, fourth],
      rejected: [],
      cause: '2 of 4 records refused: ServiceUnavailableException, InternalFailure',
    });
  });

  it('rejects a record whose code is permanent', () => {
    const delivery = partial(batch, [taken, { ErrorCode: 'AccessDeniedException' }, taken, taken]);
    expect(delivery).toMatchObject({ retry: [], rejected: [second] });
  });

  it('retries a record for which there is no result', () => {
    expect(partial(batch, [taken])).toMatchObject({ retry: [second, third, fourth], rejected: [] });
  });

  it('does not say a code that is no code', () => {
    const { cause } = partial(batch, [{ ErrorCode: `no ${canary}` }, taken, taken, taken]);
    expect(cause).toBe('1 of 4 records refused: unknown');
    expect(first).toBeDefined();
  });
});

describe('the settings of the firehose sink', () => {
  it.each(['arn:aws:firehose:eu-west-1:111122223333:deliverystream/orders', '', 'a b', 'x'.repeat(65)])(
    'refuse the stream %j',
    (stream) => expect(z.safeParse(firehoseKind.config, { stream }).success).toBe(false),
  );
});
