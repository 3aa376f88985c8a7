import type { RedactRule } from '../config.ts';
import type { Findings } from '../scan/findings.ts';
import { isWithin, keywords } from '../scan/keyword.ts';
import type { Keywords } from '../scan/keyword.ts';
import { Allowance } from './allowance.ts';
import { mostSteps, stepsOfPattern } from './steps.ts';

// Of long texts so much is looked at before the clock is read: at 400 steps for each character, 4 ms.
const windowLength = 2048;
// The clock takes as long as 20 steps. What can take fewer than these, 0.2 ms, is timed together.
const mostUntimed = 50_000;
const defaultDistance = 30;

interface UserPattern {
  readonly id: string;
  readonly pattern: RegExp;
  readonly steps: number;
  readonly words: Keywords | undefined;
  readonly distance: number;
}

/** The patterns of the user's rules, as `patterns/check.ts` accepts them. `now`: milliseconds of a clock that never goes back. */
export class UserPatterns {
  readonly #patterns: readonly UserPattern[];
  readonly #now: () => number;
  readonly #allowance = new Allowance();
  #since = 0;
  #untimed = 0;

  constructor(rules: readonly RedactRule[], now = () => performance.now()) {
    this.#now = now;
    this.#patterns = rules.flatMap(({ id, pattern, keywords: words, within }) => {
      if (pattern === undefined) return [];
      const known =
        words === undefined || words.length === 0 ? undefined : keywords(...words.map((word) => word.toLowerCase()));
      return [
        {
          id,
          pattern: new RegExp(pattern, 'g'),
          steps: stepsOfPattern(pattern),
          words: known,
          distance: within ?? defaultDistance,
        },
      ];
    });
  }

  get names(): readonly string[] {
    return this.#patterns.map(({ id }) => id);
  }

  /** True when the name of a key holds a keyword of some pattern. */
  isKeyword(key: string): boolean {
    return this.#patterns.some(({ words }) => words !== undefined && isWithin(key, 0, key.length, words));
  }

  /** Adds what the patterns find. Throws when they have taken too long, in this text or before it: its record is masked. */
  find(text: string, findings: Findings): void {
    if (this.#patterns.length === 0) return;
    this.#allowance.add(text.length, this.#patterns.length);
    this.#since = this.#now();
    for (const pattern of this.#patterns) {
      let from = 0;
      for (let start = 0; start < text.length; start += windowLength) {
        if (this.#allowance.isSpent) throw new Error('The patterns of the rules have taken too long.');
        const end = Math.min(start + windowLength, text.length);
        if (from < end) from = findIn(pattern, text, Math.max(from, start), end, findings);
        this.#untimed += (end - start) * pattern.steps;
        if (this.#untimed >= mostUntimed) this.#time();
      }
    }
    if (this.#untimed > 0) this.#time();
  }

  #time(): void {
    const now = this.#now();
    this.#allowance.take(now - this.#since, this.#untimed);
    this.#since = now;
    this.#untimed = 0;
  }
}

// Adds the matches that begin in text[start, end), and answers with where the last one ends. What stands around it is seen
// as far as any pattern, or its keywords, can look.
function findIn(
  { id, pattern, words, distance }: UserPattern,
  text: string,
  start: number,
  end: number,
  findings: Findings,
): number {
  const offset = Math.max(0, start - mostSteps);
  const part = offset === 0 && text.length <= end + mostSteps ? text : text.slice(offset, end + mostSteps);
  pattern.lastIndex = start - offset;
  let last = start;
  for (let match = pattern.exec(part); match !== null && match.index + offset < end; match = pattern.exec(part)) {
    const { index } = match;
    last = offset + index + match[0].length;
    if (words === undefined || isWithin(part, Math.max(0, index - distance), index, words))
      findings.add(id, offset + index, last);
    else findings.refuse(id, offset + index, last, 'no keyword stands in front');
  }
  return last;
}
