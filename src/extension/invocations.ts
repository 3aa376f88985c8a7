import type { Deadline } from '../contracts/deadline.ts';
import type { WireEvent } from '../contracts/record.ts';

// Ids remembered so that a runtimeDone which came before its INVOKE event is not waited for. Lambda runs one invocation at
// a time, so a handful would do.
const remembered = 32;

// Gaps that the adaptive policy looks at: enough to smooth, few enough to follow a change within minutes.
const gapsKept = 20;

// After this many invocations whose end was never reported although the environment lived on, waiting has no point.
const missesTolerated = 2;

/**
 * What is known of the invocations from two sides that do not wait for each other: the INVOKE events of `/next`, and the
 * `platform.runtimeDone` events that telemetry brings, sooner or later, or not at all.
 */
export class Invocations {
  readonly #done = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #gapsMs: number[] = [];
  #lastInvokeAt: number | undefined;
  #misses = 0;

  /** Mean time in ms between the starts of the last invocations; `undefined` until there were two. */
  get meanGapMs(): number | undefined {
    if (this.#gapsMs.length === 0) return undefined;
    return this.#gapsMs.reduce((sum, gap) => sum + gap, 0) / this.#gapsMs.length;
  }

  /** False once the end of several invocations in a row was not reported: then nobody should wait for the next one. */
  get endsAreReported(): boolean {
    return this.#misses < missesTolerated;
  }

  /** An INVOKE event came. `now` is wall-clock time in ms, since frozen time counts. */
  started(now: number): void {
    if (this.#lastInvokeAt !== undefined) this.#gapsMs.push(Math.max(0, now - this.#lastInvokeAt));
    if (this.#gapsMs.length > gapsKept) this.#gapsMs.shift();
    this.#lastInvokeAt = now;
  }

  /** Looks through telemetry for ends. platform.end is how the oldest schema of the Logs API says it. */
  observe(events: readonly WireEvent[]): void {
    for (const { type, record } of events) {
      if (type !== 'platform.runtimeDone' && type !== 'platform.end') continue;
      this.finished(String((record as { requestId?: unknown } | null)?.requestId));
    }
  }

  /** The runtime is done with this request. */
  finished(requestId: string): void {
    this.#misses = 0;
    this.#done.add(requestId);
    if (this.#done.size > remembered) this.#done.delete(this.#done.values().next().value as string);
    this.#waiting.get(requestId)?.();
    this.#waiting.delete(requestId);
  }

  /** Waits until telemetry said that the runtime is done with the request, or until the deadline. */
  async untilFinished(requestId: string, deadline: Deadline): Promise<'done' | 'timeout'> {
    if (this.#done.has(requestId)) return 'done';
    const seen = new Promise<'done'>((resolve) => this.#waiting.set(requestId, () => resolve('done')));
    const outcome = await deadline.limit(seen);
    this.#waiting.delete(requestId);
    if (outcome === 'timeout') this.#misses += 1;
    return outcome;
  }
}
