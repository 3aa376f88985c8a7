import { isWord } from './digit-groups.ts';
import type { Scan } from './scan.ts';

/** How far in front of a candidate a keyword counts. CloudWatch looks at 30 characters. */
export const keywordDistance = 40;

/** A list of keywords, ready to be looked for. */
export interface Keywords {
  readonly pattern: RegExp;
  /** 1 at each pair of letters (5 bits each) that a keyword begins with: rules nearly every window out without `pattern`. */
  readonly pairs: Uint8Array;
}

/**
 * Keywords in lower case. A space stands for a space, `_`, `-` or nothing. Those of up to four letters must be words of
 * their own, or parts of a camelCase name: `homeTel` has `tel`, `hotel` has not.
 */
export function keywords(...words: readonly string[]): Keywords {
  const pairs = new Uint8Array(1024);
  for (const word of words) pairs[((word.charCodeAt(0) & 31) << 5) | (word.charCodeAt(1) & 31)] = 1;
  return { pattern: new RegExp(words.map(alternative).join('|')), pairs };
}

function alternative(word: string): string {
  const letters = Array.from(word, (letter) => {
    if (letter === ' ') return '[ _-]?';
    return /[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter.replace(/\W/, '\\$&');
  });
  if (word.length > 4) return letters.join('');
  const rest = letters.slice(1).join('');
  return `(?<![A-Za-z])${letters[0]}${rest}(?![a-z])|(?<=[a-z])${word.charAt(0).toUpperCase()}${rest}(?![a-z])`;
}

/**
 * True when a keyword belongs to the candidate at `start`: within `distance` characters in front, behind everything that
 * was found already, in the same field. Of `key=value` only the key counts.
 */
export function hasKeyword(scan: Scan, start: number, words: Keywords, distance = keywordDistance): boolean {
  const least = Math.max(scan.floor, start - distance, 0);
  return isWithin(scan.text, fieldStart(scan, start, least), start, words);
}

/** True when a keyword stands anywhere in text[start, end). */
export function isWithin(text: string, start: number, end: number, { pattern, pairs }: Keywords): boolean {
  for (let at = start; at + 1 < end; at++) {
    if (pairs[((text.charCodeAt(at) & 31) << 5) | (text.charCodeAt(at + 1) & 31)] === 1) {
      return pattern.test(text.slice(start, end));
    }
  }
  return false;
}

// Back over what opens the value, then over its key or the words in front, up to what ends the field before.
function fieldStart(scan: Scan, start: number, least: number): number {
  let at = start;
  let keyed = false;
  while (at > least && !isLetterOrDigit(scan.code(at - 1)) && !endsField(scan, at - 1)) {
    at--;
    keyed ||= scan.code(at) === 61;
  }
  // Quotes close a field, except between a key and its value: "phone":"020…".
  if (at > least && (scan.code(at - 1) === 34 || scan.code(at - 1) === 92) && isPairing(scan, at, start)) {
    while (at > least && (scan.code(at - 1) === 34 || scan.code(at - 1) === 92)) at--;
  }
  while (at > least && !endsField(scan, at - 1) && !(keyed && scan.code(at - 1) <= 32)) at--;
  return at;
}

function isPairing(scan: Scan, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (scan.code(at) === 58 || scan.code(at) === 61) return true;
  return false;
}

// `&`, `;`, `|`, a quote, a closing bracket, a line's end; a comma without a space behind it.
function endsField(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code === 44) return scan.code(at + 1) !== 32;
  return code === 38 || code === 59 || code === 124 || code === 93 || code === 125 || code === 10 || isQuote(scan, at);
}

// A quote in front of a value opens it; elsewhere it ends a field.
function isQuote(scan: Scan, at: number): boolean {
  return scan.code(at) === 34 && (isWord(scan.code(at - 1)) || scan.code(at - 1) === 92);
}

function isLetterOrDigit(code: number): boolean {
  return (isWord(code) && code !== 95) || code > 127;
}
