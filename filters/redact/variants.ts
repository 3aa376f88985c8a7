import { isDigit } from './scan/characters.ts';

// What word processors, web pages and telephones write in place of a blank, a hyphen or a digit, and what they write between
// characters without a width: +49 (0)30 901820 with a narrow blank, 415‑555‑2671 with a hyphen that never breaks.
const blanks = '\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000';
const hyphens = '\\u2010-\\u2015\\u2212';
const invisible = '\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff';
const every = new RegExp(`[${blanks}${hyphens}${invisible}\\uff01-\\uff5e]`, 'g');

/**
 * True when characters in `text` stand for ASCII ones where a finding may hold them: beside a digit, a `+` or a bracket, and
 * full-width digits, `:`, `=` and `@` anywhere. The rest is punctuation of prose. Costs a nanosecond a character.
 */
export function holdsVariants(text: string): boolean {
  for (let at = nextVariant(text, 0); at >= 0; at = nextVariant(text, at + 1)) {
    const plain = plainCode(text.charCodeAt(at));
    const isFullWidth = text.charCodeAt(at) > 0xff00 && plain > 0;
    if (isFullWidth ? isDigit(plain) || plain === 58 || plain === 61 || plain === 64 : isBeside(text, at)) return true;
  }
  return false;
}

function isBeside(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return isDigit(text.charCodeAt(at - 1)) || isDigit(next) || next === 43 || next === 40;
}

/** The first place from `from` on of a character that stands for another; -1 when there is none. */
export function nextVariant(text: string, from: number): number {
  every.lastIndex = from;
  return every.exec(text)?.index ?? -1;
}

/** The code of the ASCII character that one stands for, 0 when it stands for nothing, its own for all others. */
export function plainCode(code: number): number {
  if (code < 0xa0 || (code > 0xa0 && code < 0x2000)) return code;
  if (code === 0xa0 || code <= 0x200a || code === 0x202f || code === 0x205f || code === 0x3000) return 32;
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return 45;
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  const isInvisible =
    code <= 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069 && code !== 0x2065) ||
    code === 0xfeff;
  return isInvisible ? 0 : code;
}
