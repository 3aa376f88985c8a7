import { isWord } from './characters.ts';
import type { Scan } from './scan.ts';

/** The offset behind a placeholder such as `[Iban]` or `[Iban:k7Qp…]` that starts at `at`, or 0 when none does. */
export function placeholderEnd(scan: Scan, at: number): number {
  let end = at + 1;
  while (end - at < 64 && (isWord(scan.code(end)) || scan.code(end) === 45)) end++;
  if (!scan.names.has(scan.text.slice(at + 1, end))) return 0;
  if (scan.code(end) === 58) {
    const from = end + 1;
    do end++;
    while (end - from < 64 && (isWord(scan.code(end)) || scan.code(end) === 45));
  }
  return scan.code(end) === 93 ? end + 1 : 0;
}
