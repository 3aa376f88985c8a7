import { describe, expect, it } from 'vitest';
import { Deadline } from '../../../src/contracts/deadline.ts';
import { delivered, rejectAll, retryAll } from '../../../src/contracts/sink.ts';
import { DropOldest } from '../../../src/pipeline/overflow.ts';
import { intake, line, mark, MemorySink, pipelineOf } from './fixtures.ts';

const soon = () => Deadline.in(10_000);
const records = (sink: MemorySink, type?: string) =>
  sink.lines.map((text) => JSON.parse(text)).filter((each) => type === undefined || each.type === type);

describe('Pipeline', () => {
  it('ships what it accepted, in order, with sequence numbers that have no gaps', async () => {
    const sink = new MemorySink();
    const { pipeline } = pipelineOf({ sinks: { memory: sink } });
    pipeline.accept(intake(line('a'), line('b')));
    await pipeline.flush('invoke', soon());
    expect(records(sink).map(({ sequence, type, record }) => [sequence, type, record])).toEqual([
      [1, 'sluice.start', {}],
      [2, 'function', 'a'],
      [3, 'function', 'b'],
    ]);
  });

  it('keeps the batch, its id and its bytes when the sink asks for a retry', async () => {
    let attempts = 0;
    const sink = new MemorySink((batch) => ((attempts += 1) < 3 ? retryAll(batch, '503') : delivered));
    const { pipeline, counters } = pipelineOf({ sinks: { memory: sink } });
    await pipeline.flush('invoke', soon());
    expect(sink.batches.length).toBe(3);
    expect(new Set(sink.batches).size).toBe(1);
    expect(counters.sink('memory')).toMatchObject({ delivered: 1, retried: 2 });
  });

  it('sends after a partial failure only what failed, as a new batch', async () => {
    let first = true;
    const sink = new MemorySink((batch) => {
      if (!first) return delivered;
      first = false;
      return { retry: batch.records.slice(1, 2), rejected: batch.records.slice(2, 3), cause: 'partial' };
    });
    const { pipeline, counters } = pipelineOf({ sinks: { memory: sink } });
    pipeline.accept(intake(line('a'), line('b'), line('c')));
    await pipeline.flush('invoke', soon());
    expect(sink.batches[1]?.records.map(({ line: text }) => JSON.parse(text).record)).toEqual(['a']);
    expect(records(sink, 'function').map(({ record }) => record)).toEqual(['c', 'a']);
    expect(counters.sink('memory').dropped.get('rejected')).toMatchObject({ records: 1 });
    expect(counters.pending('memory')).toBe(0);
  });

  it('drops a record whose filter throws, counted, and says nothing of what it held', async () => {
    const sink = new MemorySink();
    const filter = {
      apply: () => {
        throw new Error('saw SECRET');
      },
    };
    const { pipeline, counters, logged } = pipelineOf({
      sinks: { memory: sink },
      filters: [{ name: 'redact', filter }],
    });
    pipeline.accept(intake(line('SECRET')));
    await pipeline.close(soon());
    expect(counters.dropped.get('filter-error')).toMatchObject({ records: 1 });
    expect(JSON.stringify([sink.lines, logged])).not.toContain('SECRET');
    expect(records(sink, 'sluice.dropped')[0].record).toEqual({ reason: 'filter-error', records: 1, bytes: 0 });
  });

  it('ships nothing at all when the filters could not be made', async () => {
    const sink = new MemorySink();
    const { pipeline, counters } = pipelineOf({ sinks: { memory: sink }, filters: undefined });
    pipeline.accept(intake(line('raw'), line('raw')));
    await pipeline.close(soon());
    expect(records(sink, 'function')).toEqual([]);
    expect(counters.dropped.get('no-filters')).toMatchObject({ records: 2 });
  });

  it('counts what each filter leaves out, and skips its own lines that came back', async () => {
    const sink = new MemorySink();
    const filter = {
      apply: (record: object) => (JSON.stringify(record).includes('debug') ? undefined : (record as never)),
    };
    const { pipeline, counters } = pipelineOf({
      sinks: { memory: sink },
      filters: [{ name: 'drop', filter }],
      types: ['function', 'extension'],
    });
    pipeline.accept(
      intake(
        line('debug'),
        line('kept'),
        line({ requestId: 'r' }, 'platform.start'),
        line(`${mark} warn: x`, 'extension'),
        line({ message: `${mark} warn: x`, level: 'INFO' }, 'extension'),
        line('of another extension', 'extension'),
        line({ droppedRecords: 3, droppedBytes: 30, reason: 'slow' }, 'platform.logsDropped'),
      ),
    );
    await pipeline.flush('invoke', soon());
    expect(Object.fromEntries(counters.filtered)).toEqual({ drop: 1, types: 1, 'own-lines': 2 });
    expect(records(sink).map(({ type }) => type)).toEqual([
      'sluice.start',
      'function',
      'extension',
      'platform.logsDropped',
    ]);
    expect(counters.lambdaDropped).toEqual({ records: 3, bytes: 30 });
  });

  it('lets a dead sink neither hold nor starve a live one', async () => {
    const dead = new MemorySink((batch) => retryAll(batch, 'connection refused'));
    const live = new MemorySink();
    const { pipeline, counters } = pipelineOf({
      sinks: { dead, live },
      bufferBytes: 4_000,
      overflow: (queues) => new DropOldest(queues, false),
    });
    for (let i = 0; i < 100; i += 1) {
      expect(pipeline.hasRoom(300)).toBe(true);
      pipeline.accept(intake(line(`line ${i}`)));
      await pipeline.flush('invoke', Deadline.in(50));
    }
    expect(records(live, 'function').length).toBe(100);
    expect(counters.sink('dead').dropped.get('buffer-full')?.records).toBeGreaterThan(50);
    expect(pipeline.bufferedBytes).toBeLessThan(4_500);
    expect(counters.refused).toBe(0);
  });

  it('refuses a POST when every sink fails and memory is full, so that Lambda keeps it', async () => {
    const dead = new MemorySink((batch) => retryAll(batch, 'connection refused'));
    const { pipeline, counters } = pipelineOf({
      sinks: { dead },
      bufferBytes: 2_000,
      overflow: (queues) => new DropOldest(queues, false),
    });
    let taken = 0;
    for (let i = 0; i < 50; i += 1) {
      if (!pipeline.hasRoom(300)) continue;
      pipeline.accept(intake(line(`line ${i}`)));
      taken += 1;
      await pipeline.flush('invoke', Deadline.in(20));
    }
    expect(taken).toBeLessThan(20);
    expect(counters.refused).toBe(50 - taken);
    expect(counters.sink('dead').dropped.size).toBe(0);
  });

  it('drops the oldest instead on Managed Instances, where a refused batch would be lost', async () => {
    const dead = new MemorySink((batch) => retryAll(batch, 'connection refused'));
    const { pipeline, counters } = pipelineOf({
      sinks: { dead },
      bufferBytes: 2_000,
      overflow: (queues) => new DropOldest(queues, true),
    });
    for (let i = 0; i < 50; i += 1) {
      expect(pipeline.hasRoom(300)).toBe(true);
      pipeline.accept(intake(line(`line ${i}`)));
    }
    expect(counters.sink('dead').dropped.get('buffer-full')?.records).toBeGreaterThan(30);
    expect(pipeline.bufferedBytes).toBeLessThan(2_500);
  });

  it('tells a refusing destination about its own losses without ending up in a loop', async () => {
    const sink = new MemorySink((batch) => rejectAll(batch, '403 AccessDenied'));
    const { pipeline, counters, logged } = pipelineOf({ sinks: { s3: sink } });
    pipeline.accept(intake(line('a')));
    for (let i = 0; i < 5; i += 1) await pipeline.flush('invoke', soon());
    expect(counters.own).toBe(2); // sluice.start, and one sluice.dropped for the line
    expect(logged.filter((text) => text.includes('403 AccessDenied')).length).toBe(1);
  });

  it('joins a flush that is under way, then takes what came in between', async () => {
    let release = () => {};
    const sink = new MemorySink(() => new Promise((resolve) => (release = () => resolve(delivered))), { records: 10 });
    const { pipeline } = pipelineOf({ sinks: { memory: sink } });
    const first = pipeline.flush('pressure', soon());
    await new Promise(setImmediate);
    const second = pipeline.flush('runtime-done', soon());
    release();
    await first;
    pipeline.accept(intake(line('late')));
    await new Promise(setImmediate);
    release();
    await second;
    expect(records(sink).map(({ type }) => type)).toEqual(['sluice.start', 'function']);
  });

  it('leaves a slow send alone, however often what arrives asks for a flush', async () => {
    const sends: (() => void)[] = [];
    const sink = new MemorySink(() => new Promise((resolve) => sends.push(() => resolve(delivered))));
    const { pipeline, counters } = pipelineOf({ sinks: { memory: sink } });
    const flushes: Promise<void>[] = [];
    for (let i = 0; i < 20; i += 1) {
      pipeline.accept(intake(line(`line ${i}`)));
      flushes.push(pipeline.flush(i % 2 === 0 ? 'pressure' : 'tick', soon()));
      await new Promise(setImmediate);
    }
    expect(sends.length).toBe(4); // as many as one sink gets at once
    for (let i = 0; i < sends.length; i += 1) {
      sends[i]?.();
      await new Promise(setImmediate);
    }
    await Promise.all(flushes);
    expect(records(sink, 'function').length).toBe(20);
    expect(counters.sink('memory')).toMatchObject({ delivered: 21, retried: 0 });
  });

  it('keeps the pause that a destination asked for over the following flushes', async () => {
    const sink = new MemorySink((batch) => retryAll(batch, '429', 5_000));
    const { pipeline } = pipelineOf({ sinks: { memory: sink } });
    for (let i = 0; i < 5; i += 1) await pipeline.flush('runtime-done', Deadline.in(100));
    expect(sink.batches.length).toBe(1);
  });

  it('ends with the summary also when the last batch is refused', async () => {
    const sink = new MemorySink((batch) => (batch.id.endsWith('000002') ? rejectAll(batch, '400') : delivered));
    const { pipeline } = pipelineOf({ sinks: { memory: sink } });
    await pipeline.flush('invoke', soon());
    pipeline.accept(intake(line('refused')));
    await pipeline.close(soon());
    expect(records(sink).map(({ type }) => type)).toEqual(['sluice.start', 'sluice.dropped', 'sluice.summary']);
    expect(records(sink).at(-1).record.sinks.memory.dropped).toEqual({ rejected: 1 });
  });

  it('does not let a flush that hangs eat the time of SHUTDOWN', async () => {
    let urgent = false;
    const sink = new MemorySink((batch, { signal }) =>
      urgent
        ? delivered
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve(retryAll(batch, 'aborted')))),
    );
    const { pipeline, counters } = pipelineOf({ sinks: { memory: sink } });
    void pipeline.flush('pressure', Deadline.in(3_600_000));
    await new Promise(setImmediate);
    urgent = true;
    await pipeline.close(Deadline.in(1_000));
    expect(counters.sink('memory').delivered).toBe(2); // sluice.start and sluice.summary
  });

  it('ends a flush beside the function although the function logs on', async () => {
    let log = () => {};
    const sink = new MemorySink(() => (log(), delivered), { records: 1 });
    const { pipeline } = pipelineOf({ sinks: { memory: sink } });
    log = () => pipeline.accept(intake(line('more')));
    await pipeline.flush('invoke', soon());
    expect(records(sink).map(({ type }) => type)).toEqual(['sluice.start']);
  });

  it('does not take its own deadline for a failure of a slow sink', async () => {
    let slow = true;
    const sink = new MemorySink((batch, { signal }) =>
      slow
        ? new Promise((resolve) => signal.addEventListener('abort', () => resolve(retryAll(batch, 'cut'))))
        : delivered,
    );
    const { pipeline, logged } = pipelineOf({ sinks: { memory: sink } });
    for (let i = 0; i < 6; i += 1) await pipeline.flush('runtime-done', Deadline.in(5));
    slow = false;
    await pipeline.flush('runtime-done', soon());
    expect(sink.lines.length).toBe(1);
    expect(logged).toEqual([]);
  });

  it('gives the working sink its summary while another one hangs', async () => {
    const hanging = new MemorySink(
      (batch, { signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(retryAll(batch, 'aborted')))),
    );
    const live = new MemorySink();
    const { pipeline } = pipelineOf({ sinks: { hanging, live } });
    await pipeline.flush('shutdown', Deadline.in(200));
    pipeline.accept(intake(line('late')));
    await pipeline.close(Deadline.in(300));
    expect(records(live).map(({ type }) => type)).toEqual(['sluice.start', 'function', 'sluice.summary']);
  });

  it('gives a sink that ignores its signal up, and counts what it held', async () => {
    const sink = new MemorySink(() => new Promise(() => {}));
    const { pipeline, counters, logged } = pipelineOf({ sinks: { memory: sink } });
    pipeline.accept(intake(line('a')));
    await pipeline.close(Deadline.in(300));
    expect(counters.sink('memory').dropped.get('shutdown-deadline')).toMatchObject({ records: 3 });
    expect(counters.pending('memory')).toBe(0);
    expect(logged.join('')).toContain('3 lines could not be delivered');
  });

  it('ends with a summary whose ledger adds up, after everything else, and closes each sink once', async () => {
    const sink = new MemorySink();
    const { pipeline } = pipelineOf({ sinks: { memory: sink }, types: ['function'] });
    pipeline.accept({ events: [line('a'), line('b', 'platform.start')], invalid: 2, invalidBytes: 9 });
    await pipeline.close(soon());
    await pipeline.close(soon());
    const last = records(sink).at(-1);
    expect(last.type).toBe('sluice.summary');
    const { received, own, accepted, filtered, dropped, sinks } = last.record;
    expect({ received, filtered, dropped }).toEqual({ received: 4, filtered: { types: 1 }, dropped: { invalid: 2 } });
    expect(accepted).toBe(received + own - 1 - 2);
    expect(sinks.memory).toMatchObject({ delivered: accepted, pending: 0 });
    expect(sink.closed).toBe(1);
  });

  it('splits a record that the sink could never take, and counts the extra lines', async () => {
    const sink = new MemorySink(undefined, { records: 1, recordBytes: 500 });
    const { pipeline, counters } = pipelineOf({ sinks: { memory: sink } });
    pipeline.accept(intake(line('x'.repeat(1000))));
    await pipeline.flush('invoke', soon());
    const parts = records(sink, 'function');
    expect(parts.map(({ record }) => record).join('')).toBe('x'.repeat(1000));
    // Parts in different batches: none may pass for a repetition of another.
    expect(new Set(sink.batches.map(({ id }) => id)).size).toBe(sink.batches.length);
    expect(sink.batches.length).toBeGreaterThan(parts.length);
    expect(counters.sink('memory').parts).toBe(parts.length - 1);
    expect(counters.pending('memory')).toBe(0);
  });
});
