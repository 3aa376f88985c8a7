// AssemblyScript, a part of walk.ts: the text in memory, and what kind of character stands at each place of it.

/** Up to here memory belongs to the tables of walk.ts. */
export const tables: usize = 134208;

// Four sets of bits, one after the other, a bit for each character: places to stop at, parts of words, digits, hexadecimal
// digits. Then the text.
export const bits: usize = tables;
export let wordBits: usize = bits;
export let digitBits: usize = bits;
export let hexBits: usize = bits;
export let text: usize = bits;
export let length: i32 = 0;
/** Does the text hold more than ASCII? What an earlier text left behind the end may say so, too. */
export let isWide: bool = false;
/** Does it hold a blank that does not break, or anything from typesetters' punctuation on? */
export let mayVary: bool = false;

/** What is read of a set of bits at once, whatever place it starts at: 64, less what lies in front in the first byte. */
export const window = 57;

/** Makes room for a text of so many UTF-16 units. Answers where to write it; 0 without the memory, and all is as it was. */
export function makeRoom(units: i32): usize {
  // Sixteen units are sorted at once, and eight bytes of bits read at once: both reach behind the end.
  const stride = ((<usize>units) >> 3) + 32;
  const place = bits + stride * 4;
  const pages = <i32>((place + ((<usize>units) << 1) + 128 + 65535) >> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) return 0;
  wordBits = bits + stride;
  digitBits = wordBits + stride;
  hexBits = digitBits + stride;
  text = place;
  return text;
}

/** Sorts the characters of the text of `units` UTF-16 units, and a 0 behind them, that was written where `makeRoom` said. */
export function sort(units: i32): void {
  length = units;
  // A character belongs to the classes that both halves of its code allow. Bits 0 to 3 are parts of words (digits, letters
  // from each half of the alphabet, `_`), 4 to 6 signs (`%(+-`, `:=>`, `[\`), 7 the letters A to F.
  const byLow = i8x16(5, -121, -121, -121, -121, -105, -121, 7, 23, 7, 38, 82, 66, 50, 34, 10);
  const byHigh = i8x16(0, 0, 16, 33, -126, 76, -126, 4, 0, 0, 0, 0, 0, 0, 0, 0);
  const lowHalf = i8x16.splat(15);
  const signs = i8x16.splat(0x70);
  const most = i16x8.splat(255);
  let from = text;
  let to = bits;
  let all = i8x16.splat(0);
  let blanks = i8x16.splat(0);
  const blank = i16x8.splat(0xa0);
  const stride = wordBits - bits;
  const last = text + ((<usize>units) << 1);
  do {
    const first = v128.load(from);
    const second = v128.load(from, 16);
    all = v128.or(all, v128.or(first, second));
    blanks = v128.or(blanks, v128.or(i16x8.eq(first, blank), i16x8.eq(second, blank)));
    const codes = i8x16.narrow_i16x8_u(i16x8.min_u(first, most), i16x8.min_u(second, most));
    const classes = v128.and(
      i8x16.swizzle(byLow, v128.and(codes, lowHalf)),
      i8x16.swizzle(byHigh, i8x16.shr_u(codes, 4)),
    );
    const words = i8x16.bitmask(i8x16.ne(v128.and(classes, lowHalf), i8x16.splat(0)));
    const others = v128.or(
      v128.or(i8x16.eq(codes, i8x16.splat(0)), i8x16.eq(codes, i8x16.splat(27))),
      v128.or(i8x16.eq(codes, i8x16.splat(64)), i8x16.eq(codes, i8x16.splat(126))),
    );
    const stops = i8x16.bitmask(v128.or(i8x16.ne(v128.and(classes, signs), i8x16.splat(0)), others));
    const numbers = i8x16.bitmask(i16x8.shl(classes, 7));
    store<u16>(to, words | stops);
    store<u16>(to + stride, words);
    store<u16>(to + stride * 2, numbers);
    store<u16>(to + stride * 3, numbers | i8x16.bitmask(classes));
    from += 32;
    to += 2;
  } while (from <= last);
  isWide = v128.any_true(v128.and(all, i16x8.splat(-128)));
  mayVary = isWide && v128.any_true(v128.or(blanks, v128.and(all, i16x8.splat(-8192))));
}

/**
 * The first place from `from` on of what may stand for an ASCII character: a blank that does not break, typesetters'
 * punctuation, a minus, an ideographic blank, and from the presentation forms on, full-width characters among them. -1 for none.
 */
export function nextVariant(from: i32): i32 {
  const beyondAscii = i16x8.splat(-128);
  for (let at = from; at < length; at += 8) {
    const here = text + ((<usize>at) << 1);
    const codes = v128.load(here);
    if (!v128.any_true(v128.and(v128.or(codes, v128.load(here, 16)), beyondAscii))) {
      at += 8;
      continue;
    }
    const ranges = v128.or(
      i16x8.lt_u(i16x8.sub(codes, i16x8.splat(0x2000)), i16x8.splat(0x70)),
      i16x8.lt_u(i16x8.sub(codes, i16x8.splat(-0x200)), i16x8.splat(0x200)),
    );
    const signs = v128.or(i16x8.eq(codes, i16x8.splat(0x2212)), i16x8.eq(codes, i16x8.splat(0x3000)));
    const found = i16x8.bitmask(v128.or(v128.or(ranges, signs), i16x8.eq(codes, i16x8.splat(0xa0))));
    if (found != 0) {
      const place = at + <i32>ctz(found);
      return place < length ? place : -1;
    }
  }
  return -1;
}

export function unit(at: i32): i32 {
  return <i32>load<u16>(text + ((<usize>at) << 1));
}

export function bit(set: usize, at: i32): bool {
  return ((load<u8>(set + ((<usize>at) >> 3)) >> (at & 7)) & 1) == 1;
}

/** How many bits of a set follow each other from `at` on. */
export function runLength(set: usize, at: i32): i32 {
  let end = at;
  for (;;) {
    const known = 64 - (end & 7);
    const run = <i32>ctz(~(load<u64>(set + ((<usize>end) >> 3)) >> ((<u64>end) & 7)));
    if (run < known) return end + run - at;
    end += known;
  }
  return 0;
}
