import { createLogger } from '../../../src/contracts/log.ts';
import type { Batch, BatchLimits } from '../../../src/contracts/batch.ts';
import { delivered, type Delivery, type SendContext, type Sink } from '../../../src/contracts/sink.ts';
import { Counters } from '../../../src/pipeline/counters.ts';
import { Encoder } from '../../../src/pipeline/encoder.ts';
import { type Overflow, RecordBuffer } from '../../../src/pipeline/record-buffer.ts';
import { Pipeline } from '../../../src/pipeline/pipeline.ts';
import { RequestIds } from '../../../src/pipeline/request-ids.ts';
import { SinkQueue } from '../../../src/pipeline/sink-queue.ts';
import type { NamedFilter } from '../../../src/pipeline/filter-chain.ts';
import type { TelemetryType } from '../../../src/contracts/config.ts';

export const environmentId = '01JTESTTESTTESTTESTTESTTES';
export const mark = '[sluice test]';

/** A sink in memory: answers as `answer` says and remembers what it took. */
export class MemorySink implements Sink {
  readonly limits: BatchLimits;
  readonly batches: Batch[] = [];
  readonly lines: string[] = [];
  closed = 0;
  readonly #answer: (batch: Batch, context: SendContext) => Delivery | Promise<Delivery>;

  constructor(
    answer: (batch: Batch, context: SendContext) => Delivery | Promise<Delivery> = () => delivered,
    limits: Partial<BatchLimits> = {},
  ) {
    this.#answer = answer;
    this.limits = { records: 1000, bytes: 1_000_000, recordBytes: 1_000_000, ...limits };
  }

  async send(batch: Batch, context: SendContext): Promise<Delivery> {
    this.batches.push(batch);
    const delivery = await this.#answer(batch, context);
    const out = new Set([...delivery.retry, ...delivery.rejected]);
    for (const record of batch.records) if (!out.has(record)) this.lines.push(record.line);
    return delivery;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

export interface Setup {
  readonly sinks?: Record<string, Sink>;
  readonly filters?: readonly NamedFilter[] | undefined;
  readonly types?: readonly TelemetryType[];
  readonly bufferBytes?: number;
  readonly overflow?: (queues: () => readonly SinkQueue[]) => Overflow;
}

/** A whole pipeline around sinks in memory. */
export function pipelineOf(setup: Setup) {
  const counters = new Counters();
  const logged: string[] = [];
  const log = createLogger(mark, 'debug', (line) => logged.push(line));
  const overflow = setup.overflow?.(() => pipeline.queues) ?? { makeRoom: () => {} };
  const buffer = new RecordBuffer(setup.bufferBytes ?? 1_000_000, overflow);
  const pipeline = new Pipeline({
    counters,
    buffer,
    encoder: new Encoder({ functionName: 'orders', functionVersion: '$LATEST', region: 'eu-west-1', environmentId }),
    requestIds: new RequestIds(false),
    types: setup.types ?? ['platform', 'function', 'extension'],
    ownMark: mark,
    flushIntervalMs: 1000,
    log,
  });
  const queues = Object.entries(setup.sinks ?? {}).map(
    ([name, sink]) => new SinkQueue({ name, sink, buffer, counters: counters.sink(name), environmentId, log }),
  );
  pipeline.open('filters' in setup ? setup.filters : [], queues, {});
  return { pipeline, counters, buffer, queues, logged };
}

export const line = (record: unknown, type = 'function', time = '2026-01-02T03:04:05.500Z') => ({
  time,
  type,
  record: record as string,
});

export const intake = (...events: ReturnType<typeof line>[]) => ({ events, invalid: 0, invalidBytes: 0 });
