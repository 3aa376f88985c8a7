import type { ConfigProblem } from '../contracts/config.ts';

/** A problem as one line for people: where, what was found, what was expected, and the fix. */
export function problemLine({ path, found, expected, fix }: ConfigProblem): string {
  const end = /[.?!]$/.test(expected) ? '' : '.';
  return `${path}: found ${found}; expected ${expected}${end} ${fix}`;
}
