// AssemblyScript: compiled by `node scripts/walk.ts` into ../walk-code.ts. What it is for, and how it is called, is told in ../walk.ts.
//
// From word to word of the text that text.ts has sorted, by counting zeros in its bits: a few operations for a word of any length.

import { base64At, isLongRun, leastBase64, wantBase64 } from './base64';
import {
  bit,
  bits,
  digitBits,
  hexBits,
  isWide,
  length,
  makeRoom,
  mayVary,
  nextVariant,
  runLength,
  sort,
  text,
  unit,
  window,
  wordBits,
} from './text';

export { makeRoom, nextVariant };

/** Where the parts of memory begin, in bytes. The tables are written from outside, the event is read from there. */
export const event: usize = 0;
/** Twice 64 bits, one for each length: any word of that length is an event; any with a `-` behind it. */
export const lengths: usize = 16;
/** Written by `begin`: 1 when the text may hold variants of ASCII characters. */
export const varies: usize = 32;
/** The endings and the sixths of `KeyGate`. */
export const endings: usize = 64;
export const sixths: usize = 131136;
/** The rows, the thirds and the fourths of `StartTable`. */
export const rows: usize = 32832;
export const thirds: usize = 65600;
export const fourths: usize = 132160;
/** How many rows there is room for. */
export const mostRows: i32 = 512;

/** Kinds of events: what the first of their four numbers says. The others are told where each is made. */
const word = 0;
const digits = 1;
const pairing = 2;
const sign = 3;

const uuidLength = 36;
const timeLength = 19;
// From here on letters are none of ASCII: Latin ones with signs, and other scripts.
const leastForeign = 0xc0;
// The most blanks between a key and its sign.
const longestGap = 48;

// Blank + - . / and : by their codes, which are below 64: behind one of these a word may go on.
const joining: u64 = (1 << 32) | (1 << 43) | (1 << 45) | (1 << 46) | (1 << 47) | ((<u64>1) << 58);
// The hexadecimal digits of a UUID: 8, 4, 4, 4 and 12 with one character between, from the right.
const uuid: u64 = 0xff | (0xf << 9) | (0xf << 14) | (0xf << 19) | ((<u64>0xfff) << 24);
// Where a time stamp has digits, from the character behind its year: -01-02T03:04:05.
const timeDigits: u64 = 0b110110110110110;

let leastPlain: i32 = 0;
let leastGrouped: i32 = 0;
let skipsTimes: bool = false;

let wordEnd: i32 = 0;
/** Places at which the walk stood since `begin`. */
export let steps: i32 = 0;

/**
 * Says which runs of digits are events: those of `plain` digits and more, and those in groups, when a match in groups has
 * its last character `grouped` behind its first. `base64`: the fewest characters of a token that is decoded. `times`: time
 * stamps are stepped over.
 */
export function configure(plain: i32, grouped: i32, base64: i32, times: bool): void {
  leastPlain = plain;
  leastGrouped = grouped;
  wantBase64(base64);
  skipsTimes = times;
}

/**
 * Starts over with the text of `units` UTF-16 units, and a 0 behind them, that was written where `makeRoom` said. Answers its
 * first event, as `next`.
 */
export function begin(units: i32): i32 {
  wordEnd = 0;
  steps = 0;
  sort(units);
  store<i32>(varies, <i32>mayVary);
  return next(0);
}

/**
 * The first event at `from` or behind it: its place, with the rest at `event`; -1 when there is none. `from` is never in
 * front of the last one.
 */
export function next(from: i32): i32 {
  let at = from;
  if (at >= length) return -1;
  for (;;) {
    const stops = load<u64>(bits + ((<usize>at) >> 3)) >> ((<u64>at) & 7);
    if (stops == 0) {
      at += 64 - (at & 7);
      continue;
    }
    at += <i32>ctz(stops);
    if (at >= length) return -1;
    steps++;
    const shift = (<u64>at) & 7;
    const place = (<usize>at) >> 3;
    const here = text + ((<usize>at) << 1);
    const words = load<u64>(wordBits + place) >> shift;
    if ((words & 1) == 0) {
      const code = <i32>load<u16>(here);
      if (code == 58 || code == 61 || code == 62) {
        if (isPair(at)) return at;
      } else if ((code != 45 || load<u16>(here, 2) == 45) && (code != 40 || !isCall(at))) {
        tell(sign, code, 0, 0);
        return at;
      }
      at++;
      continue;
    }
    let size = <i32>ctz(~words);
    if (size >= window) size = runLength(wordBits, at);
    const end = at + size;
    const after = unit(end);
    const joins = after < 64 && ((joining >> (<u64>after)) & 1) == 1;
    wordEnd = end;
    const numbers = load<u64>(digitBits + place) >> shift;
    if ((numbers & 1) == 1 && isAllDigits(numbers, at, size)) {
      const isAddress = joins && isJoint(at, size, after);
      if (joins && after == 45 && skipsTimes && isTime(at, size)) {
        at += timeLength;
        continue;
      }
      if (
        size >= leastPlain ||
        (joins && (after == 58 || after == 43 || (isAddress && bit(wordBits, end + 1)) || isGrouped(at, end)))
      ) {
        tell(digits, end, after, <i32>isAddress);
        return at;
      }
    } else {
      let row = <i32>(
        load<u16>(rows + (((<usize>(load<u16>(here) & 127)) << 8) | ((<usize>(load<u16>(here, 2) & 127)) << 1)))
      );
      if (row != 0 && load<u8>(thirds + (((<usize>row) << 7) | ((<usize>load<u16>(here, 4)) & 127))) == 0) row = 0;
      if (row != 0 && ((load<u32>(fourths + ((<usize>row) << 2)) >> (load<u16>(here, 6) & 31)) & 1) == 0) row = 0;
      if (joins && after == 45 && size == 8 && isUuid(at)) {
        at += uuidLength;
        wordEnd = at;
        continue;
      }
      const isAddress = joins && isJoint(at, size, after);
      const base64 = size >= leastBase64 || (joins && isLongRun(at, after)) ? base64At(at) : 0;
      const wanted = load<u64>(lengths) | (after == 45 ? load<u64>(lengths, 8) : 0);
      const isWanted = size < 64 && ((wanted >> (<u64>size)) & 1) == 1;
      if (row != 0 || isWanted || isAddress || base64 != 0) {
        tell(word, end, row, (<i32>isAddress) | base64);
        return at;
      }
    }
    at = end;
  }
  return -1;
}

function tell(kind: i32, first: i32, second: i32, third: i32): void {
  store<i32>(event, kind);
  store<i32>(event, first, 4);
  store<i32>(event, second, 8);
  store<i32>(event, third, 12);
}

// A bracket behind a word or a sign, as in getToken(name): no list, no number and no pair of texts begins there, though one of
// bytes may, b'token'.
function isCall(at: i32): bool {
  const after = unit(at + 1);
  const lower = after | 32;
  return (after == 40 || (lower >= 97 && lower <= 122 && lower != 98)) && unit(at - 1) != 32;
}

function isAllDigits(numbers: u64, at: i32, size: i32): bool {
  const run = <i32>ctz(~numbers);
  return (run < window ? run : runLength(digitBits, at)) == size;
}

/**
 * True when the sign at `at` may stand between a key and its value, or in `://`, `::` and `:[`. Tells what is behind the
 * sign, where the last word ended, and whether that ends as a key does.
 */
function isPair(at: i32): bool {
  const ahead = unit(at + 1);
  const gap = at - wordEnd;
  const before = unit(at - 1);
  let isKey = false;
  // Between the key and its sign: a quote, an escaped quote, a colour, which ends in `m`, blanks, as many as align a column.
  if (wordEnd > 1 && (gap <= 3 || (gap < longestGap && (before == 32 || before == 109)))) {
    isKey = endsAsKey(wordEnd);
    if (!isKey && bit(digitBits, wordEnd - 1)) isKey = endsAsKey(unnumbered(wordEnd));
  }
  let end = wordEnd;
  // Of words that end in such a letter nothing is known here, not even where they begin. A quote may stand behind one, and a
  // blank. It comes first: the word of ASCII in front of it, which is the last that was seen, may end as a key does.
  if (isWide) {
    let foreignEnd = at;
    while (at - foreignEnd < 3 && unit(foreignEnd - 1) < 64) foreignEnd--;
    if (unit(foreignEnd - 1) >= leastForeign) {
      end = foreignEnd;
      isKey = true;
    }
  }
  if (!isKey && ahead != 47 && ahead != 58 && ahead != 91) return false;
  tell(pairing, ahead, end, <i32>isKey);
  return true;
}

function endsAsKey(end: i32): bool {
  const fourth = end > 3 ? unit(end - 4) & 31 : 0;
  const ending = <i32>load<u8>(endings + ((fourth << 10) | ((unit(end - 2) & 31) << 5) | (unit(end - 1) & 31)));
  return ending != 0 && ((load<u32>(sixths + (ending << 2)) >> (unit(end - 6) & 31)) & 1) == 1;
}

// The end without a number of one or two digits: password1, token-2, SECRET_V2.
function unnumbered(end: i32): i32 {
  let at = end - 1;
  if (at > 0 && bit(digitBits, at - 1)) at--;
  if (at > 0 && (unit(at - 1) | 32) == 118) at--;
  const joint = at > 0 ? unit(at - 1) : 0;
  if (joint == 95 || joint == 45 || joint == 46) at--;
  return at > 1 ? at : end;
}

// True when a second group of digits stands behind the first, which ends at `end`, and more may follow: not in 1-78b3c9fa.
function isGrouped(at: i32, end: i32): bool {
  const code = unit(at + leastGrouped);
  if (code != 32 && (code < 45 || code > 57)) return false;
  let second = end + 1;
  if (!bit(digitBits, second)) {
    // A slash may have a blank behind it: 01512/ 3490987.
    if (unit(end) != 47 || unit(second) != 32) return false;
    second++;
    if (!bit(digitBits, second)) return false;
  }
  const next = second + runLength(digitBits, second);
  // Of a telephone number with an extension, `x` follows the last group.
  return !bit(wordBits, next) || unit(next) == 120;
}

// True when an address may go on behind the word of `size` characters at `at`: hexadecimal digits, and `:` behind them; or
// `-` or `.` in MAC addresses, which have one more of these behind the next pair or group.
function isJoint(at: i32, size: i32, after: i32): bool {
  if (size > 4) return false;
  const mayJoin =
    after == 58 || (((after == 45 && size == 2) || (after == 46 && size == 4)) && unit(at + 2 * size + 1) == after);
  return mayJoin && bit(hexBits, at) && bit(hexBits, at + size - 1);
}

// True when a whole UUID stands at `at`, with nothing behind it that would make it part of something longer.
function isUuid(at: i32): bool {
  const hex = load<u64>(hexBits + ((<usize>at) >> 3)) >> ((<u64>at) & 7);
  return (
    (hex & 0xfffffffff) == uuid &&
    unit(at + 13) == 45 &&
    unit(at + 18) == 45 &&
    unit(at + 23) == 45 &&
    unit(at + uuidLength) != 45 &&
    !bit(wordBits, at + uuidLength)
  );
}

// True when the digits at `at` begin a time stamp, 2026-01-02T03:04:05, with T or a blank, that does not go on as an address.
function isTime(at: i32, size: i32): bool {
  if (size != 4 || unit(at + 7) != 45 || unit(at + 13) != 58 || unit(at + 16) != 58) return false;
  const joint = unit(at + 10);
  if ((joint != 84 && joint != 32) || unit(at + timeLength) == 58 || bit(hexBits, at + timeLength)) return false;
  const behindYear = at + size;
  const found = load<u64>(digitBits + ((<usize>behindYear) >> 3)) >> ((<u64>behindYear) & 7);
  return (found & timeDigits) == timeDigits;
}
