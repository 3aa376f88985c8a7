import { isLetter } from '../scan/characters.ts';
import type { Keys } from './keys.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { quotedProblem } from './value-problem.ts';

// How far in front of its values the statement may begin, and how far they reach.
const longestStatement = 2048;
const longestValues = 2048;
const mostValues = 64;
// PARAMETERS: ["…"] of TypeORM, [parameters: ('…')] of SQLAlchemy, params ["…"] of Doctrine, bindings [ '…' ] of knex.
const opening = /^(?:PARAMETERS: |bindings )\[ ?/;
const closing = /(?:parameters: |params:? )$/;
const statement = /\b(?:insert\s+(?:ignore\s+)?into|update|select|delete)\b/gi;
const inserted = /^insert\s[^(]{1,160}\(([^()]{1,1024})\)\s*values\s*\(([^()]{1,1024})\)/i;
const compared =
  /(?:["'`\\[]{0,2}(\w{1,64})["'`\\\]]{0,2}\s{0,4}(?:[=<>]|!=|<>|[<>]=|\bI?LIKE\b|\blike\b)\s{0,4})?(\$\d{1,3}|\?|%s)/g;
const bound = /\s*(?:\\?"([^"\\]{0,1024})\\?"|'([^'\\]{0,1024})'|[^,[\](){}"']{1,64})\s*(,|[\])]|$)/y;

/** Matchers for values that a driver logs behind the statement they belong to: … SET "password" = $1 -- PARAMETERS: ["hunter2"]. */
export function boundMatchers(keys: Keys): Matchers {
  // Many lists behind one statement would read it again for each.
  const lists = new RunMemory();
  const read = (scan: Scan, start: number, from: number): number => {
    if (lists.wasRefused(scan, start)) return 0;
    lists.endOf(scan, start, () => start + longestStatement / 8);
    lists.refuse(scan);
    const front = scan.text.slice(Math.max(0, start - longestStatement), start);
    const begin = [...front.matchAll(statement)].at(-1)?.index;
    if (begin !== undefined) readValues(scan, from, columnsOf(front.slice(begin)), keys);
    return 0;
  };
  const atWord = (scan: Scan, start: number): number => {
    const length = opening.exec(scan.text.slice(start, start + 16))?.[0].length;
    return length === undefined ? 0 : read(scan, start, start + length);
  };
  // Words that begin as these do are in most lines: they are looked for at the bracket.
  const atBracket = (scan: Scan, at: number): number => {
    if (
      scan.code(at - 1) !== 32 ||
      isLetter(scan.code(at + 1)) ||
      !closing.test(scan.text.slice(Math.max(0, at - 12), at))
    )
      return 0;
    return read(scan, at, at + 1);
  };
  return {
    words: [{ starts: ['PARAMETERS', 'bindings'], probe: atWord }],
    signs: [
      { sign: '(', probe: atBracket },
      { sign: '[', probe: atBracket },
    ],
  };
}

// The names of the columns that the placeholders stand for, in the order of the values.
function columnsOf(text: string): string[] {
  const columns: string[] = [];
  const insert = inserted.exec(text);
  const names = insert?.[1]?.split(',').map((name) => name.replace(/[\s"'`[\]\\]+/g, ''));
  const places = insert?.[2]?.split(',').map((place) => place.trim());
  places?.forEach((place, at) => note(columns, place, names?.[at]));
  for (const [, name, place = ''] of text.slice(insert?.[0].length ?? 0).matchAll(compared)) note(columns, place, name);
  return columns;
}

function note(columns: string[], place: string, name = ''): void {
  if (place.startsWith('$')) columns[Number(place.slice(1)) - 1] ??= name;
  else if (place === '?' || place === '%s') columns.push(name);
}

function readValues(scan: Scan, from: number, columns: readonly string[], keys: Keys): void {
  const text = scan.text.slice(from, from + longestValues);
  bound.lastIndex = 0;
  for (let index = 0; index < Math.min(columns.length, mostValues); index++) {
    const found = bound.exec(text);
    if (found === null) return;
    const value = found[1] ?? found[2];
    const { identifier, weak } = keys.verdict(columns[index] ?? '');
    if (value !== undefined && identifier !== undefined) {
      const start = from + found.index + found[0].indexOf(value, found[0].search(/["']/));
      if (quotedProblem(scan, start, start + value.length, weak) === undefined)
        scan.findings.add(identifier, start, start + value.length);
    }
    if (found[3] !== ',') return;
  }
}
