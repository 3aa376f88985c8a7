import PQueue from 'p-queue';
import { Deadline } from '../contracts/deadline.ts';
import type { Logger } from '../contracts/log.ts';
import type { EncodedRecord } from '../contracts/record.ts';
import { type Delivery, retryAll, type Sink } from '../contracts/sink.ts';
import { type BatchOf, batchLength, makeBatch } from './batcher.ts';
import type { DropReason, SinkCounters } from './counters.ts';
import { BufferedRecord, type RecordBuffer } from './record-buffer.ts';
import { Circuit, retryDelayMs } from './retry.ts';
import { splitRecord } from './split.ts';

type BufferedBatch = BatchOf<BufferedRecord>;

export interface SinkQueueParts {
  readonly name: string;
  readonly sink: Sink;
  readonly buffer: RecordBuffer;
  readonly counters: SinkCounters;
  readonly environmentId: string;
  readonly log: Logger;
}

/** The terms of one flush. */
export interface Round {
  readonly deadline: Deadline;
  /** Aborts at the deadline, or when the flush is stopped before. */
  readonly signal: AbortSignal;
  /** Aborts when the flush is stopped: what fails then says nothing about the sink. */
  readonly stopped: AbortSignal;
  /** SHUTDOWN: even a sink that is being spared is tried. */
  readonly urgent: boolean;
  /** Nothing newer than this sequence number is taken: a flush beside a function that logs steadily must come to an end. */
  upTo: number;
}

// Enough to hide one round trip behind another, few enough for a share of one vCPU and its memory.
const concurrentSends = 4;

// An attempt that our own deadline ended after less than this says nothing about the sink.
const fairChanceMs = 1_000;

// A sink must settle within 50 ms of its signal; one that does not is not waited for any longer.
const settleMs = 100;

/** The lines that wait for one sink, and the attempts to place them. Each sink has its own: none waits for another. */
export class SinkQueue {
  readonly name: string;
  readonly #parts: SinkQueueParts;
  readonly #sends = new PQueue({ concurrency: concurrentSends });
  readonly #circuit = new Circuit();
  /** Batches that failed whole and go out again as they are, before anything newer. */
  #returned: BufferedBatch[] = [];
  #waiting: BufferedRecord[] = [];
  /** Records in batches that are under way. */
  #sending = 0;
  /** How long the last batch took to be taken, in ms: with less time left, none is begun. */
  #lastSendMs = 0;
  /** The round in which an attempt was last cut by the deadline: however many lanes, one failure. */
  #cutIn: Round | undefined;
  /** The last batch was refused for good: said once per change, not per batch. */
  #refusing = false;

  constructor(parts: SinkQueueParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  /** Lines not yet delivered or dropped. */
  get pending(): number {
    return this.#waiting.length + this.#sending + this.#returned.reduce((sum, batch) => sum + batch.records.length, 0);
  }

  /** The sink has failed several times in a row and not worked since. */
  get failing(): boolean {
    return this.#circuit.failing;
  }

  /** Takes a line in, in parts when the sink could never take it whole. */
  add(record: BufferedRecord): void {
    const pieces = splitRecord(record, this.#parts.sink.limits.recordBytes);
    const records = pieces.length === 1 ? [record] : pieces.map((piece) => new BufferedRecord(piece, record.own));
    this.#parts.counters.parts += records.length - 1;
    for (const each of records) {
      this.#parts.buffer.hold(each);
      this.#waiting.push(each);
    }
  }

  /**
   * Places what waits, until it is empty, the sink fails, or the round is over. Called again with the same round while it
   * works, it helps with what came in meanwhile. Never rejects.
   */
  async flush(round: Round): Promise<void> {
    if (!this.#mayTry(round)) return;
    while (this.#sends.pending + this.#sends.size < concurrentSends) void this.#sends.add(() => this.#drain(round));
    await this.#sends.onIdle();
  }

  /** Drops the oldest lines until `bytes` are free, as far as they are not under way. Returns the bytes freed. */
  dropOldest(bytes: number, reason: DropReason): number {
    let freed = 0;
    while (freed < bytes) {
      const records = this.#returned.shift()?.records ?? this.#waiting.splice(0, 64);
      if (records.length === 0) break;
      freed += this.#drop(records, reason);
    }
    return freed;
  }

  /** Drops everything that is left, for good. Returns how many lines that were. */
  abandon(reason: DropReason): number {
    const before = this.pending;
    this.dropOldest(Number.POSITIVE_INFINITY, reason);
    return before - this.pending;
  }

  async close(): Promise<void> {
    await this.#parts.sink.close?.();
  }

  #take({ upTo }: Round): BufferedBatch | undefined {
    const returned = this.#returned.shift();
    if (returned !== undefined) return returned;
    let length = batchLength(this.#waiting, 0, this.#parts.sink.limits);
    while (length > 0 && (this.#waiting[length - 1] as BufferedRecord).sequence > upTo) length -= 1;
    return length === 0 ? undefined : makeBatch(this.#parts.environmentId, this.#waiting.splice(0, length));
  }

  /** Places one batch after the other until nothing waits, or one comes back. */
  async #drain(round: Round): Promise<void> {
    for (let batch = this.#take(round); batch !== undefined; batch = this.#take(round)) {
      this.#sending += batch.records.length;
      const left = await this.#place(batch, round);
      this.#sending -= batch.records.length;
      if (left === undefined) continue;
      this.#returned.push(left);
      return;
    }
  }

  #mayTry({ deadline, signal, urgent }: Round): boolean {
    if (signal.aborted) return false;
    return urgent || (deadline.remainingMs > this.#lastSendMs && this.#circuit.allows(Date.now()));
  }

  /** Tries one batch until it is settled. What could not be placed in time comes back, whole batches as they were. */
  async #place(batch: BufferedBatch, round: Round): Promise<BufferedBatch | undefined> {
    let current = batch;
    for (let attempt = 1; this.#mayTry(round); attempt += 1) {
      const begun = performance.now();
      const delivery = await this.#attempt(current, round, attempt);
      const left = this.#settle(current, delivery, round, performance.now() - begun);
      if (left === undefined) return undefined;
      current = left;
      const delayMs = retryDelayMs(attempt, delivery.retryAfterMs, Math.random());
      if (delayMs >= round.deadline.remainingMs) break;
      await Deadline.in(delayMs).elapse(round.signal);
    }
    return current;
  }

  async #attempt(batch: BufferedBatch, { deadline, signal }: Round, attempt: number): Promise<Delivery> {
    const stopped = new AbortController();
    // The promise of a sink that ignores its signal is left behind; whatever it does later, the batch goes out again.
    const late = new Promise<Delivery>((resolve) => {
      const giveUp = () => setTimeout(() => resolve(retryAll(batch, 'no answer in time')), settleMs);
      signal.addEventListener('abort', giveUp, { once: true, signal: stopped.signal });
    });
    try {
      return await Promise.race([this.#parts.sink.send(batch, { signal, deadline, attempt }), late]);
    } catch {
      // A bug in the sink; its text may hold anything, so it is not repeated.
      return retryAll(batch, 'the sink threw instead of answering');
    } finally {
      stopped.abort();
    }
  }

  /** Books a delivery; the batch that is to be tried again, or nothing. */
  #settle(batch: BufferedBatch, delivery: Delivery, round: Round, tookMs: number): BufferedBatch | undefined {
    const { counters, environmentId, log } = this.#parts;
    const retry = own(batch, delivery.retry);
    const rejected = own(batch, delivery.rejected);
    if (rejected.length > 0) {
      this.#drop(rejected, 'rejected');
      if (!this.#refusing)
        log.error(`Sink ${this.name} refuses lines for good: ${delivery.cause ?? 'no reason given'}.`);
    }
    this.#refusing = rejected.length > 0;
    const taken = batch.records.length - retry.length - rejected.length;
    if (taken > 0) {
      const out = new Set<BufferedRecord>([...retry, ...rejected]);
      for (const record of batch.records) {
        if (out.has(record)) continue;
        counters.delivered += 1;
        counters.deliveredBytes += record.bytes;
        this.#parts.buffer.release(record);
      }
    }
    if (taken > 0 || retry.length === 0) {
      this.#lastSendMs = tookMs;
      if (this.#circuit.succeeded()) log.warn(`Sink ${this.name} works again.`);
    } else if (this.#isTelling(round, tookMs) && this.#circuit.failed(Date.now(), delivery.retryAfterMs)) {
      log.warn(`Sink ${this.name} fails: ${delivery.cause ?? 'no reason given'}. It is tried again from time to time.`);
    }
    if (retry.length === 0) return undefined;
    counters.retried += retry.length;
    return retry.length === batch.records.length ? batch : makeBatch(environmentId, retry);
  }

  /** Does a failed attempt say anything about the sink? Not if we hung up on it too soon. */
  #isTelling(round: Round, tookMs: number): boolean {
    if (!round.signal.aborted) return true;
    if (round.stopped.aborted || tookMs < fairChanceMs || this.#cutIn === round) return false;
    this.#cutIn = round;
    return true;
  }

  #drop(records: readonly BufferedRecord[], reason: DropReason): number {
    let bytes = 0;
    for (const record of records) {
      bytes += record.bytes;
      this.#parts.buffer.release(record);
      this.#parts.counters.drop(reason, record.bytes, record.own);
    }
    return bytes;
  }
}

/** Those of a delivery's records that the batch really held. */
function own(batch: BufferedBatch, named: readonly EncodedRecord[]): readonly BufferedRecord[] {
  if (named.length === 0) return [];
  const wanted = new Set(named);
  return batch.records.filter((record) => wanted.has(record));
}
