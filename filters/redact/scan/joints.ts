import { isBase64, isDigit, isHex, isWord } from './characters.ts';
import type { Scan } from './scan.ts';

/** The fewest characters of a base64 token that is decoded: 16 bytes hardly hold a finding. */
export const leastBase64 = 24;

/** True for what stands between two groups of digits: a blank, `-`, `.` and `/`. */
export function isSeparator(code: number): boolean {
  return code === 32 || (code >= 45 && code <= 47);
}

/** A digit, or what may stand between two groups of them. */
export function isGroupPart(code: number): boolean {
  return code === 32 || (code >= 45 && code <= 57);
}

/**
 * True when an address may go on behind the word of `size` characters at `at`: hexadecimal digits, and `:` behind them; or `-`
 * or `.` in MAC addresses, which have one more of these behind the next pair or group.
 */
export function isJoint(units: Uint16Array, at: number, size: number, after: number): boolean {
  if (size > 4) return false;
  const mayJoin =
    after === 58 ||
    (((after === 45 && size === 2) || (after === 46 && size === 4)) && units[at + 2 * size + 1] === after);
  return mayJoin && isHex(units[at] as number) && isHex(units[at + size - 1] as number);
}

/**
 * True when something goes on behind the word of `size` characters at `at`: an address, or base64 with `+` and `/` when what
 * stands further on may be base64, too. Most of these are paths.
 */
export function goesOn(units: Uint16Array, at: number, size: number, after: number): boolean {
  if (after !== 43 && after !== 47) return isJoint(units, at, size, after);
  // The `+` or `/` in front of the word may belong to the run.
  return isBase64(units[at + 14] as number) && isBase64(units[at + leastBase64 - 2] as number);
}

/**
 * True for the `+` that a form has in place of a blank: 4111+1111+1111, 0151+23456789, 1+(415). Not in 10:00:00.5+02:00 and
 * 1.4.2-rc.1+0aff190, which are in many lines, and reading those a second time costs as much as five others.
 */
export function joinsGroups(scan: Scan, plus: number): boolean {
  if (scan.code(plus + 1) === 40) return true;
  let end = plus + 1;
  while (end - plus <= 20 && isDigit(scan.code(end))) end++;
  const digits = end - plus - 1;
  return digits > 0 && (scan.code(end) === 43 || (digits >= 5 && !isWord(scan.code(end))));
}
