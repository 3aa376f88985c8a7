import { isSpace, isWord } from '../scan/characters.ts';
import { colourEnd } from '../scan/colour.ts';
import type { Scan } from '../scan/scan.ts';

const longestBlank = 48;
const longestWrapper = 160;
const longestName = 48;
const tag = /^(?:!!(?:str|binary)|&\w+) (?![=:])(?=\S)/;
// What languages print around a text, or in front of its quote: Some("…"), SecretStr('…'), Optional[…], Just "…", b'…', <<"…">>;
// what declares its type, str = "…"; and what holds it, {S: '…'}, []string{"…"}, Array ( [0] => ….
const wrapper = new RegExp(
  `^(?:${[
    /(?:new )?(?![\w.:]{0,30}?(?:[gG]et|[eE]nv|var|[pP]aram|prompt|input|Ident|Lit|Punct)\w{0,16}\()[A-Za-z_][\w.:]{0,30}\(\s{0,48}(?=\\?["'])/,
    /(?:Some|Optional)[([]/,
    /Just (?=\\?")/,
    /[bBuUrRfFNE@]{1,2}(?=["'])/,
    /<<(?=\\?")/,
    /\((?:string|interface \{\})\) (?:\(len=\d{1,6}\) )?(?=\\?")/,
    /&?(?:str|[sS]tring|bytes|any) ?= ?(?=\\?["'])/,
    /(?:AttributeValue\(|(?:[A-Za-z][\w.]{0,40}(?:\[string\]interface \{\})? ?)?\{\s{0,48})\\?["']?(?:[SNs]|[vV]alue|[sS]tringValue)\\?["']? ?[:=] ?(?:Some\(\s{0,48}(?=\\?["']))?/,
    /chr (?=")/,
    /\[\]string\{(?=\\?")/,
    /Array\s{1,16}\(\s{1,16}\[0\] => /,
  ]
    .map(({ source }) => source)
    .join('|')})`,
);

/** Where the value begins whose sign is at `at`: behind blanks, colours, emphasis and what languages print around it. */
export function valueStart(scan: Scan, at: number): number {
  let start = at + 1;
  // LDIF: userPassword:: c2VjcmV0
  if (scan.code(at) === 58 && scan.code(start) === 58) start++;
  if (scan.code(at) === 61 && scan.code(start) === 62) start = dumpedType(scan, start + 1);
  const before = scan.code(at - 1);
  const spaced = scan.code(at) === 58 || before === 58 || before === 45 || isSpace(before) || start > at + 1;
  if (spaced) start = blanksEnd(scan, start);
  start = colourEnd(scan, start) || start;
  // What YAML says of a value: !!str hunter2, &anchor hunter2.
  if (spaced && (scan.code(start) === 33 || scan.code(start) === 38))
    start += tag.exec(scan.text.slice(start, start + longestName))?.[0].length ?? 0;
  // **Password:** hunter2
  if (scan.code(start) === 42 && scan.code(start + 1) === 42 && isSpace(scan.code(start + 2))) start += 3;
  if (!mayWrap(scan, start)) return start;
  return start + (wrapper.exec(scan.text.slice(start, start + longestWrapper))?.[0].length ?? 0);
}

// A name, or the brackets of Erlang, and then a bracket, a quote or the blank of `Just "`: of nearly every value that begins
// with a word, no expression need be tried.
function mayWrap(scan: Scan, start: number): boolean {
  const first = scan.code(start);
  if (first === 60 || first === 91) return scan.code(start + 1) === (first === 60 ? 60 : 93);
  if (first === 123 || first === 38 || first === 40) return true;
  let end = start;
  while (end - start < longestName && isOfName(scan.units[end] as number)) end++;
  const next = scan.code(end);
  if (end === start) return false;
  return (
    next === 40 ||
    next === 91 ||
    next === 34 ||
    next === 39 ||
    next === 92 ||
    next === 10 ||
    next === 123 ||
    isOfWrapper(scan, start, end)
  );
}

// Just "…", str = "…"
function isOfWrapper(scan: Scan, start: number, end: number): boolean {
  const next = scan.code(end + 1);
  if (scan.code(end) === 61) return true;
  return (
    scan.code(end) === 32 && (end - start === 3 || end - start === 4 || next === 61 || next === 40 || next === 123)
  );
}

function isOfName(code: number): boolean {
  return isWord(code) || code === 46 || code === 58 || code === 64;
}

// PHP's var_dump has the type of a value on a line of its own: ["password"]=>\n  string(7) "hunter2".
function dumpedType(scan: Scan, start: number): number {
  if (scan.code(start) > 32 && scan.code(start) !== 92) return start;
  const type = /^(?:\s|\\[nrt]){1,20}string\(\d{1,6}\) (?=\\?")/.exec(scan.text.slice(start, start + 48));
  return start + (type?.[0].length ?? 0);
}

// Behind the blanks in front of a value: as many as align a column, tabs as JSON writes them, and the end of the line when
// a quote begins the next.
function blanksEnd(scan: Scan, start: number): number {
  let at = start;
  while (at - start < longestBlank && (isSpace(scan.code(at)) || isTab(scan, at))) at += isTab(scan, at) ? 2 : 1;
  let next = at;
  while (next - start < longestBlank && (isSpace(scan.code(next)) || scan.code(next) === 10 || scan.code(next) === 13))
    next++;
  // A list of YAML, or a block of it.
  if (next > at && scan.code(next) === 45 && scan.code(next + 1) === 32) return next + 2;
  return scan.code(next) === 34 ? next : blockStart(scan, at);
}

// Where the first line of a block of YAML begins, `|` or `>-` and the end of the line in front of it.
function blockStart(scan: Scan, at: number): number {
  if (scan.code(at) !== 124 && scan.code(at) !== 62) return at;
  let start = at + 1;
  if (scan.code(start) === 45 || scan.code(start) === 43) start++;
  if (scan.code(start) === 13) start++;
  if (scan.code(start++) !== 10) return at;
  while (start - at < longestBlank && isSpace(scan.code(start))) start++;
  return start;
}

function isTab(scan: Scan, at: number): boolean {
  return scan.code(at) === 92 && scan.code(at + 1) === 116;
}
