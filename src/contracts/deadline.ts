/**
 * An instant by which a wait must end. The only place in the program that reads epoch milliseconds: everything else asks
 * how much time remains. The wall clock is used on purpose: Lambda states its deadlines in it, and a monotonic clock may
 * stand still while the environment is frozen.
 */
export class Deadline {
  /** Never passes. For waits that something else ends, such as the next invocation. */
  static readonly never = new Deadline(Number.POSITIVE_INFINITY);

  readonly #epochMs: number;

  private constructor(epochMs: number) {
    this.#epochMs = epochMs;
  }

  /** The instant that Lambda names as `deadlineMs` (epoch milliseconds). A missing or unreadable one never passes. */
  static at(epochMs: number): Deadline {
    return Number.isFinite(epochMs) ? new Deadline(epochMs) : Deadline.never;
  }

  /** `ms` milliseconds from now. */
  static in(ms: number): Deadline {
    return new Deadline(Date.now() + ms);
  }

  /** Milliseconds left, never negative. `Infinity` for `never`. */
  get remainingMs(): number {
    return Math.max(0, this.#epochMs - Date.now());
  }

  get passed(): boolean {
    return this.remainingMs === 0;
  }

  /** The same instant, `ms` earlier: keeps a reserve for what must happen afterwards. */
  minus(ms: number): Deadline {
    return new Deadline(this.#epochMs - ms);
  }

  /** Whichever of the two comes first. */
  earlier(other: Deadline): Deadline {
    return this.#epochMs <= other.#epochMs ? this : other;
  }

  /** A signal that aborts when the deadline passes. Its timer does not keep the process alive. */
  signal(): AbortSignal {
    if (this.#epochMs === Number.POSITIVE_INFINITY) return new AbortController().signal;
    // setTimeout overflows to "at once" above 2^31-1 ms; no Lambda deadline is more than 15 minutes away.
    return AbortSignal.timeout(Math.min(Math.ceil(this.remainingMs), 0x7fffffff));
  }

  /** Resolves when the deadline passes or `signal` aborts, whichever is first: a pause that can be cut short. */
  async elapse(signal: AbortSignal): Promise<void> {
    const stopped = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true, signal: stopped.signal });
    });
    await this.limit(aborted);
    stopped.abort();
  }

  /**
   * Waits for `work` until the deadline, and no longer. Answers `timeout` when it passed first; `work` itself goes on and
   * must be stopped by its own signal. Rejects only when `work` rejects in time.
   */
  async limit<T>(work: Promise<T>): Promise<T | 'timeout'> {
    if (this.#epochMs === Number.POSITIVE_INFINITY) return work;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(() => resolve('timeout'), Math.min(Math.ceil(this.remainingMs), 0x7fffffff));
    });
    try {
      return await Promise.race([work, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}
