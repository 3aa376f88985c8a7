import { isDigit, isWord } from './characters.ts';
import type { Scan } from './scan.ts';

/** The fewest characters of a base64 token that is decoded: 16 bytes hardly hold a finding. */
export const leastBase64 = 24;

/** The most digits and signs with which a run of base64 begins in front of its first word: 41/+, of one in 200 AWS secret keys. */
export const mostInFront = 4;

/** True for what stands between two groups of digits: a blank, `-`, `.` and `/`. */
export function isSeparator(code: number): boolean {
  return code === 32 || (code >= 45 && code <= 47);
}

/**
 * True for the `+` behind the digits at `start` that a form has in place of a blank: 4111+1111+1111, 0151+23456789, 1+(415),
 * =97+6133. Not in 10:00:00.5+02:00 and 1.4.2-rc.1+0aff190, which are in many lines, and reading those a second time costs as
 * much as five others.
 */
export function joinsGroups(scan: Scan, start: number, plus: number): boolean {
  if (scan.code(plus + 1) === 40) return true;
  if (scan.code(start - 1) === 61 && isDigit(scan.code(plus + 1))) return true;
  let end = plus + 1;
  while (end - plus <= 20 && isDigit(scan.code(end))) end++;
  const digits = end - plus - 1;
  return digits > 0 && (scan.code(end) === 43 || (digits >= 5 && !isWord(scan.code(end))));
}

// How far in front of a + the = of its value is looked for: the first blank of a form is near.
const nearSign = 24;

/** True for the `+` between two words of a value that a form has in place of a blank: msg=login+with+password. */
export function joinsWords(scan: Scan, plus: number): boolean {
  if (!isWord(scan.code(plus - 1)) || !isWord(scan.code(plus + 1))) return false;
  for (let at = plus - 1; at >= 0 && plus - at <= nearSign; at--) {
    const code = scan.code(at);
    if (code === 61) return true;
    // Of the + in front it was told already.
    if (code <= 32 || code === 34 || code === 44 || code === 43) return false;
  }
  return false;
}
