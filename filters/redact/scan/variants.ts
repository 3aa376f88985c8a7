import { isDigit } from './characters.ts';
import type { Scan } from './scan.ts';

/**
 * True when characters of the text under scan stand for ASCII ones where a finding may hold them: beside a digit, a `+` or a
 * bracket, and full-width digits, `:`, `=` and `@` anywhere. The rest is punctuation of prose.
 */
export function holdsVariants(scan: Scan): boolean {
  for (let at = scan.walk.nextVariant(0); at >= 0; at = scan.walk.nextVariant(at + 1)) {
    const code = scan.code(at);
    const plain = plainCode(code);
    const isFullWidth = code > 0xff00 && plain > 0;
    if (plain === code) continue;
    if (isFullWidth ? isDigit(plain) || plain === 58 || plain === 61 || plain === 64 : isBeside(scan, at)) return true;
  }
  return false;
}

function isBeside(scan: Scan, at: number): boolean {
  const next = scan.code(at + 1);
  return isDigit(scan.code(at - 1)) || isDigit(next) || next === 43 || next === 40;
}

/**
 * The code of the ASCII character that one stands for, 0 when it stands for nothing, its own for all others. Word processors,
 * web pages and telephones write others in place of a blank, a hyphen or a digit, and some without a width between them:
 * +49 (0)30 901820 with a narrow blank, 415‑555‑2671 with a hyphen that never breaks. `nextVariant` of the walk finds them.
 */
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
