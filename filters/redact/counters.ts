/** What became of the candidates of one identifier. */
export interface IdentifierCounts {
  matches: number;
  refused: number;
  allowed: number;
}

export type RecordCount = 'records.changed' | 'records.masked' | 'records.dropped' | 'errors';

/** Counts since the start. Names come from the program or its configuration, never from a record. */
export class Counters {
  readonly #identifiers = new Map<string, IdentifierCounts>();
  readonly #records: Record<RecordCount, number> = {
    'records.changed': 0,
    'records.masked': 0,
    'records.dropped': 0,
    errors: 0,
  };
  #isSecondLook = false;
  #last = '';
  #lastCounts: IdentifierCounts | undefined;

  /** Counts a candidate, or a number of them. What `stays` in the text is met again by a second look, and counted by the first one only. */
  add(identifier: string, what: keyof IdentifierCounts, stays: boolean, count = 1): void {
    if (stays && this.#isSecondLook) return;
    // A text that has many of them has many of one kind.
    if (identifier !== this.#last || this.#lastCounts === undefined) {
      this.#last = identifier;
      this.#lastCounts = this.#countsOf(identifier);
    }
    this.#lastCounts[what] += count;
  }

  #countsOf(identifier: string): IdentifierCounts {
    let counts = this.#identifiers.get(identifier);
    if (counts === undefined) this.#identifiers.set(identifier, (counts = { matches: 0, refused: 0, allowed: 0 }));
    return counts;
  }

  /** Runs `look`, which reads what is left of a text after its findings were replaced. */
  secondLook<T>(look: () => T): T {
    const before = this.#isSecondLook;
    this.#isSecondLook = true;
    try {
      return look();
    } finally {
      this.#isSecondLook = before;
    }
  }

  count(name: RecordCount): void {
    this.#records[name]++;
  }

  /** Flat: `EmailAddress.matches` and so on, without zeros. */
  all(): Readonly<Record<string, number>> {
    const all: Record<string, number> = {};
    for (const [identifier, counts] of this.#identifiers) {
      for (const [what, count] of Object.entries(counts)) if (count > 0) all[`${identifier}.${what}`] = count as number;
    }
    return { ...all, ...Object.fromEntries(Object.entries(this.#records).filter(([, count]) => count > 0)) };
  }
}
