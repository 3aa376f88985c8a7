/** What the scan has to say of one candidate. Offsets count UTF-16 units of the scanned text; `end` is exclusive. */
export interface Candidate {
  readonly identifier: string;
  start: number;
  end: number;
  /** Why the candidate was refused, or undefined when it was found. */
  readonly refusal?: string;
}

// Arrays of numbers begin with this room, and are given back when a text has made them longer than the second.
const leastRoom = 64;
const mostRoom = 4096;

/**
 * What a scan found in one text, in the order found. Kept between texts, so that a clean line allocates nothing. Offsets
 * are moved by `shift` on the way in, for a text that is scanned behind its key, and cut at the start of the text proper.
 */
export class Findings {
  readonly identifiers: string[] = [];
  /** Of each identifier; behind those there is room for more. */
  starts = new Int32Array(leastRoom);
  ends = new Int32Array(leastRoom);
  /** Names of the identifiers whose check refused candidates: one for each row of them, which `rows` counts. */
  readonly refused: string[] = [];
  readonly rows: number[] = [];
  shift = 0;
  #trace: Candidate[] | undefined;
  // How many candidates of the trace have offsets in the text itself.
  #settled = 0;

  get count(): number {
    return this.identifiers.length;
  }

  /** Keeps every candidate with its reason from now on. Only `explain` does: it costs an object each. */
  trace(): Candidate[] {
    return (this.#trace ??= []);
  }

  add(identifier: string, start: number, end: number): void {
    if (end <= this.shift) return;
    const from = Math.max(start - this.shift, 0);
    const at = this.identifiers.push(identifier) - 1;
    if (at === this.starts.length) this.#makeRoom(at * 2);
    this.starts[at] = from;
    this.ends[at] = end - this.shift;
    this.#trace?.push({ identifier, start: from, end: end - this.shift });
  }

  /** A candidate that has the shape and fails the check. `reason` is fixed text: it never quotes the candidate. */
  refuse(identifier: string, start: number, end: number, reason: string): void {
    if (end <= this.shift) return;
    const last = this.refused.length - 1;
    if (last >= 0 && this.refused[last] === identifier) this.rows[last] = (this.rows[last] as number) + 1;
    else {
      this.refused.push(identifier);
      this.rows.push(1);
    }
    this.#trace?.push({ identifier, start: Math.max(start - this.shift, 0), end: end - this.shift, refusal: reason });
  }

  /** What is found from now on has offsets in another view, until `move` replaces them. */
  mark(): number {
    this.#settled = this.#trace?.length ?? 0;
    return this.count;
  }

  /** Replaces the offsets of the findings from index `from` on by those they have in `offsets`. */
  move(from: number, offsets: ArrayLike<number>): void {
    for (const candidate of this.#trace?.slice(this.#settled) ?? []) {
      candidate.start = offsets[candidate.start] as number;
      candidate.end = offsets[candidate.end] as number;
    }
    for (let at = from; at < this.count; at++) {
      this.starts[at] = offsets[this.starts[at] as number] as number;
      this.ends[at] = offsets[this.ends[at] as number] as number;
    }
  }

  clear(): void {
    // To set the length to 0 would throw the room for the next ones away, at 50 ns each.
    while (this.identifiers.pop() !== undefined);
    if (this.starts.length > mostRoom) this.#makeRoom(leastRoom);
    while (this.refused.pop() !== undefined) this.rows.pop();
  }

  #makeRoom(room: number): void {
    const { starts, ends } = this;
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    if (room < starts.length) return;
    this.starts.set(starts);
    this.ends.set(ends);
  }
}
