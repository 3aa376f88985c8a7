/** Why a record was not delivered. The first four happen before the buffer, to all sinks at once; the rest to one sink. */
export type DropReason =
  | 'invalid' // no event, or not JSON
  | 'filter-error' // a filter threw
  | 'no-filters' // the filters could not be loaded, and unfiltered records must not leave
  | 'buffer-full' // memory was full while this sink did not take anything
  | 'rejected' // the destination refused it for good
  | 'shutdown-deadline'; // the environment ended first

export interface Amount {
  records: number;
  bytes: number;
}

/** What became of the lines that one sink was given. */
export class SinkCounters {
  delivered = 0;
  deliveredBytes = 0;
  /** Lines that were sent again after a failure, each time they were. */
  retried = 0;
  /** Extra lines that splitting made: a record split in three adds two. */
  parts = 0;
  readonly dropped = new Map<DropReason, Amount>();
  /** The share of our own events in `dropped`. */
  readonly droppedOwn = new Map<DropReason, Amount>();

  drop(reason: DropReason, bytes: number, own: boolean): void {
    addTo(this.dropped, reason, 1, bytes);
    if (own) addTo(this.droppedOwn, reason, 1, bytes);
  }
}

/**
 * The ledger. For every sink, at every moment:
 * `received + own + parts = filtered + dropped (before the buffer) + delivered + dropped (by the sink) + pending`.
 */
export class Counters {
  /** Elements that Lambda handed over. */
  received = 0;
  /** Our own events: sluice.start, sluice.dropped, sluice.summary. */
  own = 0;
  /** POSTs that were answered 503 for want of room; Lambda keeps them and delivers them again. */
  refused = 0;
  /** Left out on purpose, by the name of the filter, or `types` and `own-lines`. */
  readonly filtered = new Map<string, number>();
  readonly dropped = new Map<DropReason, Amount>();
  /** What Lambda itself says it dropped before us (platform.logsDropped). */
  readonly lambdaDropped: Amount = { records: 0, bytes: 0 };
  readonly sinks = new Map<string, SinkCounters>();

  filter(name: string): void {
    this.filtered.set(name, (this.filtered.get(name) ?? 0) + 1);
  }

  drop(reason: DropReason, records: number, bytes: number): void {
    addTo(this.dropped, reason, records, bytes);
  }

  sink(name: string): SinkCounters {
    let counters = this.sinks.get(name);
    if (counters === undefined) this.sinks.set(name, (counters = new SinkCounters()));
    return counters;
  }

  /** Lines that entered the buffer, by the ledger. */
  get accepted(): number {
    return this.received + this.own - sum(this.filtered.values()) - sumRecords(this.dropped);
  }

  /** Lines that wait for this sink, by the ledger. The queue's own count must agree. */
  pending(name: string): number {
    const sink = this.sink(name);
    return this.accepted + sink.parts - sink.delivered - sumRecords(sink.dropped);
  }
}

/** Total of the amounts' records. */
export function sumRecords(amounts: ReadonlyMap<DropReason, Amount>): number {
  let total = 0;
  for (const amount of amounts.values()) total += amount.records;
  return total;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function addTo(amounts: Map<DropReason, Amount>, reason: DropReason, records: number, bytes: number): void {
  if (records === 0) return;
  const amount = amounts.get(reason);
  if (amount === undefined) amounts.set(reason, { records, bytes });
  else {
    amount.records += records;
    amount.bytes += bytes;
  }
}
