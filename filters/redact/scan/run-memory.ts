import type { Scan } from './scan.ts';

interface Run {
  serial: number;
  from: number;
  to: number;
  refused: number;
}

/**
 * Remembers the run of characters that was walked last. A probe that starts again inside of it, as at each word of
 * `basic/basic/basic/…`, need not walk it again: that would cost the square of its length. One for each level: what base64
 * decodes to is scanned in the middle of a text.
 */
export class RunMemory {
  readonly #runs: readonly [Run, Run] = [unknownRun(), unknownRun()];

  /** Where the run at `start` ends. `walk` is asked only when `start` does not lie in the last one. */
  endOf(scan: Scan, start: number, walk: (scan: Scan, start: number) => number): number {
    const run = this.#runs[scan.level];
    if (!holds(run, scan, start)) {
      run.to = walk(scan, start);
      run.from = start;
      run.serial = scan.serial;
      run.refused = 0;
    }
    return run.to;
  }

  /** True when a start in the same run, in the same `phase` (0 to 31), was refused before. */
  wasRefused(scan: Scan, start: number, phase = 0): boolean {
    const run = this.#runs[scan.level];
    return holds(run, scan, start) && ((run.refused >>> phase) & 1) === 1;
  }

  /** To be called for a start in the last run that will be refused for whatever begins behind it as well. */
  refuse(scan: Scan, phase = 0): void {
    this.#runs[scan.level].refused |= 1 << phase;
  }
}

function unknownRun(): Run {
  return { serial: 0, from: 0, to: 0, refused: 0 };
}

function holds(run: Run, scan: Scan, start: number): boolean {
  return run.serial === scan.serial && run.from <= start && start < run.to;
}
