import { isName, isWord } from '../scan/characters.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Scan } from '../scan/scan.ts';
import { longestMark, markLength } from '../validators/stand-in.ts';

// How far behind the end of its first line the closing quote of a value is looked for.
const longestLines = 1024;
// The most signs that end a sentence: many keys may have the one value that ends there.
const longestTail = 16;
// A whole value that was redacted already, with or without the code of its hmac, at the end of a line.
const redactedLine = /^\[(?:PasswordKeyValue|SensitiveKey)(?::[\w-]{16})?\]\n/;

const quotedCookie = /^(["'])[^\s"',;\\]*\1(?=; ?[\w.-]+=|;?(?:[\r\n]|$))/;
const longestCookie = 4096;

// One that begins inside of another ends where that ends: pw=$(pw=$(pw=$(…
const values = new RunMemory();
const lines = new RunMemory();
const brackets = new RunMemory();
const dumps = new RunMemory();

/**
 * Up to the closing quote, or to the end of the line when it is missing. Inside an escaped text the quotes are escaped. A
 * value may have lines of its own, when its quote is near enough: then the first end of a line is none of the value.
 */
export function closingEnd(scan: Scan, start: number, quote: number, escaped: boolean): number {
  // Redacted to the end of its line already: a quote further on belongs to something else.
  if (redactedLine.test(scan.text.slice(start, start + longestMark))) return start;
  let line = 0;
  let end = start;
  for (; end < scan.length && (line === 0 || end - line < longestLines); end++) {
    const code = scan.code(end);
    if (code === quote && (!escaped || scan.code(end - 1) === 92)) {
      // SQL doubles a quote that is part of the value; Python's pprint goes on with it on the next line.
      const next = quote !== 39 || escaped || end === start ? 0 : scan.code(end + 1);
      if (next === 92 && scan.code(end + 2) === 110) scan.escaped = true;
      const further = next === 39 ? end + 1 : next === 10 || next === 13 ? continued(scan, end + 1) : 0;
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
  while (scan.code(at) === 32 || scan.code(at) === 10) at++;
  return at > lineEnd + 1 && scan.code(at) === 39 ? at : 0;
}

function valueEnd(scan: Scan, start: number): number {
  let end = start;
  while (!endsValue(scan, end)) end++;
  return end;
}

/** The end of a value without quotes, without what closes or ends a sentence around it. */
export function openEnd(scan: Scan, start: number): number {
  const end = values.endOf(scan, start, valueEnd);
  if (end - start <= 3 || !endsSentence(scan.code(end - 1))) return end;
  return endsSentence(scan.code(end - 2)) ? Math.max(start + 3, sentenceStart(scan, end)) : end - 1;
}

function sentenceStart(scan: Scan, end: number): number {
  let start = end;
  while (end - start < longestTail && endsSentence(scan.code(start - 1))) start--;
  return start;
}

// . , ; : ) ] }
function endsSentence(code: number): boolean {
  return code === 46 || code === 44 || code === 59 || code === 58 || code === 41 || code === 93 || code === 125;
}

/** The end of the line of a header, or of the text in quotes that it is in. */
export function headerEnd(scan: Scan, start: number): number {
  return lines.endOf(scan, start, lineEnd);
}

/** The end of what stands in brackets on one line. */
export function bracketedEnd(scan: Scan, start: number): number {
  return brackets.endOf(scan, start, bracketEnd);
}

function lineEnd(scan: Scan, start: number): number {
  const { units, length } = scan;
  let end = start;
  while (end < length) {
    const code = units[end] as number;
    // Most are letters, of which nothing need be asked.
    if (code > 93 && code !== 125) end++;
    else if (endsLine(scan, end)) break;
    else end = code === 61 ? quotedEnd(scan, start, end + 1) : end + 1;
  }
  return quoteStart(scan, start, end);
}

// Of a cookie the value may have quotes of its own: theme="dark"; sid=1f0e.
function quotedEnd(scan: Scan, start: number, at: number): number {
  if (scan.code(at) !== 34 && scan.code(at) !== 39) return at;
  let name = at - 1;
  while (name > start && isName(scan.code(name - 1))) name--;
  while (name > start && scan.code(name - 1) === 32) name--;
  if (name > start && scan.code(name - 1) !== 59) return at;
  return at + (quotedCookie.exec(scan.text.slice(at, at + longestCookie))?.[0].length ?? 0);
}

function endsLine(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  return code === 10 || code === 13 || code === 34 || code === 39 || endsHeader(scan, at);
}

// The backslashes in front of a quote in escaped text belong to the quote, and a key with its sign to the value in quotes.
function quoteStart(scan: Scan, start: number, quote: number): number {
  let end = quote;
  if (scan.code(end) !== 34 && scan.code(end) !== 39) return end;
  while (end > start && scan.code(end - 1) === 92) end--;
  if (end === start || scan.code(end - 1) !== 61) return end;
  let key = end - 1;
  while (key > start && isName(scan.code(key - 1))) key--;
  while (key > start && (scan.code(key - 1) === 32 || scan.code(key - 1) === 44 || scan.code(key - 1) === 59)) key--;
  return key;
}

// The end of a line as JSON writes it, and in {Cookie:a=1 b=2} the bracket.
function endsHeader(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  const next = scan.code(at + 1);
  return code === 92 ? next === 110 || next === 114 : code === 125 && (next <= 32 || next === 125 || next === 44);
}

// Up to the bracket alone, and not first to the end of the line: cookie=[a] cookie=[a] …
function bracketEnd(scan: Scan, start: number): number {
  let end = start;
  while (end < scan.length && scan.code(end) !== 93 && !endsLine(scan, end)) end++;
  return scan.code(end) === 93 ? end : quoteStart(scan, start, end);
}

// White space, quotes and brackets end an unquoted value. `,`, `;` and `&` do so in front of white space or a next pair.
function endsValue(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code <= 32 || code === 0xa0 || code === 34 || code === 60 || code === 62 || code === 0x60) return true;
  if (code === 39 || code === 93 || code === 41) return !isWord(scan.code(at + 1));
  // {"user":{password=a}}, but p{a}@b.
  if (code === 125) return !isWord(scan.code(at + 1)) && scan.code(at + 1) !== 64;
  if (code === 91) return isMarkAt(scan, at);
  if (code === 92) return /[nrt"']/.test(scan.text.charAt(at + 1));
  if (code !== 44 && code !== 59 && code !== 38 && code !== 124) return false;
  const next = scan.code(at + 1);
  return next <= 32 || next === 34 || next === 39 || startsPair(scan, at + 1);
}

// user[password]= too, and as forms encode it; and @timestamp=.
function startsPair(scan: Scan, start: number): boolean {
  const from = scan.code(start) === 64 ? start + 1 : start;
  let end = from;
  while (end - from < 64 && (isName(scan.code(end)) || '[]%'.includes(scan.text.charAt(end)))) end++;
  return end > from && (scan.code(end) === 61 || scan.code(end) === 58);
}

/** The end of the line, also where JSON has escaped it. */
export function dumpEnd(scan: Scan, start: number): number {
  return dumps.endOf(scan, start, dumpFrom);
}

function dumpFrom(scan: Scan, start: number): number {
  let end = start;
  while (end < scan.length && scan.code(end) > 31 && !(scan.code(end) === 92 && /[nr]/.test(scan.text.charAt(end + 1))))
    end++;
  return end;
}

/** True where something redacted begins. */
export function isMarkAt(scan: Scan, start: number): boolean {
  // No mark has fewer than two characters.
  if (scan.code(start) !== 91 || !isWord(scan.code(start + 2))) return false;
  return markLength(scan.text.slice(start, start + longestMark), scan.names) > 0;
}
