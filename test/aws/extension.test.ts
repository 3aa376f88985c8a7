import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { useEndpoint } from '../contract/aws.ts';
import { gaps, leaks, type Run, runLambda, type ShippedLine, trees } from '../scenario/fixtures.ts';
import { linesOf, readBack } from './python.ts';

const endpoint = inject('endpoint');
// What the execution role and the AWS_ENDPOINT_URL of a test set-up look like to the extension.
const account = {
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDTEST',
  AWS_SECRET_ACCESS_KEY: 'test',
};

let run: Run;
beforeAll(() => useEndpoint(endpoint));
afterEach(() => run.close());

async function createBucket(name: string): Promise<void> {
  const client = new S3Client({ forcePathStyle: true });
  const region = { LocationConstraint: 'eu-west-1' } as const;
  await client.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: region }));
  client.destroy();
}

async function createStream(name: string): Promise<void> {
  await createBucket(name);
  const client = new FirehoseClient();
  const destination = { RoleARN: 'arn:aws:iam::123456789012:role/firehose', BucketARN: `arn:aws:s3:::${name}` };
  await client.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: name,
      DeliveryStreamType: 'DirectPut',
      ExtendedS3DestinationConfiguration: destination,
    }),
  );
  client.destroy();
}

const parsed = (bucket: string) => linesOf(readBack(endpoint, bucket)).map((line) => JSON.parse(line) as ShippedLine);

describe.each(trees)('the built %s layer against moto', (tree) => {
  it('puts every line once into S3 and into Firehose, side by side, redacted', async () => {
    const bucket = `lines-${tree.replaceAll('_', '-')}`;
    const stream = `stream-${tree.replaceAll('_', '-')}`;
    await createBucket(bucket);
    await createStream(stream);
    run = await runLambda(tree, {
      functionName: 'orders',
      memorySizeMb: 512,
      environment: {
        ...account,
        SLUICE_SINKS: 's3,firehose',
        SLUICE_S3_BUCKET: bucket,
        SLUICE_FIREHOSE_STREAM: stream,
      },
    });
    for (let invocation = 0; invocation < 5; invocation += 1) {
      const result = await run.invoke({ invocation, lines: 200 });
      expect(result).toMatchObject({ status: 200, timedOut: false });
    }
    const { extensions } = await run.shutdown('spindown');
    expect(extensions).toMatchObject([{ exitCode: 0, killed: false }]);

    for (const name of [bucket, stream]) {
      const lines = parsed(name);
      expect(gaps(lines)).toEqual([]);
      expect(new Set(lines.map(({ sequence }) => sequence)).size).toBe(lines.length);
      const marked = lines.filter(({ record }) => /line \d+\/\d+ /.test(JSON.stringify(record)));
      expect(marked.length).toBe(1000);
      expect(leaks(JSON.stringify(lines))).toEqual([]);
    }
    // The keys alone show that nothing is missing: each begins where the one before ended.
    const ranges = readBack(endpoint, bucket).map(({ key }) =>
      /-(\d{12})-(\d{12})\.ndjson\.gz$/.exec(key)?.slice(1).map(Number),
    );
    ranges.forEach((range, at) => expect(range?.[0]).toBe(at === 0 ? 1 : (ranges[at - 1]?.[1] ?? 0) + 1));
    expect(run.output()).not.toContain('[sluice ');
  });

  it('says once that the bucket does not exist, counts the lines, and leaves the function alone', async () => {
    run = await runLambda(tree, {
      environment: { ...account, SLUICE_SINKS: 's3,file', SLUICE_S3_BUCKET: 'nobody-made-this-one' },
    });
    for (let invocation = 0; invocation < 3; invocation += 1) {
      const result = await run.invoke({ invocation });
      expect(result).toMatchObject({ status: 200, timedOut: false });
    }
    await run.shutdown('spindown');
    const own = run
      .output()
      .split('\n')
      .filter((line) => line.includes('[sluice '));
    expect(own.length).toBe(1);
    expect(own[0]).toMatch(/Sink s3 refuses lines for good: 404 NoSuchBucket/);
    const { sinks } = run.shipped('sluice.summary')[0]?.record as {
      sinks: Record<string, { dropped: { rejected?: number } }>;
    };
    expect(sinks.s3?.dropped.rejected).toBeGreaterThan(9);
  });
});
