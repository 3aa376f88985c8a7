import { defaultKeyIdentifier } from '../keys.ts';
import type { Keys } from '../keys.ts';
import { isSpace } from '../scan/characters.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { quotedProblem } from './value-problem.ts';

const longestHead = 2304;
const longestRows = 65_536;
const head = /^insert\s+(?:ignore\s+)?into\s+[^\s(]{1,128}\s*\(([^()]{1,2048})\)\s*values\s*(?=\()/i;
const noText = /^(?:null|true|false|default|\?|\$\d+|[:@]\w+|%s|[\d.]+)$/i;

/** Matchers for SQL that has the names of columns apart from their values: INSERT INTO users (password) VALUES ('hunter2'). */
export function statementMatchers(keys: Keys): Matchers {
  // An INSERT in a value of another is not read again: that would cost the square of their number.
  let serial = 0;
  let until = 0;
  const probe = (scan: Scan, start: number, end: number): number => {
    if (end - start !== 6 || (serial === scan.serial && start < until)) return 0;
    const match = head.exec(scan.text.slice(start, start + longestHead));
    const columns = match?.[1]?.split(',').map((name) => keys.verdict(name.replace(/[\s"`[\]\\]+/g, '')).identifier);
    if (match === null || !columns?.some((identifier) => identifier !== undefined)) return 0;
    serial = scan.serial;
    until = readRows(scan, start + match[0].length, columns);
    return 0;
  };
  return { words: [{ identifier: defaultKeyIdentifier, starts: ['INSERT', 'insert'], probe }] };
}

// Adds what stands in the columns that are keys, and answers where the rows end.
function readRows(scan: Scan, from: number, columns: readonly (string | undefined)[]): number {
  const limit = Math.min(scan.length, from + longestRows);
  let column = 0;
  let at = from;
  while (at < limit) {
    const code = scan.code(at);
    if (code === 40) column = 0;
    else if (code === 44) column++;
    else if (code === 39 || code === 34 || (code === 92 && scan.code(at + 1) === 34)) {
      const start = code === 92 ? at + 2 : at + 1;
      const end = textEnd(scan, start, limit);
      const identifier = columns[column];
      if (identifier !== undefined && quotedProblem(scan, start, end) === undefined)
        scan.findings.add(identifier, start, end);
      at = code === 92 ? end + 1 : end;
    } else if (code !== 41 && !isSpace(code) && code !== 10) {
      const end = wordEnd(scan, at, limit);
      const identifier = columns[column];
      if (identifier !== undefined && end - at > 2 && !noText.test(scan.text.slice(at, end)))
        scan.findings.add(identifier, at, end);
      at = end - 1;
    } else if (code === 41 && !/^\)\s*,\s*\(/.test(scan.text.slice(at, at + 16))) return at;
    at++;
  }
  return at;
}

// Up to the quote that is neither doubled nor escaped.
function textEnd(scan: Scan, start: number, limit: number): number {
  const isEscaped = scan.code(start - 2) === 92;
  const quote = scan.code(start - 1);
  for (let at = start; at < limit; at++) {
    const code = scan.code(at);
    if (code === 92 && scan.code(at + 1) === quote && isEscaped) return at;
    if (code === 92) at++;
    else if (code === quote && !isEscaped) {
      if (scan.code(at + 1) !== quote) return at;
      at++;
    }
  }
  return limit;
}

// A number, a word or the call of a function, up to the comma or bracket behind it.
function wordEnd(scan: Scan, start: number, limit: number): number {
  let end = start;
  while (end < limit && scan.code(end) !== 44 && scan.code(end) !== 41 && scan.code(end) !== 40) end++;
  return scan.code(end) === 40 ? limit : end;
}
