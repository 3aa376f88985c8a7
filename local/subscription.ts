import { setTimeout as delay } from 'node:timers/promises';
import { takeBatch } from './batch.ts';
import type { BatchShape, QueuedEvent, TakenBatch } from './batch.ts';
import { Destination } from './destination.ts';
import { category, project, serialize } from './events.ts';
import type { PlatformEvent } from './events.ts';
import type { SubscriptionRequest } from './subscription-request.ts';
import type { Timeline } from './timeline.ts';

/** First pause after a refused attempt; it doubles up to `longestRetryMs` (as an emulator compared with Lambda does). */
const firstRetryMs = 25;
const longestRetryMs = 1000;
/** One attempt may take this long, counted only while the environment is not frozen. */
const attemptMs = 5000;
/** A freeze waits this long for an attempt that is under way; Lambda itself does not promise to wait at all. */
const freezePatienceMs = 1000;
/** In merged batches, how long lines wait for their `platform.runtimeDone`. */
const mergedWaitMs = 2000;
/** Bound of the events waiting in memory; what comes on top is dropped and reported as `platform.logsDropped`. */
const queueBytes = 64 * 1024 * 1024;

export interface DeliverySettings {
  readonly batching: 'split' | 'merged';
  /** Give up after this many attempts; absent: never. */
  readonly attempts?: number;
  readonly cutRecordsAboveBytes?: number;
  readonly dropPath?: boolean;
  readonly queueBytes?: number;
  readonly timeline: Timeline;
  /** Records were given up for good. Called when the next batch goes through, or at once when they were refused. */
  readonly onDropped: (reason: string, records: number, bytes: number) => void;
}

/** One subscriber: what it asked for, what waits for it, and the one delivery under way. */
export class Subscription {
  readonly name: string;
  readonly request: SubscriptionRequest;
  readonly #settings: DeliverySettings;
  readonly #shape: BatchShape;
  readonly #destination: Destination;
  readonly #closing = new AbortController();
  #queue: QueuedEvent[] = [];
  #bytes = 0;
  /** How many events at the head of the queue are due. */
  #due = 0;
  #timer: NodeJS.Timeout | undefined;
  #held = false;
  #delivering = false;
  #overflow = { records: 0, bytes: 0 };
  #paused = false;
  #onResume: (() => void)[] = [];
  #attempt: { readonly abort: AbortController; readonly ended: Promise<unknown>; timer?: NodeJS.Timeout } | undefined;

  constructor(name: string, request: SubscriptionRequest, settings: DeliverySettings) {
    this.name = name;
    this.request = request;
    this.#settings = settings;
    const { maxItems, maxBytes } = request.buffering;
    const cutAboveBytes = Math.min(maxBytes, settings.cutRecordsAboveBytes ?? maxBytes);
    this.#shape = { maxItems, maxBytes, cutAboveBytes, batching: settings.batching };
    const { destination } = request;
    this.#destination = new Destination(
      destination.protocol === 'HTTP' && settings.dropPath ? { ...destination, path: '/' } : destination,
    );
  }

  /** Takes an event in its newest shape; queues what this subscriber is to see of it. */
  accept(event: PlatformEvent): void {
    if (!this.request.types.includes(category(event.type))) return;
    for (const seen of project(event, this.request.schemaVersion)) this.#enqueue(seen);
  }

  /** No attempt begins until `resume`. Resolves when the one under way is answered, or at the latest after a second. */
  async pause(): Promise<void> {
    this.#paused = true;
    if (this.#attempt) {
      const patience = AbortSignal.timeout(freezePatienceMs);
      await Promise.race([this.#attempt.ended, new Promise((resolve) => patience.addEventListener('abort', resolve))]);
    }
    clearTimeout(this.#attempt?.timer);
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#armAttempt();
    this.#wakeUp();
  }

  /** An invocation begins. Merged batches now wait for its end; what is queued from before goes along with it. */
  hold(): void {
    if (this.#settings.batching !== 'merged') return;
    this.#held = true;
    this.#due = 0;
    this.#arm();
  }

  /** The invocation's last event is queued: from here on the usual time of the subscription counts. */
  release(): void {
    this.#held = false;
    this.#arm();
  }

  /** Everything queued is due now, as before a shutdown. */
  flush(): void {
    this.#held = false;
    this.#due = this.#queue.length;
    void this.#deliver();
  }

  /** Ends the subscription; answers how many events were not delivered. */
  close(): number {
    clearTimeout(this.#timer);
    this.#closing.abort();
    this.#attempt?.abort.abort();
    clearTimeout(this.#attempt?.timer);
    this.#destination.close();
    this.#wakeUp();
    return this.#queue.length;
  }

  #enqueue(event: PlatformEvent): void {
    const json = Buffer.from(serialize(event));
    if (this.#bytes + json.length > (this.#settings.queueBytes ?? queueBytes)) {
      this.#overflow.records++;
      this.#overflow.bytes += json.length;
      return;
    }
    this.#queue.push({ type: event.type, json });
    this.#bytes += json.length;
    if (this.#queue.length >= this.#shape.maxItems || this.#bytes >= this.#shape.maxBytes) {
      this.#due = this.#queue.length;
      void this.#deliver();
    } else if (this.#timer === undefined) {
      this.#arm();
    }
  }

  // A merged report waits for the next invocation.
  #isUrgent({ type }: QueuedEvent): boolean {
    return this.#settings.batching === 'split' || type !== 'platform.report';
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#closing.signal.aborted || !this.#queue.some((event) => this.#isUrgent(event))) return;
    const { timeoutMs } = this.request.buffering;
    const waitMs = this.#held ? Math.max(timeoutMs, mergedWaitMs) : timeoutMs;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#due = this.#queue.length;
      void this.#deliver();
    }, waitMs);
  }

  async #deliver(): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    while (!this.#closing.signal.aborted) {
      await this.#resumed();
      if (this.#due === 0 || this.#queue.length === 0 || this.#closing.signal.aborted) break;
      const batch = takeBatch(this.#queue, this.#shape);
      const before = this.#queue.length;
      if (!(await this.#send(batch))) break;
      // Events may have been queued behind the batch while it was under way.
      this.#queue = [...batch.rest, ...this.#queue.slice(before)];
      this.#bytes = this.#queue.reduce((sum, { json }) => sum + json.length, 0);
      this.#due = Math.max(0, this.#due - (before - batch.rest.length));
      this.#reportOverflow();
    }
    this.#delivering = false;
    if (this.#timer === undefined) this.#arm();
  }

  /** Delivers one batch, however often it takes: the same bytes each time. False when the subscription was closed. */
  async #send(batch: TakenBatch): Promise<boolean> {
    const limit = this.#settings.attempts ?? Number.POSITIVE_INFINITY;
    let pauseMs = firstRetryMs;
    for (let attempt = 1; ; attempt++) {
      await this.#resumed();
      if (this.#closing.signal.aborted) return false;
      const startedMs = performance.now();
      const { accepted, status } = await this.#tryOnce(batch.body);
      if (this.#closing.signal.aborted) return false;
      const detail = `${batch.records} records, ${batch.body.length} bytes, ${status}`;
      const durationMs = performance.now() - startedMs;
      this.#settings.timeline.add(accepted ? 'deliver' : 'refused', { name: this.name, detail, durationMs });
      if (accepted) return true;
      if (attempt >= limit) {
        this.#giveUp(batch, status);
        return true;
      }
      await delay(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, longestRetryMs);
    }
  }

  // A report of drops that is dropped itself must not lead to another: it would never end with a dead listener.
  #giveUp(batch: TakenBatch, status: string): void {
    const lost = this.#queue.slice(0, batch.records).filter(({ type }) => type !== 'platform.logsDropped').length;
    if (lost > 0) this.#settings.onDropped(`could not send events: ${status}`, lost, batch.body.length);
  }

  async #tryOnce(body: Buffer) {
    const abort = new AbortController();
    const ended = this.#destination.attempt(body, abort.signal);
    this.#attempt = { abort, ended };
    this.#armAttempt();
    const answer = await ended;
    clearTimeout(this.#attempt.timer);
    this.#attempt = undefined;
    return answer;
  }

  #armAttempt(): void {
    const attempt = this.#attempt;
    if (attempt) attempt.timer = setTimeout(() => attempt.abort.abort(), attemptMs);
  }

  async #resumed(): Promise<void> {
    if (this.#paused && !this.#closing.signal.aborted)
      await new Promise<void>((resolve) => this.#onResume.push(resolve));
  }

  #wakeUp(): void {
    for (const wake of this.#onResume.splice(0)) wake();
  }

  #reportOverflow(): void {
    const { records, bytes } = this.#overflow;
    if (records === 0) return;
    this.#overflow = { records: 0, bytes: 0 };
    const reason = 'Some logs were dropped because the downstream consumer is slower than the logs production rate';
    this.#settings.onDropped(reason, records, bytes);
  }
}
