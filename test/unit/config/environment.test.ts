import { describe, expect, it } from 'vitest';
import { loaded, problems } from './configuration.ts';

const bucket = { SLUICE_S3_BUCKET: 'a-bucket' };

describe('the environment', () => {
  it.each<[variable: string, text: string, path: string, value: unknown, needs: Record<string, string>]>([
    ['SLUICE_TYPES', 'platform,function', 'types', ['platform', 'function'], bucket],
    ['SLUICE_TYPES', 'extension, function', 'types', ['function', 'extension'], bucket],
    ['SLUICE_S3_BUCKET', 'a-bucket', 'sinks.s3.bucket', 'a-bucket', {}],
    ['SLUICE_S3_PREFIX', 'logs/', 'sinks.s3.prefix', 'logs/', bucket],
    [
      'SLUICE_S3_KEY_TEMPLATE',
      'year={yyyy}/{environmentId}-{first}-{last}{ext}',
      'sinks.s3.keyTemplate',
      'year={yyyy}/{environmentId}-{first}-{last}{ext}',
      bucket,
    ],
    ['SLUICE_S3_COMPRESSION', 'zstd', 'sinks.s3.compression', 'zstd', bucket],
    ['SLUICE_S3_KMS_KEY_ID', 'alias/logs', 'sinks.s3.kmsKeyId', 'alias/logs', bucket],
    ['SLUICE_S3_STORAGE_CLASS', 'STANDARD_IA', 'sinks.s3.storageClass', 'STANDARD_IA', bucket],
    ['SLUICE_FIREHOSE_STREAM', 'a-stream', 'sinks.firehose.stream', 'a-stream', {}],
    ['SLUICE_HTTP_URL', 'https://logs.example.com/in', 'sinks.http.url', '***', {}],
    ['SLUICE_HTTP_HEADERS', 'X-Key=1', 'sinks.http.headers', '***', { SLUICE_HTTP_URL: 'https://a.example' }],
    ['SLUICE_HTTP_FORMAT', 'json', 'sinks.http.format', 'json', { SLUICE_HTTP_URL: 'https://a.example' }],
    ['SLUICE_HTTP_COMPRESSION', 'none', 'sinks.http.compression', 'none', { SLUICE_HTTP_URL: 'https://a.example' }],
    ['SLUICE_FILE_PATH', '/mnt/logs/a.ndjson', 'sinks.file.path', '/mnt/logs/a.ndjson', {}],
    ['SLUICE_REDACT', '@default,+IpAddress', 'filters.redact.identifiers', '@default,+IpAddress', bucket],
    ['SLUICE_REDACT_KEYS', 'iban', 'filters.redact.keys', 'iban', bucket],
    ['SLUICE_REDACT_METHOD', 'hmac', 'filters.redact.method', 'hmac', bucket],
    ['SLUICE_REDACT_HMAC_KEY', 'a key of sixteen letters', 'filters.redact.hmacKey', '***', bucket],
    ['SLUICE_DROP_TYPES', 'platform.start,extension', 'filters.drop.types', ['platform.start', 'extension'], bucket],
    ['SLUICE_MIN_LEVEL', 'WARN', 'filters.level.minimum', 'warn', bucket],
    ['SLUICE_SAMPLE', '0.1', 'filters.sample.share', 0.1, bucket],
    ['SLUICE_SAMPLE', '10%', 'filters.sample.share', 0.1, bucket],
    ['SLUICE_FLUSH', 'overlap', 'flush.policy', 'overlap', bucket],
    ['SLUICE_FLUSH_INTERVAL_MS', '2500', 'flush.intervalMs', 2500, bucket],
    ['SLUICE_FLUSH_BYTES', '512KiB', 'flush.bytes', 524_288, bucket],
    ['SLUICE_BUFFER_BYTES', '16777216', 'buffer.bytes', 16_777_216, bucket],
    ['SLUICE_SPILL_DIR', '/mnt/spill', 'buffer.spillDir', '/mnt/spill', bucket],
    ['SLUICE_SPILL_BYTES', '1 GiB', 'buffer.spillBytes', 1_073_741_824, bucket],
    ['SLUICE_STRICT', 'on', 'strict', true, bucket],
    ['SLUICE_LOG_LEVEL', 'debug', 'logLevel', 'debug', bucket],
    ['SLUICE_PORT', '9100', 'port', 9100, bucket],
  ])('%s=%s sets %s', async (variable, text, path, value, needs) => {
    const { sources } = await loaded({ ...needs, [variable]: text });
    expect(sources.get(path)).toEqual({ value, source: variable, secret: value === '***' });
  });

  it('has the defaults of the design', async () => {
    const { config, sources } = await loaded({ SLUICE_S3_BUCKET: 'a-bucket' });
    expect(config).toMatchObject({
      types: ['platform', 'function', 'extension'],
      flush: { policy: 'invoke', intervalMs: 1000, bytes: 1_048_576 },
      buffer: { bytes: 8_388_608, spillDir: '/tmp/sluice', spillBytes: 67_108_864 },
      strict: false,
      logLevel: 'warn',
      port: 4243,
    });
    expect(config.sinks.map(({ name, settings }) => [name, settings])).toMatchObject([['s3', { compression: 'gzip' }]]);
    expect(sources.get('flush.policy')?.source).toBe('default');
  });

  it('takes an empty variable for one that is not set', async () => {
    const { config } = await loaded({ ...bucket, SLUICE_FLUSH: '', SLUICE_REDACT: ' ', SLUICE_HTTP_URL: '' });
    expect(config.flush.policy).toBe('invoke');
    expect(config.sinks.map(({ name }) => name)).toEqual(['s3']);
    expect(config.filters.map(({ kind }) => kind.name)).toEqual(['redact']);
  });

  it.each([
    ['SLUICE_S3_BUKET', 'SLUICE_S3_BUCKET'],
    ['SLUICE_FLUSH_INTERVAL', 'SLUICE_FLUSH_INTERVAL_MS'],
    ['SLUICE_REDACT_HMACKEY', 'SLUICE_REDACT_HMAC_KEY'],
    ['SLUICE_LOGLEVEL', 'SLUICE_LOG_LEVEL'],
    ['SLUICE_SINK', 'SLUICE_SINKS'],
  ])('names the nearest variable for %s, without its value', async (mistyped, meant) => {
    const found = await problems({ ...bucket, [mistyped]: 'canary-4711' });
    expect(found).toEqual([expect.objectContaining({ path: mistyped, expected: meant })]);
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  it('suggests nothing for a variable that is like no other', async () => {
    const [problem] = await problems({ ...bucket, SLUICE_WHATEVER_THIS_IS: '1' });
    expect(problem?.fix).toBe('Remove it, or correct its name.');
  });

  it('leaves alone what the launcher sets and what others own', async () => {
    await loaded({ ...bucket, SLUICE_EXTENSION_ID: '0b1c', OTHER_VARIABLE: '1', AWS_REGION: 'eu-west-1' });
  });
});
