import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { s3Kind, type S3Settings } from '../../../sinks/s3/config.ts';
import { objectBody, objectKey } from '../../../sinks/s3/encode.ts';
import { maxBodyBytes } from '../../../src/receiver/receiver.ts';
import { batchOf, batchOfRecords, contextOf, testEnvironment } from '../../contract/batches.ts';
import { useEndpoint } from '../../contract/aws.ts';
import { FaultyServer } from '../../contract/faulty-server.ts';

const settingsOf = (settings: object): S3Settings =>
  z.parse(s3Kind.config, { bucket: 'orders-logs', ...settings }) as S3Settings;

const problemsOf = (settings: object): string[] =>
  z.safeParse(s3Kind.config, { bucket: 'orders-logs', ...settings }).error?.issues.map((issue) => issue.message) ?? [];

describe('the key of an object', () => {
  const origin = testEnvironment();

  it('holds function, hour of the first record, environment and the padded sequence range', () => {
    const key = objectKey(settingsOf({ prefix: 'logs/' }), origin, batchOf(3, 41));
    expect(key).toBe('logs/orders/2026/01/02/03/01JD3X9K8QTESTENVIRONMENT1-000000000041-000000000043.ndjson.gz');
  });

  it('is the same for the same batch, and another for the next', () => {
    const settings = settingsOf({});
    expect(objectKey(settings, origin, batchOf(3))).toBe(objectKey(settings, origin, batchOf(3)));
    expect(objectKey(settings, origin, batchOf(3))).not.toBe(objectKey(settings, origin, batchOf(3, 4)));
  });

  it.each([
    ['gzip', '.ndjson.gz'],
    ['zstd', '.ndjson.zst'],
    ['none', '.ndjson'],
  ])('ends as the compression %s says', (compression, end) => {
    const key = objectKey(settingsOf({ compression }), origin, batchOf(1));
    expect(key.endsWith(`-000000000001${end}`)).toBe(true);
  });

  it('takes every placeholder, and leaves dollar signs in values alone', () => {
    const keyTemplate = 'year={yyyy}/{region}/{functionVersion}/{environmentId}/{first}/{last}';
    expect(objectKey(settingsOf({ keyTemplate }), origin, batchOf(2))).toBe(
      'year=2026/eu-west-1/$LATEST/01JD3X9K8QTESTENVIRONMENT1/000000000001/000000000002',
    );
  });

  it('falls back to a fixed date when the time of the first record is none', () => {
    const timeless = batchOfRecords([{ line: '{"time":"now"}', bytes: 14, sequence: 7 }]);
    expect(objectKey(settingsOf({}), origin, timeless)).toContain('orders/1970/01/01/00/');
  });
});

describe('the body of an object', () => {
  it.each([
    ['gzip', gunzipSync],
    ['zstd', zstdDecompressSync],
    ['none', (body: Buffer) => body],
  ] as const)('is the lines with %s, the last with a newline too', async (compression, unpack) => {
    const batch = batchOf(3);
    const text = unpack(await objectBody(batch, compression)).toString();
    expect(text).toBe(batch.records.map((record) => `${record.line}\n`).join(''));
  });
});

describe('the settings of the s3 sink', () => {
  it('are a bucket and defaults', () => {
    expect(settingsOf({})).toMatchObject({ bucket: 'orders-logs', prefix: '', compression: 'gzip' });
    expect(problemsOf({})).toEqual([]);
  });

  it('name the placeholder that was meant', () => {
    const keyTemplate = '{environmentid}/{year}/{first}-{lst}-{last}-{environmentId}';
    expect(problemsOf({ keyTemplate })).toEqual([
      '{environmentId} in place of {environmentid}',
      '{yyyy} in place of {year}',
      '{last} in place of {lst}',
    ]);
  });

  it('list the placeholders when none is near', () => {
    const [problem] = problemsOf({ keyTemplate: '{bucket}/{environmentId}{first}{last}' });
    expect(problem).toMatch(/^one of \{prefix\} .* in place of \{bucket\}$/);
  });

  it('refuse a template by which objects overwrite each other', () => {
    expect(problemsOf({ keyTemplate: '{functionName}/{first}{ext}' })).toEqual([
      'a template with {environmentId} and {last}, without which objects overwrite each other',
    ]);
  });

  it('refuse a template that leaves the prefix out', () => {
    const keyTemplate = '{environmentId}/{first}-{last}{ext}';
    expect(problemsOf({ prefix: 'logs/', keyTemplate })).toEqual(['a template with {prefix}, since a prefix is set']);
    expect(problemsOf({ keyTemplate })).toEqual([]);
  });

  it.each([
    ['a URL for a bucket', { bucket: 's3://orders-logs' }],
    ['capitals in a bucket', { bucket: 'OrdersLogs' }],
    ['a leading slash', { prefix: '/logs' }],
    ['a placeholder in the prefix', { prefix: '{functionName}/' }],
    ['braces without partners', { keyTemplate: '{environmentId}{first}{last}}' }],
    ['an unknown storage class', { storageClass: 'COLD' }],
    ['an unknown compression', { compression: 'brotli' }],
  ])('refuse %s', (_, settings) => {
    expect(problemsOf(settings).length).toBe(1);
  });
});

describe('the limits of the s3 sink', () => {
  // Two parts of one record have one sequence number, so two objects with a part each would have one key.
  it('never have a record split, however long it came in', async () => {
    const { create } = await s3Kind.load();
    const { limits } = create(settingsOf({}), testEnvironment());
    expect(limits.recordBytes).toBeGreaterThanOrEqual(2 * maxBodyBytes);
  });
});

describe('a request to S3', () => {
  const servers: FaultyServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('names the KMS key and the storage class, and no content encoding', async () => {
    const server = await FaultyServer.start(() => ({ status: 200 }));
    servers.push(server);
    useEndpoint(server.url);
    const { create } = await s3Kind.load();
    const sink = create(settingsOf({ kmsKeyId: 'alias/logs', storageClass: 'STANDARD_IA' }), testEnvironment());
    await sink.send(batchOf(1), contextOf());
    await sink.close?.();
    expect(server.received[0]?.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': 'alias/logs',
      'x-amz-storage-class': 'STANDARD_IA',
    });
    expect(server.received[0]?.headers).not.toHaveProperty('content-encoding');
  });

  it.each([
    [404, 'NoSuchBucket', /create the bucket or mend SLUICE_S3_BUCKET/],
    [403, 'AccessDenied', /the role needs s3:PutObject/],
    [301, 'PermanentRedirect', /in another region/],
  ])('that fails with %s %s says the fix and the request id', async (status, code, fix) => {
    const body = `<Error><Code>${code}</Code><Message>no</Message></Error>`;
    const server = await FaultyServer.start(() => ({ status, headers: { 'x-amz-request-id': 'REQUEST1' }, body }));
    servers.push(server);
    useEndpoint(server.url);
    const { create } = await s3Kind.load();
    const sink = create(settingsOf({}), testEnvironment());
    const { cause, rejected } = await sink.send(batchOf(2), contextOf());
    await sink.close?.();
    expect(rejected.length).toBe(2);
    expect(cause).toMatch(fix);
    expect(cause).toContain(`${status} ${code} (request id REQUEST1)`);
  });

  it('that meets a proxy’s HTML page is tried again by its status', async () => {
    const server = await FaultyServer.start(() => ({ status: 502, body: '<html><h1>Bad gateway</h1>' }));
    servers.push(server);
    useEndpoint(server.url);
    const { create } = await s3Kind.load();
    const sink = create(settingsOf({}), testEnvironment());
    const delivery = await sink.send(batchOf(2), contextOf());
    await sink.close?.();
    expect(delivery.retry.length).toBe(2);
    expect(delivery.cause).not.toContain('gateway');
  });
});
