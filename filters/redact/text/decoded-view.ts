import { isHex, isWord } from '../scan/characters.ts';
import { plainCode } from '../scan/variants.ts';

/** A part of a text with its escapes undone, and where each of its characters stands in the text. */
export interface DecodedView {
  readonly text: string;
  /** Offset in the text of each unit of `text`, and at the end that of the part's end. */
  readonly offsets: Uint32Array;
}

type NextPlace = (from: number) => number;

const signs = ['%', '\\', '+', '&'] as const;
// Of XML, as the text of an element has it when it is JSON.
const entities = /&(?:quot|#34|#39|apos|amp);/y;
// A finding that holds an escape reaches no further from it than this, or to the next escape within this distance.
const reach = 512;

const entityCodes: Readonly<Record<string, number>> = { quot: 34, '#34': 34, '#39': 39, apos: 39, amp: 38 };
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12, '"': 34, "'": 39, '/': 47 };

/**
 * The decoded views of the parts of a text that hold escapes. A text of up to 4 KiB is one part. `isForm`: it may be
 * percent-encoded, as forms are, which write blanks as `+`. `nextVariant`, when it
 * may hold variants of ASCII characters: the first place from another on where one stands, or -1.
 */
export function decodedViews(text: string, isForm: boolean, nextVariant?: NextPlace): DecodedView[] {
  if (text.length <= 8 * reach) return [decodedView(text, 0, text.length, isForm)];
  const views: DecodedView[] = [];
  const nexts = signs.map(
    (sign): NextPlace =>
      (from) =>
        text.indexOf(sign, from),
  );
  if (nextVariant !== undefined) nexts.push(nextVariant);
  const places = nexts.map((next) => next(0));
  let to = 0;
  for (let index = nextEscape(text, 0, places, nexts); index >= 0;) {
    const from = partStart(text, Math.max(index - reach, to));
    do {
      const last = lastEscape(text, index, index + reach);
      to = Math.min(last + reach, text.length);
      index = nextEscape(text, last + 1, places, nexts);
    } while (index >= 0 && index - reach <= to);
    views.push(decodedView(text, from, partEnd(text, to), isForm));
  }
  return views;
}

// The first place from `from` on of something that decoding changes: `%40`, a backslash, a `+` beside digits or the brackets
// of an area code; -1 for none. `places` has where each sign stands next. Of a long text only what lies around these is
// scanned again. One pattern for all of them took a quarter of the time of a line of 256 KB.
function nextEscape(text: string, from: number, places: number[], nexts: readonly NextPlace[]): number {
  for (let start = from; ;) {
    let first = -1;
    for (let at = 0; at < places.length; at++) {
      let place = places[at] as number;
      if (place >= 0 && place < start) places[at] = place = (nexts[at] as NextPlace)(start);
      if (place >= 0 && (first < 0 || place < first)) first = place;
    }
    if (first < 0 || isEscape(text, first)) return first;
    start = first + 1;
  }
}

// The last of them from `index`, which is one, to `limit`: those between need no look.
function lastEscape(text: string, index: number, limit: number): number {
  let at = Math.min(limit, text.length - 1);
  while (at > index && !isEscape(text, at)) at--;
  return at;
}

function isEscape(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === 37) return isHex(next) && isHex(text.charCodeAt(at + 2));
  if (code === 38) return entityLength(text, at) > 0;
  if (code > 127) return plainCode(code) !== code;
  return code === 92 || (code === 43 && (isNumber(text.charCodeAt(at - 1)) || isNumber(next)));
}

// Parts begin and end between words, as nearly as possible: half a word could look like what the whole is not.
function partStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && from - at < reach && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

function partEnd(text: string, to: number): number {
  let at = to;
  while (at < text.length && at - to < reach && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

function isBreak(code: number): boolean {
  return code <= 32 || code === 34 || code === 44;
}

/**
 * Undoes percent-encoding and JSON escapes, and writes variants of ASCII characters as these, in one pass over text[from, to): `%40`, `%2540`, `\u0040`, `\"`, and any number of
 * backslashes in front of them, as JSON inside JSON has. Of UTF-8 what has two or three bytes is decoded; the rest becomes one
 * letter per byte: no finding needs it.
 */
export function decodedView(text: string, from = 0, to = text.length, isForm = true): DecodedView {
  const units = new Uint16Array(to - from);
  const offsets = new Uint32Array(to - from + 1);
  let count = 0;
  const put = (code: number) => {
    const plain = plainCode(code);
    if (plain > 0 || code === 0) units[count++] = plain;
  };
  let at = from;
  // Behind a `=` that no blank follows, every + is a blank of a form.
  let isValue = false;
  while (at < to) {
    const code = text.charCodeAt(at);
    offsets[count] = at;
    if (code === 61) isValue = true;
    else if (isValue && isBreak(code)) isValue = false;
    let byte = code === 37 ? hexAt(text, at + 1, 2) : -1;
    if (byte >= 0) {
      at += 3;
      // %2540 is an encoded %40: a link in a link, as redirects to a login have.
      while (byte === 37) {
        const next = hexAt(text, at, 2);
        if (next < 0) break;
        byte = next;
        at += 2;
      }
      const rest = restOfCharacter(text, at, byte);
      if (rest === 0) put(byte < 128 ? byte : 0xc0 + (byte & 31));
      else if (rest === 1) put(((byte & 31) << 6) | (hexAt(text, at + 1, 2) & 63));
      else put(((byte & 15) << 12) | ((hexAt(text, at + 1, 2) & 63) << 6) | (hexAt(text, at + 4, 2) & 63));
      at += 3 * rest;
    } else if (code === 92) {
      let end = at;
      while (end < to && text.charCodeAt(end) === 92) end++;
      const unit = text.charCodeAt(end) === 117 ? hexAt(text, end + 1, 4) : -1;
      const control = unit < 0 ? controls[text.charAt(end)] : undefined;
      put(unit >= 0 ? unit : (control ?? 92));
      at = unit >= 0 ? end + 5 : control === undefined ? end : end + 1;
    } else if (code === 38 && entityLength(text, at) > 0) {
      const length = entityLength(text, at);
      units[count++] = entityCodes[text.slice(at + 1, at + length - 1)] as number;
      at += length;
    } else {
      // A form writes spaces as +. Beside digits and behind the signs of JSON it mostly is one, in a value always unless it
      // stands in an address; elsewhere it may belong to a key.
      const isBlank =
        isForm &&
        code === 43 &&
        (isNumber(text.charCodeAt(at - 1)) ||
          isNumber(text.charCodeAt(at + 1)) ||
          isSign(units[count - 1]) ||
          (isValue && !isOfAddress(text, at)));
      put(isBlank ? 32 : code);
      at++;
    }
  }
  offsets[count] = to;
  return { text: Buffer.from(units.buffer, 0, count * 2).toString('utf16le'), offsets };
}

// How many bytes of UTF-8 go on, percent-encoded, at `at` the character that `byte` begins: 0 for none, and where it is broken.
function restOfCharacter(text: string, at: number, byte: number): number {
  if (byte < 0xc2 || byte > 0xef || !isContinuation(text, at)) return 0;
  return byte < 0xe0 ? 1 : isContinuation(text, at + 3) ? 2 : 0;
}

function isContinuation(text: string, at: number): boolean {
  return text.charCodeAt(at) === 37 && (hexAt(text, at + 1, 2) & 0xc0) === 0x80;
}

// The length of `&quot;` and its kin; 0 when none stands at `at`. Most signs are those of a query.
function entityLength(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next !== 113 && next !== 35 && next !== 97) return 0;
  entities.lastIndex = at;
  return entities.exec(text)?.[0].length ?? 0;
}

// The number that `count` hexadecimal digits at `start` stand for, or -1.
function hexAt(text: string, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const code = text.charCodeAt(at);
    if (!isHex(code)) return -1;
    value = value * 16 + (code & 15) + (code > 57 ? 9 : 0);
  }
  return value;
}

// jane+news%40example.com: whoever logs an address as it stands would miss its front.
function isOfAddress(text: string, plus: number): boolean {
  let at = plus + 1;
  while (at - plus < 64 && isWord(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 64 || text.startsWith('%40', at);
}

// `:` and `,`
function isSign(code: number | undefined): boolean {
  return code === 58 || code === 44;
}

// Digits and the brackets of an area code.
function isNumber(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 40 || code === 41;
}
