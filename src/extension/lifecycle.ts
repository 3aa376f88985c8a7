import { Deadline } from '../contracts/deadline.ts';
import type { FlushReason, FlushSettings } from '../contracts/config.ts';
import type { Logger } from '../contracts/log.ts';
import { SluiceError } from '../errors.ts';
import type { ExtensionsApi, NextEvent } from './extensions-api.ts';
import { decideFlush, type FlushMoment } from './flush-policy.ts';
import type { Invocations } from './invocations.ts';

/** What the lifecycle needs of the pipeline. */
export interface Flushable {
  readonly bufferedBytes: number;
  /** The oldest line that waits is older than the flush interval. */
  readonly intervalPassed: boolean;
  /** Ships what is buffered, until the deadline. A second call joins the first, then takes what is left. Never rejects. */
  flush(reason: FlushReason, deadline: Deadline): Promise<void>;
  /** Resolves when no flush is under way, or at the deadline. */
  settled(deadline: Deadline): Promise<void>;
  /** Ships the rest and the summary, counts what could not be delivered, closes the sinks. Never rejects. */
  close(deadline: Deadline): Promise<void>;
}

export interface LifecycleParts {
  readonly api: ExtensionsApi;
  readonly invocations: Invocations;
  readonly pipeline: Flushable;
  /** Resolves once no telemetry came for a short while, or at the deadline: Lambda's last report is on its way. */
  quiet(deadline: Deadline): Promise<void>;
  readonly flush: FlushSettings;
  /** Telemetry is being delivered. Otherwise nothing is ever waited for. */
  readonly subscribed: boolean;
  readonly managedInstances: boolean;
  readonly log: Logger;
}

// Kept back of an invocation's deadline: asking for the next event late would turn a success into a timeout.
const invokeReserveMs = 100;
// The most that one flush may add to one invocation: a sink that hangs must not be billed for longer.
const invokeFlushMs = 2_000;
// For a flush that nobody waits for: on Managed Instances, and beside a function that still runs.
const unattendedFlushMs = 10_000;
// Kept back of the 2 s of SHUTDOWN for closing and for a busy processor; the process is killed at the deadline itself. Of
// what Lambda leaves when the runtime took its time, a quarter at most.
const shutdownReserveMs = 200;
// The most that may go into waiting for Lambda's last deliveries, which usually take less than 100 ms; at most a third.
const quietWithinMs = 500;

/**
 * The life of the extension after Init: asks for events, flushes as the policy decides, ends on SHUTDOWN. Composed once by
 * `main`. `run` resolves to the exit code.
 */
export class Lifecycle {
  readonly #parts: LifecycleParts;
  #invocationDeadline = Deadline.never;

  constructor(parts: LifecycleParts) {
    this.#parts = parts;
  }

  /**
   * Loops on `/next` until SHUTDOWN. `first` is the answer to the first call, which `main` makes as early as it can: that
   * call is what the function's Init waits for. Exit code 0 after SHUTDOWN, 1 when Lambda's API failed.
   */
  async run(first: Promise<NextEvent>): Promise<number> {
    const stopTimer = this.#parts.managedInstances ? this.#startTimer() : () => {};
    for (let pending = first; ; pending = this.#parts.api.next()) {
      const event = await pending;
      if (event.type === 'INVOKE') await this.#invoke(event.requestId, event.deadline);
      if (event.type === 'SHUTDOWN' || event.type === 'failed') {
        stopTimer();
        return event.type === 'SHUTDOWN' ? this.#shutdown(event.deadline) : this.#fail(event.detail);
      }
    }
  }

  /** Ends as at SHUTDOWN, within 1.5 s. For a signal that says so instead of an event. Resolves to the exit code. */
  async stop(): Promise<number> {
    await this.#parts.pipeline.close(Deadline.in(1_500));
    return 0;
  }

  /** Telemetry was refused for want of room: only a flush makes room, so one starts whatever the policy says. */
  refused(): void {
    void this.#parts.pipeline.flush('pressure', this.#pressureDeadline());
  }

  /** Telemetry was accepted: starts a flush, without waiting for it, when the policy says so. */
  accepted(): void {
    if (this.#decide('event') === 'now') {
      void this.#parts.pipeline.flush('pressure', this.#pressureDeadline());
    }
  }

  async #invoke(requestId: string, eventDeadline: Deadline): Promise<void> {
    const { invocations, pipeline, subscribed } = this.#parts;
    if (!subscribed) return;
    invocations.started(Date.now());
    const deadline = eventDeadline.minus(invokeReserveMs);
    this.#invocationDeadline = deadline;
    const decision = this.#decide('invoke');
    if (decision === 'when-done') {
      // If the end is never reported, there is still time for one flush.
      const flushMs = Math.min(invokeFlushMs, deadline.remainingMs / 4);
      await invocations.untilFinished(requestId, deadline.minus(flushMs));
    }
    const flushDeadline = deadline.earlier(Deadline.in(invokeFlushMs));
    if (decision === 'no') await pipeline.settled(flushDeadline);
    else await pipeline.flush(decision === 'now' ? 'invoke' : 'runtime-done', flushDeadline);
  }

  async #shutdown(eventDeadline: Deadline): Promise<number> {
    const { pipeline, quiet, subscribed } = this.#parts;
    const deadline = eventDeadline.minus(Math.min(shutdownReserveMs, eventDeadline.remainingMs / 4));
    if (subscribed) {
      // Side by side: what is buffered leaves while Lambda's last report arrives. `close` joins it.
      void pipeline.flush('shutdown', deadline);
      await quiet(Deadline.in(Math.min(quietWithinMs, deadline.remainingMs / 3)));
    }
    await pipeline.close(deadline);
    return 0;
  }

  async #fail(detail: string): Promise<number> {
    const error = new SluiceError('NEXT_FAILED', detail);
    this.#parts.log.error(error.message);
    await this.#parts.pipeline.close(Deadline.in(1_000));
    await this.#parts.api.exitError(error.code, error.message);
    return 1;
  }

  #startTimer(): () => void {
    const { flush, pipeline } = this.#parts;
    const timer = setInterval(() => {
      if (this.#decide('tick') === 'now') void pipeline.flush('tick', Deadline.in(unattendedFlushMs));
    }, flush.intervalMs);
    return () => clearInterval(timer);
  }

  /** A flush beside the running function has as long as the invocation; nobody waits for it. */
  #pressureDeadline(): Deadline {
    return this.#parts.managedInstances
      ? Deadline.in(unattendedFlushMs)
      : this.#invocationDeadline.earlier(Deadline.in(unattendedFlushMs));
  }

  #decide(moment: FlushMoment) {
    const { flush, invocations, pipeline } = this.#parts;
    return decideFlush(moment, flush, {
      bufferedBytes: pipeline.bufferedBytes,
      intervalPassed: pipeline.intervalPassed,
      meanGapMs: invocations.meanGapMs,
      endsAreReported: invocations.endsAreReported,
    });
  }
}
