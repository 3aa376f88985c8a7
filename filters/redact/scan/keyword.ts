import { fieldStart, plainKeyStart, reportedField } from './field.ts';
import type { Scan } from './scan.ts';

const anyLetter = 0xffffffff;

/** How far in front of a candidate a keyword counts. CloudWatch looks at 30 characters. */
export const keywordDistance = 40;

/**
 * A list of keywords, ready to be looked for: in lower case. A space stands for a space, `_`, `-` or nothing. Those of up
 * to four letters must be words of their own, or parts of a camelCase name: `homeTel` has `tel`, `hotel` has not.
 */
export class Keywords {
  readonly #words: readonly string[];
  readonly #except: string;
  // These are made when first needed: most lists never are, and each costs a start 0.1 ms.
  #starts: Uint32Array | undefined;
  #pattern: RegExp | undefined;
  #sticky: RegExp | undefined;
  // The stretch of the last text in which none begins: what stands in front of a number stands in front of the next, too.
  #serial = 0;
  #from = 0;
  #to = 0;

  /** With `except`, an expression, a word does not count when that stands behind it. */
  constructor(words: readonly string[], except?: RegExp) {
    this.#words = words;
    this.#except = except === undefined ? '' : `(?!${except.source})`;
  }

  /** False when none of them begins between `start` and `end`, told by four letters each: rules nearly every place out. */
  mayStand(scan: Scan, start: number, end: number): boolean {
    const starts = (this.#starts ??= startsOf(this.#words));
    const isKnown = this.#serial === scan.serial && this.#from <= start && start < this.#to;
    // The two letters in front of what is new may begin one that ends in it.
    if (nextStart(scan.units, isKnown ? Math.max(start, this.#to - 2) : start, end, starts) >= 0) return true;
    if (!isKnown) this.#from = start;
    this.#to = isKnown ? Math.max(this.#to, end) : end;
    this.#serial = scan.serial;
    return false;
  }

  /** True when one of them stands in text[start, end) of the scan. The expression is tried only where one may begin. */
  stands(scan: Scan, start: number, end: number): boolean {
    if (!this.mayStand(scan, start, end)) return false;
    const pattern = (this.#sticky ??= new RegExp(this.#source(), 'y'));
    const text = scan.text.slice(start, end);
    const starts = this.#starts as Uint32Array;
    for (let at = start; ; at++) {
      at = nextStart(scan.units, at, end, starts);
      if (at < 0) return false;
      pattern.lastIndex = at - start;
      if (pattern.test(text)) return true;
    }
  }

  /** True when one of them stands in `text`. */
  test(text: string): boolean {
    this.#pattern ??= new RegExp(this.#source());
    return this.#pattern.test(text);
  }

  #source(): string {
    return `(?:${this.#words.map(alternative).join('|')})${this.#except}`;
  }
}

// By the first three letters, which fourth ones may follow, a bit for each.
function startsOf(words: readonly string[]): Uint32Array {
  const starts = new Uint32Array(4096);
  const want = (start: number, fourths: number) => (starts[start] = (starts[start] as number) | fourths);
  for (const word of words) {
    const first = word.charCodeAt(0);
    const second = word.charCodeAt(1);
    // Behind two letters, or two words, anything may follow.
    if (word.length > 2 && word.charAt(2) !== ' ') want(startOf(first, second, word.charCodeAt(2)), fourthsOf(word));
    else for (let any = 0; any < 32; any++) want(startOf(first, second, any), anyLetter);
  }
  return starts;
}

// A space may be `_`, `-` or nothing.
function fourthsOf(word: string): number {
  if (word.length < 4) return anyLetter;
  const fourth = 1 << (word.charCodeAt(3) & 31);
  return word.charAt(3) === ' '
    ? fourth | (1 << (95 & 31)) | (1 << (45 & 31)) | (1 << (word.charCodeAt(4) & 31))
    : fourth;
}

function startOf(first: number, second: number, third: number): number {
  return ((first & 31) << 7) ^ ((second & 31) << 4) ^ (third & 31);
}

/** Keywords of a fixed list, as an identifier declares them: in lower case, a blank standing for a joint or none. */
export function keywords(...words: readonly string[]): Keywords {
  return new Keywords(words);
}

function alternative(word: string): string {
  const letters = Array.from(word, (letter) => {
    if (letter === ' ') return '[ _-]?';
    return /[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter.replace(/\W/, '\\$&');
  });
  if (word.length > 4) return letters.join('');
  const rest = letters.slice(1).join('');
  const capital = word.charAt(0).toUpperCase();
  // HOME_TEL and homeTel, but not TELEMETRY and telemetry. The letter of a JSON escape and that of a colour are none of the
  // word: `\ntel`, ESC[36mtel.
  const ends = `(?![a-z])(?!(?<=[A-Z]{${word.length}})[A-Z])`;
  return `(?:(?:(?<![A-Za-z])|(?<=\\\\[bfnrt])|(?<=\\[[\\d;]{0,8}m))${letters[0]}|(?<=[a-z])${capital})${rest}${ends}`;
}

/**
 * True when a keyword belongs to the candidate at `start`: within `distance` characters in front, behind everything that
 * was found already, in the same field. Of `key=value` only the key counts.
 */
export function hasKeyword(scan: Scan, start: number, words: Keywords, distance = keywordDistance): boolean {
  const column = scan.columns.length === 0 ? undefined : scan.columnAt(start);
  if (column !== undefined) return words.test(column);
  const least = Math.max(scan.floor, start - distance, 0);
  const sign = scan.code(start - 1) === 34 ? start - 2 : start - 1;
  if (scan.code(sign) === 58 && scan.code(sign - 1) === 34) {
    // A value of JSON belongs to its key alone, and that is shorter than the distance.
    const key = plainKeyStart(scan, sign - 1, least) ?? fieldStart(scan, start, least);
    return words.stands(scan, key, start);
  }
  const reported = reportedField(scan, start);
  if (reported !== undefined) return words.test(reported);
  // Where the field begins matters only when something like a keyword is there at all.
  if (!words.mayStand(scan, least, start)) return false;
  const from = fieldStart(scan, start, least);
  return words.stands(scan, from, start);
}

/** True when a keyword stands anywhere in text[start, end). */
export function isWithin(text: string, start: number, end: number, words: Keywords): boolean {
  return words.test(text.slice(start, end));
}

// The first place from `start` on at which four letters are those of a start; -1 when none ends in front of `end`. One of
// two letters may end there: 手机13295602299.
function nextStart(units: Uint16Array, start: number, end: number, starts: Uint32Array): number {
  let first = 0;
  let second = 0;
  for (let at = start; at <= end; at++) {
    const code = units[at] as number;
    if (first > 64 && (((starts[startOf(first, second, code)] as number) >>> (units[at + 1] as number)) & 1) === 1)
      return at - 2;
    first = second;
    second = code;
  }
  return -1;
}
