import { isName, isQuoteOrEscape, isSpace, isWord } from '../scan/characters.ts';
import { placeholderEnd } from '../scan/placeholder.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Scan } from '../scan/scan.ts';
import { valueStart } from './value-start.ts';
import { isCommonWord, longestMark, markLength } from '../validators/stand-in.ts';

// How far behind the end of its first line the closing quote of a value is looked for.
const longestLines = 1024;
const longestList = 1024;
// A whole value that was redacted already, with or without the code of its hmac, at the end of a line.
const redactedLine = /^\[(?:PasswordKeyValue|SensitiveKey)(?::[\w-]{16})?\]\n/;
// Behind `=`, where a single cookie would end at its `;`: cookie=theme=dark; sid=1f0e.
const cookiePairs = /^[^\s;=,"'\\]+=[^\s;"'\\]*(?:; ?[^\s;=,"'\\]+=[^\s;,"'\\]*)+/;
const longestHash = 256;
const longestYaml = 160;
// $argon2id$v=19$m=65536,t=3,p=4$k7Qp…
const hash = /^\$(?:argon2\w*|2[abxy]|[1567y]|apr1|scrypt|pbkdf2[\w-]*)\$[\w=,./+$-]+/;
const schemes = /^(?:bearer|basic|token|digest|apikey|negotiate|ntlm|hmac|jwt|aws4-hmac-sha256)$/i;

/** From where to where a value stands, and whether quotes stand around it. */
export type ValueReach = readonly [start: number, end: number, quoted: boolean];

/** The value behind the sign at `at`, or undefined when it is an object, a list or redacted already. */
export function valueBehind(scan: Scan, at: number, key: string): ValueReach | undefined {
  let start = valueStart(scan, at);
  const before = scan.code(at - 1);
  const first = scan.code(start);
  // What is redacted already stays as it is, so that a second pass changes nothing; also in the brackets of a list.
  if (first === 91 && isMarkAt(scan, start + 1)) return undefined;
  const braced = first === 123 && scan.code(at) !== 34 ? bracedReach(scan, at, start) : undefined;
  if (braced !== undefined) return braced;
  if (first === 123 || (first === 91 && (before === 34 || isListStart(scan.code(start + 1))))) {
    scan.escaped = true;
    return first === 91 ? listReach(scan, start) : undefined;
  }
  // What Go prints of an object has keys of its own.
  if (first === 109 && scan.text.startsWith('map[', start)) return undefined;
  if (closesInstead(scan, at, start)) return undefined;
  if (isDoubled(scan, at - 2) && isDoubled(scan, start)) return doubled(scan, start + 2);
  if (first === 34 || first === 39 || first === 96)
    return [start + 1, dumpedEnd(scan, start + 1) ?? closing(scan, start + 1, first, false), true];
  if (first === 92 && (scan.code(start + 1) === 34 || scan.code(start + 1) === 39)) {
    return [start + 2, closing(scan, start + 2, scan.code(start + 1), true), true];
  }
  // A header goes on to the end of its line; what a quoted key names does not.
  const isHeader = scan.code(at) === 58 && !isQuoteOrEscape(scan.code(at - 1));
  if (/cookies?$/i.test(key)) {
    // Go prints the values of a header in brackets.
    if (first === 91 && !isMarkAt(scan, start)) return [start + 1, brackets.endOf(scan, start + 1, bracketEnd), false];
    if (isHeader) return [start, lines.endOf(scan, start, lineEnd), false];
    const pairs = cookiePairs.exec(scan.text.slice(start, start + longestList))?.[0].length;
    if (pairs !== undefined) return [start, start + pairs, false];
  }
  if (isMarkAt(scan, start)) return undefined;
  // PHP's print_r has each value on a line of its own.
  if (scan.code(at + 1) === 62 && before <= 32 && scan.code(at - 2) === 93) return [start, dumpEnd(scan, start), false];
  // Go prints the values of a header in brackets, PostgreSQL those of a key.
  if (first === 91 || first === 40) start++;
  if (first === 36 && isWord(scan.code(start + 1))) {
    const length = hash.exec(scan.text.slice(start, start + longestHash))?.[0].length;
    if (length !== undefined) return [start, start + length, false];
  }
  let end = openEnd(scan, start);
  if (scan.code(end) === 32 && isScheme(scan, start, end, key)) {
    start = end + 1;
    end = openEnd(scan, start);
  }
  if (isMarkAt(scan, start)) return undefined;
  return [start, scan.code(end) === 32 && scan.code(at + 1) === 32 ? yamlEnd(scan, at, end) : end, false];
}

// Of a line of YAML the value goes on to its end: password: correct horse. One of its neighbours is such a line, too.
function yamlEnd(scan: Scan, at: number, end: number): number {
  const front = scan.text.slice(Math.max(0, at - longestYaml), at);
  if (!/(?:^|\n)[ -]*[\w.-]+$/.test(front)) return end;
  const rest = scan.text.slice(end, end + longestYaml);
  const line = /^ [^\n"'`\[{#:=]*(?=\n|$)/.exec(rest)?.[0];
  if (line === undefined) return end;
  const isYaml =
    /^\n *(?:- )?[\w.-]+:(?: |\n|$)/.test(rest.slice(line.length)) ||
    /(?:^|\n)[ -]*[\w.-]+:(?: [^\n]*)?\n[^\n]*$/.test(front);
  return isYaml ? end + line.trimEnd().length : end;
}

// Password={a;b} of ODBC, {SSHA}k7Qp… of LDAP.
function bracedReach(scan: Scan, at: number, start: number): ValueReach | undefined {
  const text = scan.text.slice(start, start + longestHash);
  const ldap = /^\{[A-Z][A-Z0-9-]{2,11}\}[\w+/=.$-]+/.exec(text)?.[0].length;
  if (ldap !== undefined) return [start, start + ldap, false];
  const odbc = scan.code(at) === 61 ? /^\{([^{}"'\s:=]{3,128})\}(?=;|"|'|\s|$)/.exec(text)?.[1] : undefined;
  return odbc === undefined ? undefined : [start + 1, start + 1 + odbc.length, true];
}

// The word in front of credentials: one that is known, or in a header any of letters with something random behind it.
function isScheme(scan: Scan, start: number, end: number, key: string): boolean {
  const word = scan.text.slice(start, end);
  if (schemes.test(word)) return true;
  if (!/^authorization$/i.test(key) || !/^[A-Za-z]{2,24}$/.test(word) || isCommonWord(word)) return false;
  return /^(?:(?=\S*\d)[\w.:~+/=-]{8,}|\[)/.test(scan.text.slice(end + 1, end + 1 + longestHash));
}

// From the first text of a list to the end of its last: [ 'sid=1', 'lang=de' ]. Undefined when it holds anything else first.
function listReach(scan: Scan, bracket: number): ValueReach | undefined {
  let start = 0;
  let end = 0;
  for (let at = bracket + 1; at - bracket < longestList; at++) {
    const code = scan.code(at);
    const isEscaped = code === 92 && isQuote(scan.code(at + 1));
    if (isQuote(code) || isEscaped) {
      const from = at + (isEscaped ? 2 : 1);
      if (start === 0) start = from;
      end = closing(scan, from, scan.code(from - 1), isEscaped);
      at = end + (isEscaped ? 1 : 0);
    } else if (!isSpace(code) && code !== 10 && code !== 44) break;
  }
  return end > start ? [start, end, true] : undefined;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

// JSON as a field of CSV: "{""password"":""hunter2""}".
function isDoubled(scan: Scan, at: number): boolean {
  return scan.code(at) === 34 && scan.code(at + 1) === 34;
}

function doubled(scan: Scan, start: number): ValueReach {
  const length = /^(?:[^"\n\\]|\\.){0,512}(?=""(?:[,}\]\s]|$))/.exec(scan.text.slice(start, start + longestList))?.[0]
    .length;
  return [start, start + (length ?? 0), true];
}

// Of a text that var_dump prints, a quote may be part; its length in bytes stands in front: string(11) "hunt"er2 !".
function dumpedEnd(scan: Scan, start: number): number | undefined {
  if (scan.code(start - 3) !== 41) return undefined;
  const length = /string\((\d{1,3})\) "$/.exec(scan.text.slice(Math.max(0, start - 14), start))?.[1];
  const end = start + Number(length);
  return length !== undefined && scan.code(end) === 34 ? end : undefined;
}

// The quote behind `password=` in msg="password=" status=200 is the end of another value.
function closesInstead(scan: Scan, sign: number, start: number): boolean {
  if (start !== sign + 1 || scan.code(sign) !== 61 || scan.code(start) !== 34) return false;
  return /^"(?:\s+[\w.-]+=|[,})\]](?:[\s"'{}[\],]|$)|\s*$)/.test(scan.text.slice(start, start + 40));
}

function isListStart(code: number): boolean {
  return code === 34 || code === 39 || code === 91 || code === 92 || code === 93 || code === 123 || code <= 32;
}

// Up to the closing quote, or to the end of the line when it is missing. Inside an escaped text the quotes are escaped. A
// value may have lines of its own, when its quote is near enough: then the first end of a line is none of the value.
function closing(scan: Scan, start: number, quote: number, escaped: boolean): number {
  // Redacted to the end of its line already: a quote further on belongs to something else.
  if (redactedLine.test(scan.text.slice(start, start + longestMark))) return start;
  let line = 0;
  let end = start;
  for (; end < scan.length && (line === 0 || end - line < longestLines); end++) {
    const code = scan.code(end);
    if (code === quote && (!escaped || scan.code(end - 1) === 92)) {
      // SQL doubles a quote that is part of the value; Python's pprint goes on with it on the next line.
      const next = quote !== 39 || escaped || end === start ? 0 : scan.code(end + 1);
      const further = next === 39 ? end + 1 : next === 10 ? continued(scan, end + 1) : 0;
      if (further === 0) return escaped ? end - 1 : end;
      end = further;
    } else if (code === 92 && !escaped) end++;
    else if (code === 10 && line === 0) line = end;
  }
  // Without an end, what is redacted already is all there is of it.
  if (isMarkAt(scan, start)) return start;
  return line > 0 ? line : Math.min(end, scan.length);
}

// 'Bearer '\n      'k7Qp…'
function continued(scan: Scan, lineEnd: number): number {
  let at = lineEnd + 1;
  while (scan.code(at) === 32) at++;
  return at > lineEnd + 1 && scan.code(at) === 39 ? at : 0;
}

// One that begins inside of another ends where that ends: pw=$(pw=$(pw=$(…
const values = new RunMemory();
const lines = new RunMemory();
const brackets = new RunMemory();

function valueEnd(scan: Scan, start: number): number {
  let end = start;
  while (end < scan.length && !endsValue(scan, end)) end++;
  return end;
}

function openEnd(scan: Scan, start: number): number {
  let end = values.endOf(scan, start, valueEnd);
  // What closes or ends a sentence around the value is not part of it.
  while (end - start > 3 && endsSentence(scan.code(end - 1)) && !isWord(scan.code(end))) end--;
  return end;
}

// . , ; : ) ] }
function endsSentence(code: number): boolean {
  return code === 46 || code === 44 || code === 59 || code === 58 || code === 41 || code === 93 || code === 125;
}

function lineEnd(scan: Scan, start: number): number {
  let end = start;
  while (
    end < scan.length &&
    scan.code(end) !== 10 &&
    scan.code(end) !== 13 &&
    scan.code(end) !== 34 &&
    scan.code(end) !== 39 &&
    !endsHeader(scan, end)
  )
    end++;
  // The backslashes in front of a quote in escaped text belong to the quote.
  if (scan.code(end) === 34 || scan.code(end) === 39) while (end > start && scan.code(end - 1) === 92) end--;
  return end;
}

// The end of a line as JSON writes it, and in {Cookie:a=1 b=2} the bracket.
function endsHeader(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  const next = scan.code(at + 1);
  return code === 92 ? next === 110 || next === 114 : code === 125 && (next <= 32 || next === 125 || next === 44);
}

function bracketEnd(scan: Scan, start: number): number {
  const end = lineEnd(scan, start);
  const bracket = scan.text.slice(start, end).indexOf(']');
  return bracket < 0 ? end : start + bracket;
}

// White space, quotes and brackets end an unquoted value. `,`, `;` and `&` do so in front of white space or a next pair.
function endsValue(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code <= 32 || code === 34 || code === 60 || code === 62 || code === 0x60) return true;
  if (code === 39 || code === 93 || code === 41) return !isWord(scan.code(at + 1));
  // {"user":{password=a}}, but p{a}@b.
  if (code === 125) return !isWord(scan.code(at + 1)) && scan.code(at + 1) !== 64;
  if (code === 91) return isMarkAt(scan, at);
  if (code === 92) return /[nrt"']/.test(scan.text.charAt(at + 1));
  if (code !== 44 && code !== 59 && code !== 38 && code !== 124) return false;
  const next = scan.code(at + 1);
  return next <= 32 || next === 34 || next === 39 || startsPair(scan, at + 1);
}

// user[password]= too, and as forms encode it.
function startsPair(scan: Scan, start: number): boolean {
  let end = start;
  while (end - start < 64 && (isName(scan.code(end)) || '[]%'.includes(scan.text.charAt(end)))) end++;
  return end > start && (scan.code(end) === 61 || scan.code(end) === 58);
}

// The end of the line, also where JSON has escaped it.
function dumpEnd(scan: Scan, start: number): number {
  let end = start;
  while (end < scan.length && scan.code(end) > 31 && !(scan.code(end) === 92 && /[nr]/.test(scan.text.charAt(end + 1))))
    end++;
  return end;
}

function isMarkAt(scan: Scan, start: number): boolean {
  if (scan.code(start) !== 91) return false;
  return placeholderEnd(scan, start) > 0 || markLength(scan.text.slice(start, start + longestMark), scan.names) > 0;
}
