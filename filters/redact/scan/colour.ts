import { isDigit } from './characters.ts';
import type { Scan } from './scan.ts';

const longestColour = 24;

/**
 * The offset behind a colour as terminals know them (ECMA-48, 8.3.117: ESC `[` numbers `m`) that starts at `at`, or 0 when
 * none does. Its `m` is no part of the word behind it.
 */
export function colourEnd(scan: Scan, at: number): number {
  if (scan.code(at) !== 27 || scan.code(at + 1) !== 91) return 0;
  let end = at + 2;
  while (end - at < longestColour && (isDigit(scan.code(end)) || scan.code(end) === 59)) end++;
  return scan.code(end) === 109 ? end + 1 : 0;
}
