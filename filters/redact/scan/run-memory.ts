import type { Scan } from './scan.ts';

/**
 * Remembers the run of characters that was walked last. A probe that starts again inside of it, as at each word of
 * `basic/basic/basic/…`, need not walk it again: that would cost the square of its length.
 */
export class RunMemory {
  #serial = 0;
  #from = 0;
  #to = 0;
  #refused = 0;

  /** Where the run at `start` ends. `walk` is asked only when `start` does not lie in the last one. */
  endOf(scan: Scan, start: number, walk: (scan: Scan, start: number) => number): number {
    if (!this.#holds(scan, start)) {
      this.#to = walk(scan, start);
      this.#from = start;
      this.#serial = scan.serial;
      this.#refused = 0;
    }
    return this.#to;
  }

  /** True when a start in the same run, in the same `phase` (0 to 31), was refused before. */
  wasRefused(scan: Scan, start: number, phase = 0): boolean {
    return this.#holds(scan, start) && ((this.#refused >>> phase) & 1) === 1;
  }

  /** To be called for a start in the last run that will be refused for whatever begins behind it as well. */
  refuse(phase = 0): void {
    this.#refused |= 1 << phase;
  }

  #holds(scan: Scan, start: number): boolean {
    return this.#serial === scan.serial && this.#from <= start && start < this.#to;
  }
}
