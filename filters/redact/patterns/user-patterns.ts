import type { RedactRule } from '../config.ts';
import type { Findings } from '../scan/findings.ts';
import { isWithin, keywords } from '../scan/keyword.ts';
import type { Keywords } from '../scan/keyword.ts';

// The parts of a long text overlap by this, which no match is longer than.
const longestMatch = 1000;
// Long texts are looked at in parts, so that the time of one record can be watched.
const windowLength = 65_536;
// A record that takes the patterns longer than this is masked whole: no line can hold an invocation up.
const longestMs = 50;
const defaultDistance = 30;

interface UserPattern {
  readonly id: string;
  readonly pattern: RegExp;
  readonly words: Keywords | undefined;
  readonly distance: number;
}

/** The patterns of the user's rules, as `patterns/check.ts` accepts them. */
export class UserPatterns {
  readonly #patterns: readonly UserPattern[];

  constructor(rules: readonly RedactRule[]) {
    this.#patterns = rules.flatMap(({ id, pattern, keywords: words, within }) => {
      if (pattern === undefined) return [];
      const known =
        words === undefined || words.length === 0 ? undefined : keywords(...words.map((word) => word.toLowerCase()));
      return [
        {
          id,
          pattern: new RegExp(pattern, 'g'),
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

  /** Adds what the patterns find. Throws when they take too long: the record is masked then. */
  find(text: string, findings: Findings): void {
    if (this.#patterns.length === 0) return;
    const start = performance.now();
    for (let from = 0; from < text.length; from += windowLength - longestMatch) {
      const window = from === 0 && text.length <= windowLength ? text : text.slice(from, from + windowLength);
      for (const pattern of this.#patterns) findIn(pattern, window, from, findings);
      if (performance.now() - start > longestMs)
        throw new Error('The patterns of the rules took too long for one record.');
    }
  }
}

function findIn({ id, pattern, words, distance }: UserPattern, window: string, from: number, findings: Findings): void {
  for (const match of window.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    if (words === undefined || isWithin(window, Math.max(0, start - distance), start, words))
      findings.add(id, from + start, from + end);
    else findings.refuse(id, from + start, from + end, 'no keyword stands in front');
  }
}
