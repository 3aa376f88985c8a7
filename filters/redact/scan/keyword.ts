import { isName, isWord } from './characters.ts';
import type { Scan } from './scan.ts';

const layout = /^(?:\/|(?:t[dhr]|d[dt]|li|br?|p|i|u|em|a|strong|span|div)(?![\w:.-]))/i;

/** How far in front of a candidate a keyword counts. CloudWatch looks at 30 characters. */
export const keywordDistance = 40;

/**
 * A list of keywords, ready to be looked for: in lower case. A space stands for a space, `_`, `-` or nothing. Those of up
 * to four letters must be words of their own, or parts of a camelCase name: `homeTel` has `tel`, `hotel` has not.
 */
export class Keywords {
  readonly #words: readonly string[];
  readonly #except: string;
  // Both are made when first needed: most lists never are, and each costs a start 0.1 ms.
  #starts: Uint8Array | undefined;
  #pattern: RegExp | undefined;
  // The stretch of the last text in which none begins: what stands in front of a number stands in front of the next, too.
  #serial = 0;
  #from = 0;
  #to = 0;

  /** With `except`, an expression, a word does not count when that stands behind it. */
  constructor(words: readonly string[], except?: RegExp) {
    this.#words = words;
    this.#except = except === undefined ? '' : `(?!${except.source})`;
  }

  /** False when none of them begins between `start` and `end`, told by three letters each: rules nearly every place out. */
  mayStand(scan: Scan, start: number, end: number): boolean {
    const starts = (this.#starts ??= startsOf(this.#words));
    const isKnown = this.#serial === scan.serial && this.#from <= start && start < this.#to;
    // The two letters in front of what is new may begin one that ends in it.
    if (mayHold(scan.units, isKnown ? Math.max(start, this.#to - 2) : start, end, starts)) return true;
    if (!isKnown) this.#from = start;
    this.#to = isKnown ? Math.max(this.#to, end) : end;
    this.#serial = scan.serial;
    return false;
  }

  /** True when one of them stands in `text`. */
  test(text: string): boolean {
    this.#pattern ??= new RegExp(`(?:${this.#words.map(alternative).join('|')})${this.#except}`);
    return this.#pattern.test(text);
  }
}

function startsOf(words: readonly string[]): Uint8Array {
  const starts = new Uint8Array(4096);
  for (const word of words) {
    const first = word.charCodeAt(0);
    const second = word.charCodeAt(1);
    // Behind two letters, or two words, anything may follow.
    if (word.length > 2 && word.charAt(2) !== ' ') starts[startOf(first, second, word.charCodeAt(2))] = 1;
    else for (let any = 0; any < 32; any++) starts[startOf(first, second, any)] = 1;
  }
  return starts;
}

function startOf(first: number, second: number, third: number): number {
  return ((first & 31) << 7) ^ ((second & 31) << 4) ^ (third & 31);
}

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
  // HOME_TEL and homeTel, but not TELEMETRY and telemetry. The letter of a JSON escape is none of the word: `\ntel`.
  const ends = `(?![a-z])(?!(?<=[A-Z]{${word.length}})[A-Z])`;
  return `(?:(?:(?<![A-Za-z])|(?<=\\\\[bfnrt]))${letters[0]}|(?<=[a-z])${capital})${rest}${ends}`;
}

/**
 * True when a keyword belongs to the candidate at `start`: within `distance` characters in front, behind everything that
 * was found already, in the same field. Of `key=value` only the key counts.
 */
export function hasKeyword(scan: Scan, start: number, words: Keywords, distance = keywordDistance): boolean {
  const least = Math.max(scan.floor, start - distance, 0);
  const sign = scan.code(start - 1) === 34 ? start - 2 : start - 1;
  if (scan.code(sign) === 58 && scan.code(sign - 1) === 34) {
    // A value of JSON belongs to its key alone, and that is shorter than the distance.
    const key = plainKeyStart(scan, sign - 1, least) ?? fieldStart(scan, start, least);
    return words.mayStand(scan, key, start) && words.test(scan.text.slice(key, start));
  }
  // Where the field begins matters only when something like a keyword is there at all.
  if (!words.mayStand(scan, least, start)) return false;
  const from = fieldStart(scan, start, least);
  return words.mayStand(scan, from, start) && words.test(scan.text.slice(from, start));
}

/** True when a keyword stands anywhere in text[start, end). */
export function isWithin(text: string, start: number, end: number, words: Keywords): boolean {
  return words.test(text.slice(start, end));
}

function mayHold(units: Uint16Array, start: number, end: number, starts: Uint8Array): boolean {
  let first = 0;
  let second = 0;
  for (let at = start; at < end; at++) {
    const code = units[at] as number;
    if (first > 64 && starts[startOf(first, second, code)] === 1) return true;
    first = second;
    second = code;
  }
  return false;
}

// Where the key begins whose last quote stands at `quote`, when it is one word: what `fieldStart` would say, in one
// loop: nearly every number of a JSON line asks for it.
function plainKeyStart(scan: Scan, quote: number, least: number): number | undefined {
  const { units } = scan;
  let at = quote;
  while (at > least && isName(units[at - 1] as number)) at--;
  return at <= least || units[at - 1] === 34 ? at : undefined;
}

// Where the field begins that the value at `start` is in. With a key in front (`phone=`, `"phone":"`, `Phone no.: `) that
// is the key; else the words in front, up to what ends the field before, and the key of the quoted text they are in.
function fieldStart(scan: Scan, start: number, least: number): number {
  if (scan.code(start - 1) === 62) {
    const element = elementStart(scan, start - 1, least);
    if (element > 0) return element;
  }
  const key = keyEnd(scan, start, least);
  if (key > 0) return keyStart(scan, key, least, scan.code(key) !== 58);
  let at = start;
  while (at > least && !endsField(scan, at - 1)) at--;
  const outer = keyEnd(scan, at, least);
  return outer > 0 ? keyStart(scan, outer, least, true) : at;
}

// The end of the key whose sign stands in front of `at`, with only quotes, blanks and brackets between; 0 for none.
function keyEnd(scan: Scan, at: number, least: number): number {
  let end = at;
  while (end > least && isOpening(scan.code(end - 1))) end--;
  const sign = end > least ? scan.code(end - 1) : 0;
  if (sign !== 58 && sign !== 61) return 0;
  end--;
  while (end > least && (isOpening(scan.code(end - 1)) || isClosing(scan.code(end - 1)))) end--;
  return end;
}

// What closes brackets or emphasis around a key: [cell] =>, **cell**:
function isClosing(code: number): boolean {
  return code === 93 || code === 41 || code === 42;
}

// A key before `=`, or in quotes, is one word; before `:` it may be several: `Phone no.: `. No comma is in it, and no other
// key with its value: `{phone: '…', id: '…'}`, `{Phone:… Id:…}`.
function keyStart(scan: Scan, end: number, least: number, isOneWord: boolean): number {
  let at = end;
  while (at > least && !endsField(scan, at - 1)) {
    const code = scan.code(at - 1);
    if (isOneWord ? code <= 32 : code === 44 || (code === 58 && isWord(scan.code(at)))) break;
    at--;
  }
  return at;
}

// <lat>, <phone type="home">: the tag that ends at `end` is all there is of the field, but not of those that HTML has for
// layout. 0 for none.
function elementStart(scan: Scan, end: number, least: number): number {
  let at = end;
  while (at > least && scan.code(at - 1) !== 60 && scan.code(at - 1) !== 62) at--;
  return scan.code(at - 1) !== 60 || layout.test(scan.text.slice(at, end)) ? 0 : at;
}

// Blanks, quotes, backslashes and opening brackets: what may stand between a key, its sign and its value.
function isOpening(code: number): boolean {
  return (
    code <= 32 || code === 34 || code === 39 || code === 92 || code === 40 || code === 91 || code === 43 || code === 62
  );
}

// `&`, `;`, `|`, a quote, a closing bracket, a line's end; a comma without a space behind it.
function endsField(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code === 44) return scan.code(at + 1) !== 32;
  return code === 38 || code === 59 || code === 124 || code === 34 || code === 93 || code === 125 || code === 10;
}
