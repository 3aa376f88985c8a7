import type { Keys } from './keys.ts';
import { isSpace } from '../scan/characters.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { closingEnd } from './value-end.ts';
import { quotedProblem } from './value-problem.ts';

const longestHead = 2304;
const longestRows = 65_536;
// They are gone through at each number: more than a few rows are not read for their columns.
const mostColumns = 64;
const head = /^insert\s+(?:ignore\s+)?into\s+[^\s(]{1,128}\s*\(([^()]{1,2048})\)\s*values\s*(?=\()/i;
const noText = /^(?:null|true|false|default|\?|\$\d+|[:@]\w+|%s|[\d.]+)$/i;

/** Matchers for SQL that has the names of columns apart from their values: INSERT INTO users (password) VALUES ('hunter2'). */
export function statementMatchers(keys: Keys): Matchers {
  // An INSERT in a value of another is not read again: that would cost the square of their number.
  const statements = new RunMemory();
  const probe = (scan: Scan, start: number): number => {
    if (statements.wasRefused(scan, start)) return 0;
    const match = head.exec(scan.text.slice(start, start + longestHead));
    const columns = match?.[1]?.split(',').map((name) => columnOf(name.replace(/[\s"`[\]\\]+/g, ''), keys));
    if (match === null || !columns?.some(({ identifier, isKeyword }) => identifier !== undefined || isKeyword))
      return 0;
    statements.endOf(scan, start, () => readRows(scan, start + match[0].length, columns));
    statements.refuse(scan);
    return 0;
  };
  return { words: [{ starts: ['INSERT', 'insert'], probe }] };
}

interface ColumnVerdict {
  readonly name: string;
  readonly identifier: string | undefined;
  readonly isKeyword: boolean;
}

function columnOf(name: string, keys: Keys): ColumnVerdict {
  const { identifier, context } = keys.verdict(name);
  return { name, identifier, isKeyword: context !== '' };
}

// Adds what stands in the columns that are keys, notes all for the scan that goes on inside, and answers where the rows
// end: at the first thing that is no value of SQL.
function readRows(scan: Scan, from: number, columns: readonly ColumnVerdict[]): number {
  const limit = Math.min(scan.length, from + longestRows);
  let column = -1;
  let at = from;
  while (at < limit) {
    const sign = scan.code(at);
    // ( and , in front of a value, ) and , between rows
    if (sign === 40) column = 0;
    else if (sign === 44) column++;
    else return at;
    at = blanksEnd(scan, at + 1);
    if (scan.code(at) === 40 && column >= columns.length) continue;
    const value = valueAt(scan, at, limit);
    if (value === undefined) return at;
    const [start, end, next] = value;
    at = blanksEnd(scan, next);
    const ends = scan.code(at);
    if (ends !== 44 && ends !== 41) return at;
    const { name, identifier } = columns[column] ?? { name: '' };
    if (identifier !== undefined && isSecret(scan, start, end, next)) scan.findings.add(identifier, start, end);
    if (scan.columns.length < mostColumns) scan.columns.push({ start, end, name });
    if (ends === 41) {
      column = columns.length;
      at = blanksEnd(scan, at + 1);
    }
  }
  return at;
}

function isSecret(scan: Scan, start: number, end: number, next: number): boolean {
  if (next > end) return quotedProblem(scan, start, end) === undefined;
  return end - start > 2 && !noText.test(scan.text.slice(start, end));
}

// From where to where the value at `at` stands, without its quotes, and what is behind it.
function valueAt(
  scan: Scan,
  at: number,
  limit: number,
): readonly [start: number, end: number, next: number] | undefined {
  const isEscaped = scan.code(at) === 92;
  const quote = scan.code(isEscaped ? at + 1 : at);
  if (quote === 39 || quote === 34) {
    const start = isEscaped ? at + 2 : at + 1;
    const end = closingEnd(scan, start, quote, isEscaped);
    return end < limit ? [start, end, end + start - at] : undefined;
  }
  const word = /^[\w.:$?@%+!#^&*~/=-]{1,128}(?:\([^()"'\\\n]{0,64}\))?/.exec(scan.text.slice(at, at + 200));
  return word === null ? undefined : [at, at + word[0].length, at + word[0].length];
}

function blanksEnd(scan: Scan, start: number): number {
  let at = start;
  while (isSpace(scan.code(at)) || scan.code(at) === 10) at++;
  return at;
}
