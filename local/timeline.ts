/** One thing that happened. `atMs` counts from the start of the local Lambda. */
export interface TimelineEntry {
  readonly atMs: number;
  readonly kind: string;
  readonly name?: string;
  readonly requestId?: string;
  readonly detail?: string;
  readonly durationMs?: number;
}

/** Everything that happened, in order. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  readonly #startMs = performance.now();
  readonly #notify: (entry: TimelineEntry) => void;

  constructor(notify: (entry: TimelineEntry) => void = () => {}) {
    this.#notify = notify;
  }

  add(kind: string, fields: Omit<TimelineEntry, 'atMs' | 'kind'> = {}): void {
    const entry = { atMs: performance.now() - this.#startMs, kind, ...fields };
    this.entries.push(entry);
    this.#notify(entry);
  }
}
