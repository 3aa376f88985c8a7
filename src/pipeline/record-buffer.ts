import type { EncodedRecord } from '../contracts/record.ts';

/**
 * A line in memory, shared by the queues of all sinks that still want it. `holders` counts them; only the buffer and the
 * queues change it. Sinks see it as an `EncodedRecord`.
 */
export class BufferedRecord implements EncodedRecord {
  readonly line: string;
  readonly bytes: number;
  readonly sequence: number;
  readonly part?: number;
  /** One of our own events: its loss is counted, but does not make another event about it. */
  readonly own: boolean;
  holders = 0;

  constructor(record: EncodedRecord, own: boolean) {
    this.line = record.line;
    this.bytes = record.bytes;
    this.sequence = record.sequence;
    if (record.part !== undefined) this.part = record.part;
    this.own = own;
  }
}

/** What to do when memory is full, before Lambda is asked to keep the batch. */
export interface Overflow {
  /** Frees `bytes` of the buffer, or as much of that as it may. */
  makeRoom(bytes: number): void;
}

// Beside its text a line costs an object and its places in the queues.
const overheadBytes = 64;

/** Counts what the lines in memory weigh, over all sinks together, each line once. Bounded in bytes. */
export class RecordBuffer {
  readonly #maxBytes: number;
  readonly #overflow: Overflow;
  #bytes = 0;

  constructor(maxBytes: number, overflow: Overflow) {
    this.#maxBytes = maxBytes;
    this.#overflow = overflow;
  }

  /** Bytes held, with a small allowance for each line. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Is there room for so many bytes, or can room be made? An empty buffer always has room: a body larger than the whole
   * bound must get through somehow, or Lambda would deliver it for ever.
   */
  hasRoom(bytes: number): boolean {
    const missing = () => (this.#bytes === 0 ? 0 : this.#bytes + bytes - this.#maxBytes);
    if (missing() > 0) this.#overflow.makeRoom(missing());
    return missing() <= 0;
  }

  /** A queue starts to hold the line. */
  hold(record: BufferedRecord): void {
    if (record.holders === 0) this.#bytes += record.bytes + overheadBytes;
    record.holders += 1;
  }

  /** A queue is done with the line: delivered or dropped. */
  release(record: BufferedRecord): void {
    record.holders -= 1;
    if (record.holders === 0) this.#bytes -= record.bytes + overheadBytes;
  }
}
