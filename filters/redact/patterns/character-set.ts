/** The characters that one place of a pattern takes: 1 for each ASCII code, and at 128 for everything beyond. */
export type CharacterSet = Uint8Array;

const size = 129;

/** The set of no characters. */
export function emptySet(): CharacterSet {
  return new Uint8Array(size);
}

/** Both ends included. */
export function rangeSet(first: number, last: number): CharacterSet {
  const set = emptySet();
  for (let code = first; code <= Math.min(last, 127); code++) set[code] = 1;
  if (last > 127) set[128] = 1;
  return set;
}

/** What any of the sets has. */
export function unionOf(...sets: readonly CharacterSet[]): CharacterSet {
  return emptySet().map((_, code) => (sets.some((set) => set[code] === 1) ? 1 : 0));
}

/** All other characters. */
export function complementOf(set: CharacterSet): CharacterSet {
  // Whatever lies beyond ASCII is only known as a whole: its complement may still hold some of it.
  return set.map((value, code) => (code === 128 || value === 0 ? 1 : 0));
}

const digits = rangeSet(48, 57);
const words = unionOf(digits, rangeSet(65, 90), rangeSet(97, 122), rangeSet(95, 95));
const blanks = unionOf(rangeSet(9, 13), rangeSet(32, 32), rangeSet(128, 128));

/** The sets of `\d`, `\w`, `\s`, their opposites, and `.`. */
export const namedSets: Readonly<Record<string, CharacterSet>> = {
  d: digits,
  w: words,
  s: blanks,
  D: complementOf(digits),
  W: complementOf(words),
  S: complementOf(blanks),
  '.': complementOf(unionOf(rangeSet(10, 10), rangeSet(13, 13))),
};
