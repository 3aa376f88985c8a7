import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { firehoseKind } from '../../sinks/firehose/config.ts';
import { delivered, type Sink } from '../../src/contracts/sink.ts';
import { useEndpoint } from '../contract/aws.ts';
import { batchOf, batchOfRecords, contextOf, recordOfBytes, testEnvironment } from '../contract/batches.ts';
import { linesOf, readBack } from './python.ts';

const endpoint = inject('endpoint');
let stream: string;
let streams = 0;

beforeAll(() => useEndpoint(endpoint));

// A stream of its own for each test, with a bucket of the same name behind it: moto writes each call as one object.
beforeEach(async () => {
  stream = `orders-stream-${(streams += 1)}`;
  const s3 = new S3Client({ forcePathStyle: true });
  const region = { LocationConstraint: 'eu-west-1' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: stream, CreateBucketConfiguration: region }));
  s3.destroy();
  const firehose = new FirehoseClient();
  const destination = { RoleARN: 'arn:aws:iam::123456789012:role/firehose', BucketARN: `arn:aws:s3:::${stream}` };
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: stream,
      DeliveryStreamType: 'DirectPut',
      ExtendedS3DestinationConfiguration: destination,
    }),
  );
  firehose.destroy();
});

async function sinkTo(name: string): Promise<Sink> {
  const { create } = await firehoseKind.load();
  return create(z.parse(firehoseKind.config, { stream: name }), testEnvironment());
}

describe('the firehose sink against moto', () => {
  it('puts 1,200 records in batches of its limit, each of which boto3 reads back once', async () => {
    const sink = await sinkTo(stream);
    const { records } = batchOf(1200);
    for (let at = 0; at < records.length; at += sink.limits.records) {
      const batch = batchOfRecords(records.slice(at, at + sink.limits.records));
      expect(await sink.send(batch, contextOf())).toEqual(delivered);
    }
    await sink.close?.();
    const objects = readBack(endpoint, stream);
    expect(objects.length).toBe(3);
    expect(linesOf(objects).sort()).toEqual(records.map(({ line }) => line).sort());
  });

  it('puts records as long as Firehose takes, as many as fit into a call', async () => {
    const sink = await sinkTo(stream);
    const { bytes, recordBytes } = sink.limits;
    const count = Math.floor(bytes / recordBytes);
    const batch = batchOfRecords(Array.from({ length: count }, (_, at) => recordOfBytes(at + 1, recordBytes)));
    expect(await sink.send(batch, contextOf())).toEqual(delivered);
    await sink.close?.();
    expect(linesOf(readBack(endpoint, stream))).toEqual(batch.records.map(({ line }) => line));
  });

  it('rejects a batch for a stream that does not exist, and says the fix', async () => {
    const sink = await sinkTo('no-such-stream');
    const { rejected, cause } = await sink.send(batchOf(2), contextOf());
    await sink.close?.();
    expect(rejected.length).toBe(2);
    expect(cause).toMatch(
      /^400 ResourceNotFoundException.*: create the stream in this region or mend SLUICE_FIREHOSE_STREAM$/,
    );
  });
});
