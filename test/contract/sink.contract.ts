import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { afterEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/contracts/batch.ts';
import type { Delivery, Sink, SinkEnvironment, SinkKind } from '../../src/contracts/sink.ts';
import {
  batchOf,
  batchOfRecords,
  canary,
  contextOf,
  recordOfBytes,
  shortRecordOf,
  testEnvironment,
} from './batches.ts';

/** What a destination can do to a sink. Each is either set up for real, or said to be impossible, with the reason. */
export const faults = ['unavailable', 'reset', 'throttled', 'denied', 'hang', 'partial'] as const;
export type Fault = (typeof faults)[number];

/** A real destination and a sink that is aimed at it. */
export interface Destination {
  readonly sink: Sink;
  /** The lines that the destination holds, as another reader finds them. */
  lines(): Promise<readonly string[]>;
  /** Settles when an attempt has reached a destination that hangs. */
  reached(): Promise<void>;
  close(): Promise<void>;
}

export interface SinkContract {
  readonly kind: SinkKind;
  /** Whether a schema checks the settings, so that unknown ones fail, or `create` does, as in a sink of one's own. */
  readonly settings: 'schema' | 'create';
  /** Where the README with an example of the settings is, from the root of the repository. */
  readonly readme: string;
  /** The faults that this destination cannot have, with the reason. All others are run. */
  readonly cannot: Partial<Record<Fault, string>>;
  /** The pause that the destination asks for when it is throttled, when it can ask for one. */
  readonly retryAfterMs?: number;
  /** The indexes, of five records, that a destination with the fault `partial` does not take. */
  readonly partial?: readonly number[];
  /** Whether a batch that is sent twice is there once or twice. */
  readonly sentTwice: 'once' | 'twice';
  /** Texts of the settings that must not appear in a log or cause. */
  readonly secrets: readonly string[];
  /** A fresh destination, in the state of `fault`. Destinations that answer with a body echo the request in it. */
  setup(environment: SinkEnvironment, fault?: Fault): Promise<Destination>;
}

/** The suite that every sink passes, and that a sink of one's own passes as well. */
export function describeSinkContract(name: string, contract: SinkContract): void {
  describe(`${name}: the sink contract`, () => {
    const open: Destination[] = [];
    const log: string[] = [];

    async function destination(fault?: Fault): Promise<Destination> {
      const made = await contract.setup(testEnvironment(log), fault);
      open.push(made);
      return made;
    }

    afterEach(async () => {
      for (const made of open.splice(0)) {
        await made.sink.close?.();
        await made.close();
      }
      log.length = 0;
    });

    it('delivers every line of a batch, unchanged', async () => {
      const { sink, lines } = await destination();
      const batch = batchOf(5);
      expect(await sink.send(batch, contextOf())).toEqual({ retry: [], rejected: [] });
      expect(await lines()).toEqual(linesOf(batch));
    });

    it('delivers four batches that are under way at once', async () => {
      const { sink, lines } = await destination();
      const batches = [1, 11, 21, 31].map((first) => batchOf(10, first));
      const deliveries = await Promise.all(batches.map((batch) => sink.send(batch, contextOf())));
      expect(deliveries.map(outcome)).toEqual(batches.map(() => 'delivered'));
      expect([...(await lines())].sort()).toEqual(batches.flatMap(linesOf).sort());
    });

    for (const fault of ['unavailable', 'reset', 'throttled'] as const) {
      if (contract.cannot[fault] !== undefined) continue;
      it(`asks for a retry of the whole batch when the destination is ${fault}`, async () => {
        const { sink } = await destination(fault);
        const batch = batchOf(5);
        const delivery = await sink.send(batch, contextOf());
        expect(delivery.retry).toEqual(batch.records);
        expect(delivery.rejected).toEqual([]);
        expect(delivery.cause).toMatch(/\w/);
        expect(delivery.retryAfterMs).toBe(fault === 'throttled' ? contract.retryAfterMs : undefined);
      });
    }

    if (contract.cannot.denied === undefined) {
      it('rejects the batch when the destination refuses it for good, and says why', async () => {
        const { sink } = await destination('denied');
        const batch = batchOf(5);
        const delivery = await sink.send(batch, contextOf());
        expect(delivery).toEqual({ retry: [], rejected: batch.records, cause: expect.stringMatching(/\w/) });
      });
    }

    if (contract.cannot.hang === undefined) {
      it('answers an abort although the destination never does, with everything in retry', async () => {
        const { sink, reached } = await destination('hang');
        const abort = new AbortController();
        const batch = batchOf(5);
        const sending = sink.send(batch, contextOf(abort.signal));
        await reached();
        abort.abort();
        const delivery = await sending;
        expect(delivery.retry).toEqual(batch.records);
        expect(delivery.rejected).toEqual([]);
      });
    }

    it('sends nothing when the signal has aborted before', async () => {
      const { sink, lines } = await destination();
      const batch = batchOf(5);
      const delivery = await sink.send(batch, contextOf(AbortSignal.abort()));
      expect(delivery.retry).toEqual(batch.records);
      expect(await lines()).toEqual([]);
    });

    if (contract.cannot.partial === undefined) {
      it('names exactly the records that the destination did not take', async () => {
        const { sink, lines } = await destination('partial');
        const batch = batchOf(5);
        const delivery = await sink.send(batch, contextOf());
        const refused = (contract.partial ?? []).map((index) => batch.records[index]);
        expect([...delivery.retry, ...delivery.rejected]).toEqual(refused);
        expect(await lines()).toEqual(linesOf(batch).filter((_, index) => !contract.partial?.includes(index)));
      });
    }

    it('keeps record content, secrets and response bodies out of its log, its causes and its errors', async () => {
      const said: string[] = [];
      for (const fault of [undefined, ...faults.filter((each) => each !== 'hang' && !(each in contract.cannot))]) {
        const { sink } = await destination(fault);
        const sending = sink.send(batchOf(5), contextOf());
        said.push(await sending.then((delivery) => delivery.cause ?? '', String));
      }
      for (const secret of [canary, ...contract.secrets]) expect([...said, ...log].join('\n')).not.toContain(secret);
    });

    it.each(['records', 'bytes', 'recordBytes'] as const)('takes a batch that fills its limit of %s', async (limit) => {
      const { sink, lines } = await destination();
      const batch = batchThatFills(sink, limit);
      expect(batch.bytes).toBeLessThanOrEqual(limit === 'recordBytes' ? sink.limits.recordBytes : sink.limits.bytes);
      expect(outcome(await sink.send(batch, contextOf()))).toBe('delivered');
      expect((await lines()).length).toBe(batch.records.length);
    });

    it('loses nothing when it is handed more than its limit of records: it says so, or delivers them all', async () => {
      const { sink, lines } = await destination();
      const batch = batchOfRecords(Array.from({ length: sink.limits.records + 1 }, (_, at) => shortRecordOf(at + 1)));
      const said = await sink.send(batch, contextOf()).then(outcome, (error: unknown) => error);
      if (said !== 'delivered') expect(said).toBeInstanceOf(RangeError);
      expect((await lines()).length).toBe(said === 'delivered' ? batch.records.length : 0);
    });

    it(`leaves a batch there ${contract.sentTwice} that is sent twice with the same id`, async () => {
      const { sink, lines } = await destination();
      const batch = batchOf(3);
      await sink.send(batch, contextOf());
      await sink.send(batch, contextOf());
      const times = contract.sentTwice === 'once' ? 1 : 2;
      expect(await lines()).toEqual(Array.from({ length: times }, () => linesOf(batch)).flat());
    });

    it('can be closed twice, and after that drops nothing silently', async () => {
      const { sink, lines } = await destination();
      await sink.close?.();
      await sink.close?.();
      const batch = batchOf(3);
      const delivery = await sink.send(batch, contextOf());
      const delivered = await lines();
      expect(delivered.length + delivery.retry.length + delivery.rejected.length).toBe(3);
    });

    it('parses the example in its README', async () => {
      expect(z.safeParse(contract.kind.config, await exampleOf(contract)).success).toBe(true);
    });

    if (contract.settings === 'create') return;

    it('refuses an unknown setting', async () => {
      const example = await exampleOf(contract);
      expect(z.safeParse(contract.kind.config, { ...example, bukcet: 'orders-logs' }).success).toBe(false);
    });

    it('describes every setting, and names only settings in its environment and its secrets', () => {
      const { properties = {} } = z.toJSONSchema(contract.kind.config, { io: 'input' }) as JsonSchema;
      const undescribed = Object.entries(properties).filter(([, { description }]) => description === undefined);
      const named = [...Object.keys(contract.kind.environment), ...contract.kind.secrets];
      expect([...undescribed, ...named.filter((setting) => !(setting in properties))]).toEqual([]);
    });
  });
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

function linesOf(batch: Batch): string[] {
  return batch.records.map((record) => record.line);
}

function outcome(delivery: Delivery): string {
  return delivery.retry.length + delivery.rejected.length === 0 ? 'delivered' : (delivery.cause ?? 'no cause');
}

function batchThatFills(sink: Sink, limit: 'records' | 'bytes' | 'recordBytes'): Batch {
  const { records, bytes, recordBytes } = sink.limits;
  if (limit === 'recordBytes') return batchOfRecords([recordOfBytes(1, recordBytes)]);
  if (limit === 'records') return batchOfRecords(Array.from({ length: records }, (_, at) => shortRecordOf(at + 1)));
  const count = Math.min(records, Math.max(1, Math.ceil(bytes / Math.min(recordBytes, 64 * 1024))));
  const each = Math.floor(bytes / count);
  const last = bytes - each * (count - 1);
  return batchOfRecords(
    Array.from({ length: count }, (_, at) => recordOfBytes(at + 1, at === count - 1 ? last : each)),
  );
}

/** The settings of the sink in the first JSON block of its README, which is a whole configuration file. */
async function exampleOf({ readme, kind }: SinkContract): Promise<Record<string, unknown>> {
  const block = /```json\n([^]*?)```/.exec(await readFile(readme, 'utf8'))?.[1] ?? '{}';
  const { sinks } = JSON.parse(block) as { sinks?: Record<string, Record<string, unknown>> };
  const { module: _module, ...settings } = sinks?.[kind.name] ?? {};
  return settings;
}
