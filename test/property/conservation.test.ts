import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deadline } from '../../src/contracts/deadline.ts';
import { type Delivery, delivered, rejectAll, retryAll } from '../../src/contracts/sink.ts';
import { sumRecords } from '../../src/pipeline/counters.ts';
import { DropOldest } from '../../src/pipeline/overflow.ts';
import { line, MemorySink, pipelineOf } from '../unit/pipeline/fixtures.ts';

type Answer = 'deliver' | 'retry' | 'reject' | 'partial' | 'throw';
const answers = fc.array(fc.constantFrom<Answer>('deliver', 'deliver', 'retry', 'reject', 'partial', 'throw'), {
  minLength: 1,
  maxLength: 20,
});

/** A sink that goes through its answers, over and over. */
function scripted(script: readonly Answer[]): MemorySink {
  let at = 0;
  return new MemorySink(
    (batch): Delivery => {
      switch (script[(at += 1) % script.length]) {
        case 'retry':
          return retryAll(batch, '503');
        case 'reject':
          return rejectAll(batch, '403');
        case 'partial':
          return { retry: batch.records.slice(0, 1), rejected: batch.records.slice(1, 2), cause: 'partial' };
        case 'throw':
          throw new Error('a bug');
        default:
          return delivered;
      }
    },
    { records: 3, recordBytes: 400 },
  );
}

const step = fc.oneof(
  fc.record({ accept: fc.array(fc.string({ maxLength: 400 }), { maxLength: 5 }), invalid: fc.nat(2) }),
  fc.record({ flushMs: fc.constantFrom(0, 1, 5) }),
);

describe('the ledger', () => {
  it('adds up for every sink, at every moment, whatever the sinks answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 20 }),
        answers,
        answers,
        fc.boolean(),
        async (steps, one, two, managed) => {
          const filter = {
            apply: (record: { record: unknown }) => (record.record === '' ? undefined : (record as never)),
          };
          const { pipeline, counters, queues } = pipelineOf({
            sinks: { one: scripted(one), two: scripted(two) },
            filters: [{ name: 'drop', filter }],
            bufferBytes: 3_000,
            overflow: (all) => new DropOldest(all, managed),
          });
          const check = () => {
            for (const queue of queues) {
              const sink = counters.sink(queue.name);
              const left = counters.received + counters.own + sink.parts;
              const right =
                [...counters.filtered.values()].reduce((sum, count) => sum + count, 0) +
                sumRecords(counters.dropped) +
                sink.delivered +
                sumRecords(sink.dropped) +
                queue.pending;
              expect(right).toBe(left);
            }
          };
          for (const each of steps) {
            if ('accept' in each) {
              const events = each.accept.map((text) => line(text));
              const bytes = each.accept.join('').length;
              if (pipeline.hasRoom(bytes)) pipeline.accept({ events, invalid: each.invalid, invalidBytes: 7 });
            } else await pipeline.flush('invoke', Deadline.in(each.flushMs));
            check();
          }
          await pipeline.close(Deadline.in(30));
          check();
          expect(pipeline.bufferedBytes).toBe(0);
          for (const queue of queues) expect(queue.pending).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
