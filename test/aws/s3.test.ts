import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { s3Kind } from '../../sinks/s3/config.ts';
import { delivered, type Sink } from '../../src/contracts/sink.ts';
import { useEndpoint } from '../contract/aws.ts';
import { batchOf, contextOf, testEnvironment } from '../contract/batches.ts';
import { linesOf, readBack } from './python.ts';

const endpoint = inject('endpoint');
let bucket: string;
let buckets = 0;

beforeAll(() => useEndpoint(endpoint));

beforeEach(async () => {
  bucket = `orders-logs-${(buckets += 1)}`;
  const client = new S3Client({ forcePathStyle: true });
  const region = { LocationConstraint: 'eu-west-1' } as const;
  await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: region }));
  client.destroy();
});

async function sinkWith(settings: object): Promise<Sink> {
  const { create } = await s3Kind.load();
  return create(z.parse(s3Kind.config, { bucket, ...settings }), testEnvironment());
}

describe('the s3 sink against moto', () => {
  it.each([
    ['gzip', '.ndjson.gz'],
    ['zstd', '.ndjson.zst'],
    ['none', '.ndjson'],
  ])('writes objects with %s that boto3 reads back line by line', async (compression, end) => {
    const sink = await sinkWith({ prefix: 'logs/', compression });
    const batches = [batchOf(100), batchOf(900, 101), batchOf(1, 1001)];
    for (const batch of batches) expect(await sink.send(batch, contextOf())).toEqual(delivered);
    await sink.close?.();

    const objects = readBack(endpoint, bucket);
    const start = 'logs/orders/2026/01/02/03/01JD3X9K8QTESTENVIRONMENT1';
    expect(objects.map(({ key }) => key)).toEqual([
      `${start}-000000000001-000000000100${end}`,
      `${start}-000000000101-000000001000${end}`,
      `${start}-000000001001-000000001001${end}`,
    ]);
    expect(linesOf(objects)).toEqual(batches.flatMap(({ records }) => records.map(({ line }) => line)));
    const headers = objects.map(({ contentType, contentEncoding }) => [contentType, contentEncoding]);
    expect(headers).toEqual(batches.map(() => ['application/x-ndjson', null]));
  });

  it('asks for a KMS key and a storage class', async () => {
    const sink = await sinkWith({ kmsKeyId: 'alias/logs', storageClass: 'STANDARD_IA' });
    await sink.send(batchOf(1), contextOf());
    await sink.close?.();
    const expected = {
      encryption: 'aws:kms',
      kmsKeyId: expect.stringContaining('alias/logs'),
      storageClass: 'STANDARD_IA',
    };
    expect(readBack(endpoint, bucket)).toEqual([expect.objectContaining(expected)]);
  });

  it('overwrites an object when its batch is sent again', async () => {
    const sink = await sinkWith({});
    await sink.send(batchOf(50), contextOf());
    await sink.send(batchOf(50), contextOf());
    await sink.close?.();
    expect(linesOf(readBack(endpoint, bucket)).length).toBe(50);
  });

  it('rejects a batch for a bucket that does not exist, and says the fix', async () => {
    const sink = await sinkWith({ bucket: 'no-such-bucket' });
    const { rejected, cause } = await sink.send(batchOf(2), contextOf());
    await sink.close?.();
    expect(rejected.length).toBe(2);
    expect(cause).toMatch(/^404 NoSuchBucket .*: create the bucket or mend SLUICE_S3_BUCKET$/);
  });
});
