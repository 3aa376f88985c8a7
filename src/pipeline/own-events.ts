import type { TelemetryRecord } from '../contracts/record.ts';
import { type Amount, type Counters, type DropReason, sumRecords } from './counters.ts';

type Amounts = ReadonlyMap<DropReason, Amount>;

const none: Amount = { records: 0, bytes: 0 };

/** Counts that the filters keep, by the filter's name. */
export type FilterCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** One of our own events. Same shape as Lambda's, type `sluice.…`; not filtered, since it quotes no record. */
export function ownEvent(type: 'start' | 'dropped' | 'summary', record: TelemetryRecord['record']): TelemetryRecord {
  return { time: new Date().toISOString(), type: `sluice.${type}`, record };
}

/**
 * Tells readers of the data itself about loss: one `sluice.dropped` event for each reason, and sink, whose count has grown
 * since it was last told. Drops of our own events are not told about, or a refusing sink would make new ones for ever.
 */
export class DropNotices {
  readonly #told = new Map<string, Amount>();

  /** The events that are due now. Called before each flush. */
  due(counters: Counters): TelemetryRecord[] {
    const events = this.#grown('', counters.dropped, new Map());
    for (const [name, sink] of counters.sinks) events.push(...this.#grown(name, sink.dropped, sink.droppedOwn));
    return events;
  }

  #grown(sink: string, all: Amounts, own: Amounts): TelemetryRecord[] {
    const events: TelemetryRecord[] = [];
    for (const [reason, amount] of all) {
      const key = `${sink}/${reason}`;
      const told = this.#told.get(key) ?? none;
      const now = less(amount, own.get(reason) ?? none);
      const { records, bytes } = less(now, told);
      if (records <= 0) continue;
      this.#told.set(key, now);
      events.push(ownEvent('dropped', { reason, records, bytes, ...(sink === '' ? {} : { sink }) }));
    }
    return events;
  }
}

/** The final counters, as `sluice.summary` carries them: a reader can check the ledger with them. */
export function summaryOf(counters: Counters, filterCounts: FilterCounts): TelemetryRecord['record'] {
  const sinks: Record<string, TelemetryRecord['record']> = {};
  for (const [name, sink] of counters.sinks) {
    sinks[name] = {
      delivered: sink.delivered,
      deliveredBytes: sink.deliveredBytes,
      retried: sink.retried,
      parts: sink.parts,
      dropped: recordsByReason(sink.dropped),
      pending: counters.pending(name),
    };
  }
  return {
    received: counters.received,
    own: counters.own,
    accepted: counters.accepted,
    filtered: Object.fromEntries(counters.filtered),
    dropped: recordsByReason(counters.dropped),
    droppedTotal: sumRecords(counters.dropped),
    refusedPosts: counters.refused,
    lambdaDropped: { ...counters.lambdaDropped },
    sinks,
    filters: filterCounts,
  };
}

function less(amount: Amount, other: Amount): Amount {
  return { records: amount.records - other.records, bytes: amount.bytes - other.bytes };
}

function recordsByReason(amounts: Amounts): Record<string, number> {
  return Object.fromEntries([...amounts].map(([reason, amount]) => [reason, amount.records]));
}
