import type { FlushReason, TelemetryType } from '../contracts/config.ts';
import { Deadline } from '../contracts/deadline.ts';
import type { Logger } from '../contracts/log.ts';
import type { JsonValue, TelemetryRecord, WireEvent } from '../contracts/record.ts';
import type { Counters } from './counters.ts';
import type { Encoder } from './encoder.ts';
import { type NamedFilter, runFilters } from './filter-chain.ts';
import { DropNotices, type FilterCounts, ownEvent, summaryOf } from './own-events.ts';
import { BufferedRecord, type RecordBuffer } from './record-buffer.ts';
import type { RequestIds } from './request-ids.ts';
import type { Round, SinkQueue } from './sink-queue.ts';

export interface PipelineParts {
  readonly counters: Counters;
  readonly encoder: Encoder;
  readonly requestIds: RequestIds;
  readonly buffer: RecordBuffer;
  readonly types: readonly TelemetryType[];
  /** What each of our own log lines starts with. */
  readonly ownMark: string;
  readonly flushIntervalMs: number;
  readonly log: Logger;
}

/** What the pipeline takes from one POST: events, and the count and bytes of what was none. */
export interface Intake {
  readonly events: readonly WireEvent[];
  readonly invalid: number;
  readonly invalidBytes: number;
}

interface Flush {
  readonly round: Round;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/**
 * The way of a record from `accept` to the sinks: request id, filters, one encoding, one bounded buffer, a queue for each
 * sink. Filters and sinks arrive by `open`, after the first `/next`, so that loading them delays nobody.
 */
export class Pipeline {
  readonly #parts: PipelineParts;
  readonly #notices = new DropNotices();
  readonly #opened: Promise<void>;
  #markOpened: () => void = () => {};
  #filters: readonly NamedFilter[] | undefined;
  #queues: readonly SinkQueue[] = [];
  #flush: Flush | undefined;
  #flushDue = Deadline.never;
  #closed = false;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
    this.#opened = new Promise((resolve) => {
      this.#markOpened = resolve;
    });
  }

  /**
   * Brings the filters and the sinks' queues in, and announces the start. `filters` is undefined when they could not be
   * made: then every record is dropped, counted, since what they would have redacted must not leave. Called once, before
   * the first `accept`; flushes wait for it.
   */
  open(filters: readonly NamedFilter[] | undefined, queues: readonly SinkQueue[], start: JsonValue): void {
    this.#filters = filters;
    this.#queues = queues;
    for (const queue of queues) this.#parts.counters.sink(queue.name);
    this.#emit(ownEvent('start', start));
    this.#markOpened();
  }

  /** Is there room for a body of so many bytes? Counts the POST as refused when there is none. */
  hasRoom(bytes: number): boolean {
    const room = this.#parts.buffer.hasRoom(bytes);
    if (!room) this.#parts.counters.refused += 1;
    return room;
  }

  /** Takes events in: filtered, encoded, buffered when it returns. Never throws. */
  accept(intake: Intake): void {
    const { counters } = this.#parts;
    counters.received += intake.events.length + intake.invalid;
    counters.drop('invalid', intake.invalid, intake.invalidBytes);
    for (const event of intake.events) this.#acceptOne(event);
  }

  /** Bytes of the lines in memory. */
  get bufferedBytes(): number {
    return this.#parts.buffer.bytes;
  }

  /** The sinks' queues, for the overflow. */
  get queues(): readonly SinkQueue[] {
    return this.#queues;
  }

  /** The oldest line in memory is older than the flush interval. */
  get intervalPassed(): boolean {
    return this.#flushDue.passed;
  }

  /**
   * Ships what is buffered until all sinks are done or the deadline has passed. Two flushes never overlap: a second call
   * joins the first, then takes what came in between; one for `pressure` or a `tick` only helps the first along. Never
   * rejects.
   */
  async flush(reason: FlushReason, deadline: Deadline): Promise<void> {
    await deadline.limit(this.#opened);
    const urgent = reason === 'shutdown';
    const helps = reason === 'pressure' || reason === 'tick' || (urgent && this.#flush?.round.urgent);
    if (this.#flush !== undefined && helps) return this.#help(this.#flush);
    this.#tellDrops();
    // What the function logs from now on is for the next flush, or this one would last as long as the function.
    await this.#ship(deadline, urgent, reason === 'invoke' ? this.#parts.encoder.last : undefined);
  }

  /** Resolves when no flush is under way, or at the deadline. */
  async settled(deadline: Deadline): Promise<void> {
    if (this.#flush !== undefined) await deadline.limit(this.#flush.done);
  }

  /**
   * The end: flushes, writes `sluice.summary`, flushes that, counts and says what is left over, closes the sinks. A second
   * call does nothing. Never rejects.
   */
  async close(deadline: Deadline): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { counters, log } = this.#parts;
    // After two thirds of the time the summary goes out to the sinks that work, whatever the others do.
    await Deadline.in((deadline.remainingMs * 2) / 3).limit(this.flush('shutdown', deadline));
    this.#tellDrops();
    this.#emit(ownEvent('summary', summaryOf(counters, this.#filterCounts())));
    await (this.#flush === undefined ? this.#ship(deadline, true) : this.#help(this.#flush));
    for (const queue of this.#queues) {
      const left = queue.abandon('shutdown-deadline');
      if (left > 0) log.error(`Sink ${queue.name}: ${left} lines could not be delivered before the environment ended.`);
    }
    await deadline.limit(Promise.allSettled(this.#queues.map((queue) => queue.close())));
  }

  async #ship(deadline: Deadline, urgent: boolean, upTo = Number.POSITIVE_INFINITY): Promise<void> {
    while (this.#flush !== undefined && !deadline.passed) await this.#join(this.#flush, deadline, urgent);
    if (deadline.passed) return;
    this.#flushDue = Deadline.never;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, deadline.signal()]);
    const round: Round = { deadline, signal, stopped: stop.signal, urgent, upTo };
    const done = Promise.allSettled(this.#queues.map((queue) => queue.flush(round))).then(() => {
      this.#flush = undefined;
    });
    this.#flush = { round, stop, done };
    await done;
  }

  /**
   * Waits for a flush under way, at most until the deadline; at SHUTDOWN for half of the time, since one that hangs must
   * leave time for the last. Then it is stopped: nothing may be under way when the environment is frozen.
   */
  async #join({ done, stop }: Flush, deadline: Deadline, urgent: boolean): Promise<void> {
    const patience = urgent ? Deadline.in(deadline.remainingMs / 2) : deadline;
    if ((await patience.limit(done)) !== 'timeout') return;
    stop.abort();
    await done;
  }

  /** Sends of its own for what came in since, besides those that the flush under way already makes. */
  async #help({ round, done }: Flush): Promise<void> {
    round.upTo = Number.POSITIVE_INFINITY;
    await Promise.allSettled([done, ...this.#queues.map((queue) => queue.flush(round))]);
  }

  #tellDrops(): void {
    for (const notice of this.#notices.due(this.#parts.counters)) this.#emit(notice);
  }

  #acceptOne(event: WireEvent): void {
    const { counters, requestIds } = this.#parts;
    const record = requestIds.identify(event);
    if (event.type === 'platform.logsDropped') this.#countLambdaDrop(event.record);
    const unwanted = this.#unwanted(record);
    if (unwanted !== undefined) return counters.filter(unwanted);
    if (this.#filters === undefined) return counters.drop('no-filters', 1, 0);
    const outcome = runFilters(this.#filters, record);
    if ('kept' in outcome) this.#buffer(outcome.kept, false);
    else if ('leftOutBy' in outcome) counters.filter(outcome.leftOutBy);
    else counters.drop('filter-error', 1, 0);
  }

  /** Why a record is not wanted at all: a type that was not asked for, or our own log line that came back to us. */
  #unwanted({ type, record }: TelemetryRecord): string | undefined {
    // Lambda's word that it lost lines is shipped whatever the types: platform events are subscribed to in any case.
    if (type === 'platform.logsDropped') return undefined;
    const group = type.split('.', 1)[0] as TelemetryType;
    if (type === 'extension' && isOwnLine(record, this.#parts.ownMark)) return 'own-lines';
    const known = group === 'platform' || group === 'function' || group === 'extension';
    return known && !this.#parts.types.includes(group) ? 'types' : undefined;
  }

  #emit(record: TelemetryRecord): void {
    this.#parts.counters.own += 1;
    this.#buffer(record, true);
  }

  #buffer(record: TelemetryRecord, own: boolean): void {
    const line = new BufferedRecord(this.#parts.encoder.encode(record), own);
    if (this.#parts.buffer.bytes === 0) this.#flushDue = Deadline.in(this.#parts.flushIntervalMs);
    for (const queue of this.#queues) queue.add(line);
  }

  #countLambdaDrop(record: JsonValue): void {
    const { lambdaDropped } = this.#parts.counters;
    const { droppedRecords, droppedBytes } = (record ?? {}) as { droppedRecords?: unknown; droppedBytes?: unknown };
    if (typeof droppedRecords === 'number') lambdaDropped.records += droppedRecords;
    if (typeof droppedBytes === 'number') lambdaDropped.bytes += droppedBytes;
  }

  #filterCounts(): FilterCounts {
    const counts: Record<string, Readonly<Record<string, number>>> = {};
    for (const { name, filter } of this.#filters ?? []) {
      if (filter.counters !== undefined) counts[name] = filter.counters();
    }
    return counts;
  }
}

function isOwnLine(record: JsonValue, mark: string): boolean {
  if (typeof record === 'string') return record.startsWith(mark);
  const message = (record as { message?: unknown } | null)?.message;
  return typeof message === 'string' && message.startsWith(mark);
}
