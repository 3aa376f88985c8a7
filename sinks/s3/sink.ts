import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { attemptAws, type AwsHints } from '../../src/contracts/aws-error.ts';
import { type BatchLimits } from '../../src/contracts/batch.ts';
import { delivered, type Sink, type SinkEnvironment } from '../../src/contracts/sink.ts';
import { SluiceError } from '../../src/errors.ts';
import type { S3Settings } from './config.ts';
import { isSupported, objectBody, objectKey } from './encode.ts';

// S3 itself takes 5 GiB per PutObject. A batch is held three times while it is sent (lines, body, compressed), and four may be
// under way: 8 MiB is the most that is safe in a small function, and eight times the size at which a flush starts by default.
// A single record may be longer than a batch of several: twice the largest POST that is kept (16 MiB), so that none is ever
// split. The parts of one record share a sequence number, and objects with one part each would overwrite each other.
const limits: BatchLimits = { records: 100_000, bytes: 8 * 1024 * 1024, recordBytes: 32 * 1024 * 1024 };

const hints: AwsHints = {
  AccessDenied: 'the role needs s3:PutObject on the bucket’s keys, and kms:GenerateDataKey when a KMS key is used',
  AllAccessDisabled: 'the bucket refuses all access',
  AuthorizationHeaderMalformed:
    'the bucket is in another region than the function: set AWS_REGION or use another bucket',
  InvalidAccessKeyId: 'the access key does not exist (any more)',
  InvalidBucketName: 'mend SLUICE_S3_BUCKET',
  'KMS.DisabledException': 'enable the KMS key or mend SLUICE_S3_KMS_KEY_ID',
  'KMS.NotFoundException': 'mend SLUICE_S3_KMS_KEY_ID',
  KeyTooLongError: 'shorten SLUICE_S3_PREFIX or SLUICE_S3_KEY_TEMPLATE: S3 takes keys of 1,024 bytes',
  NoSuchBucket: 'create the bucket or mend SLUICE_S3_BUCKET',
  PermanentRedirect: 'the bucket is in another region than the function: use a bucket in AWS_REGION',
};

/**
 * A sink that puts each batch as one object. Region, credentials and endpoint are the SDK's own. Throws `SINK_LOAD_FAILED`
 * when the runtime cannot compress as configured.
 */
export function create(settings: S3Settings, environment: SinkEnvironment): Sink {
  if (!isSupported(settings.compression)) {
    const detail = `s3: ${process.version} cannot compress with zstd; set SLUICE_S3_COMPRESSION=gzip or use Node 22.15.`;
    throw new SluiceError('SINK_LOAD_FAILED', detail);
  }
  const client = new S3Client({ maxAttempts: 1, forcePathStyle: hasOwnEndpoint() });
  return {
    limits,
    async send(batch, { signal }) {
      const command = new PutObjectCommand({
        Bucket: settings.bucket,
        Key: objectKey(settings, environment, batch),
        Body: await objectBody(batch, settings.compression),
        // No ContentEncoding: an HTTP client would unpack the object on its own, and a reader that goes by the key's
        // extension (Athena, Spark) would then try to unpack plain text.
        ContentType: 'application/x-ndjson',
        ...(settings.kmsKeyId !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: settings.kmsKeyId }),
        ...(settings.storageClass !== undefined && { StorageClass: settings.storageClass }),
      });
      const outcome = await attemptAws(() => client.send(command, { abortSignal: signal }), batch, signal, hints);
      return 'delivery' in outcome ? outcome.delivery : delivered;
    },
    async close() {
      client.destroy();
    },
  };
}

// An endpoint of one's own (MinIO, moto) seldom has a DNS name per bucket. AWS itself is addressed as the SDK sees fit.
function hasOwnEndpoint(): boolean {
  return (process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'] ?? '') !== '';
}
