// 100 ms is about one round trip to S3 in the same region; 5 s is as long as any invocation should wait for an attempt.
const firstDelayMs = 100;
const longestDelayMs = 5_000;

/**
 * Pause in ms before attempt `attempt + 1`: "full jitter", a random share of a bound that doubles from 100 ms to 5 s, so
 * that a thousand environments do not come back in step. A pause that the destination asked for is the least. Pure, given
 * `random` in [0, 1).
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | undefined, random: number): number {
  const bound = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return Math.max(retryAfterMs ?? 0, Math.round(random * bound));
}

// Three whole failures in a row are an outage, not an accident.
const failuresToOpen = 3;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Whether a sink is worth trying. Closed while it works. After three whole failures in a row it opens: no attempts for a
 * pause that doubles from 1 s to 30 s, so that an outage costs each invocation one short probe at most. A pause that the
 * destination asks for is kept from the first failure on. One success closes it again. Time is given in wall-clock ms,
 * since frozen time counts.
 */
export class Circuit {
  #failures = 0;
  #openUntil = 0;

  /** May an attempt be made at `now`? */
  allows(now: number): boolean {
    return now >= this.#openUntil;
  }

  /** Has it opened and not seen a success since? */
  get failing(): boolean {
    return this.#failures >= failuresToOpen;
  }

  /** A destination took something: it works. True when it had failed before. */
  succeeded(): boolean {
    const recovered = this.failing;
    this.#failures = 0;
    this.#openUntil = 0;
    return recovered;
  }

  /** A whole batch failed. True when this is the failure that makes an outage of it. */
  failed(now: number, retryAfterMs = 0): boolean {
    this.#failures += 1;
    const pauses = this.#failures - failuresToOpen;
    const pauseMs = pauses < 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** pauses);
    // Timers may fire a little early; whoever waited for as long as was asked may try.
    this.#openUntil = Math.max(this.#openUntil, now + Math.max(pauseMs, retryAfterMs - 10));
    return pauses === 0;
  }
}
