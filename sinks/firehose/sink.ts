import { FirehoseClient, PutRecordBatchCommand, type PutRecordBatchResponseEntry } from '@aws-sdk/client-firehose';
import { attemptAws, isTransient, safeCode, type AwsHints } from '../../src/contracts/aws-error.ts';
import type { Batch } from '../../src/contracts/batch.ts';
import type { EncodedRecord } from '../../src/contracts/record.ts';
import { delivered, type Delivery, type Sink, type SinkEnvironment } from '../../src/contracts/sink.ts';
import type { FirehoseSettings } from './config.ts';
import { firehoseRecords, limits } from './encode.ts';

const hints: AwsHints = {
  AccessDeniedException: 'the role needs firehose:PutRecordBatch on the stream',
  InvalidKMSResourceException: 'Firehose cannot use the stream’s KMS key: enable it or mend its policy',
  ResourceNotFoundException: 'create the stream in this region or mend SLUICE_FIREHOSE_STREAM',
};

/** A sink that puts each record of a batch into a stream. Region, credentials and endpoint are the SDK's own. */
export function create(settings: FirehoseSettings, _environment: SinkEnvironment): Sink {
  const client = new FirehoseClient({ maxAttempts: 1 });
  return {
    limits,
    async send(batch, { signal }) {
      const command = new PutRecordBatchCommand({
        DeliveryStreamName: settings.stream,
        Records: firehoseRecords(batch),
      });
      const outcome = await attemptAws(() => client.send(command, { abortSignal: signal }), batch, signal, hints);
      if ('delivery' in outcome) return outcome.delivery;
      return outcome.output.FailedPutCount === 0 ? delivered : partial(batch, outcome.output.RequestResponses ?? []);
    },
    async close() {
      client.destroy();
    },
  };
}

/** The records that Firehose did not take: its results come in the order of the request, with an error code or a record id. */
export function partial(batch: Batch, results: readonly PutRecordBatchResponseEntry[]): Delivery {
  const retry: EncodedRecord[] = [];
  const rejected: EncodedRecord[] = [];
  const codes = new Set<string>();
  batch.records.forEach((record, index) => {
    const result = results[index];
    if (result?.RecordId !== undefined && result.ErrorCode === undefined) return;
    const code = safeCode(result?.ErrorCode);
    codes.add(code);
    (isTransient(code) ? retry : rejected).push(record);
  });
  if (codes.size === 0) return delivered;
  const cause = `${retry.length + rejected.length} of ${batch.records.length} records refused: ${[...codes].join(', ')}`;
  return { retry, rejected, cause };
}
