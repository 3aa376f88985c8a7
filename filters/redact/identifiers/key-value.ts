import { isDigit, isWord } from '../scan/characters.ts';
import { colourEnd } from '../scan/colour.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Probe, Scan } from '../scan/scan.ts';
import { defaultKeyIdentifier } from '../keys.ts';
import type { Keys } from '../keys.ts';
import { isStandIn } from '../validators/entropy.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const longestKey = 64;
const longestBlank = 48;
// How far behind the end of its first line the closing quote of a value is looked for.
const longestLines = 1024;
// A whole value that was redacted already, with or without the code of its hmac, at the end of a line.
const redactedLine = /^\[(?:PasswordKeyValue|SensitiveKey)(?::[\w-]{16})?\]\n/;
const longestPlaceholder = 40;
// What stands behind a key without being its secret.
const noSecrets =
  /^(?:null|nil|none|true|false|undefined|yes|no|ok|required|optional|invalid|valid|expired|missing|incorrect|wrong|empty|changed|updated|reset|not|is|was|are|must|should|cannot|failed|failure|unknown|mismatch|string|number|object|boolean|field|found|rejected|accepted|denied|revoked|refreshed|error|please|the|a|an|for|and|or|to|in|of|from|with|has|will|set|unset|disabled|enabled|hidden|masked|redacted|filtered|encrypted)[.,;:!?]*$/i;
const schemes = /^(?:bearer|basic|token|digest|apikey|negotiate|ntlm|hmac|jwt|aws4-hmac-sha256)$/i;

/** The probe at `:` and `=` behind a key: what it finds is the value. */
export function keyValueProbe(keys: Keys): Probe {
  return (scan, at, keyEnd) => {
    if (at < scan.floor || scan.level === 2) return 0;
    for (let gap = keyEnd; gap < at; gap++) {
      if (isGap(scan.code(gap))) continue;
      // An escape may be a blank, which only reading the JSON tells.
      if (scan.code(gap - 1) === 92) scan.escaped = true;
      return 0;
    }
    const isElement = scan.code(at) === 62;
    if (isElement && (at !== keyEnd || !opensElement(scan, at))) return 0;
    const key = keyBefore(scan, keyEnd);
    const verdict = keys.verdict(key);
    if (verdict.identifier === undefined) {
      // What stands in a list under a keyword belongs to it, and only walking the JSON shows that.
      if (verdict.context !== '' && scan.code(at + 1) === 91) scan.escaped = true;
      return 0;
    }
    const value = valueBehind(scan, at, key);
    if (value === undefined) return 0;
    const [start, end, quoted] = value;
    if (isElement && (scan.code(end) !== 60 || scan.code(end + 1) !== 47)) return 0;
    // Names of the user's own are no common words: whatever stands behind them is meant.
    const isPlain = quoted || verdict.identifier !== defaultKeyIdentifier;
    const problem = isPlain ? quotedProblem(scan, start, end) : openProblem(scan, at, start, end, key, verdict.weak);
    if (problem !== undefined) {
      scan.findings.refuse(verdict.identifier, start, end, problem);
      return 0;
    }
    scan.findings.add(verdict.identifier, start, end);
    scan.floor = end;
    // Looks into short values as well: what is found in there has a better name for them.
    return end - start > 512 ? end : at + 1;
  };
}

// Behind the blanks in front of a value: as many as align a column, tabs as JSON writes them, and the end of the line when
// a quote begins the next.
function blanksEnd(scan: Scan, start: number): number {
  let at = start;
  while (at - start < longestBlank && (isSpace(scan.code(at)) || isTab(scan, at))) at += isTab(scan, at) ? 2 : 1;
  let next = at;
  while (next - start < longestBlank && (isSpace(scan.code(next)) || scan.code(next) === 10 || scan.code(next) === 13))
    next++;
  return scan.code(next) === 34 ? next : at;
}

function isTab(scan: Scan, at: number): boolean {
  return scan.code(at) === 92 && scan.code(at + 1) === 116;
}

// <password>, <ns:password>: what stands behind it, up to the end tag, is the value.
function opensElement(scan: Scan, end: number): boolean {
  const least = Math.max(0, end - longestKey);
  let start = end;
  while (start > least && (isName(scan.code(start - 1)) || scan.code(start - 1) === 58)) start--;
  return scan.code(start - 1) === 60;
}

// The name that ends at `end`, with hyphens and dots; for "key" alone, the word in front of it too: "api key: …".
function keyBefore(scan: Scan, end: number): string {
  const least = Math.max(0, end - longestKey);
  let start = end;
  while (start > least && isName(scan.code(start - 1))) start--;
  if (end - start === 3 && scan.code(start - 1) === 32 && /^key$/i.test(scan.text.slice(start, end))) {
    start--;
    while (start > least && isName(scan.code(start - 1))) start--;
  }
  // The letter of an escape is none of the name: `\npwd=`.
  if (scan.code(start - 1) === 92 && /[bfnrt]/.test(scan.text.charAt(start))) start++;
  // Of a path the last part counts.
  for (let at = end - 1; at >= start; at--) if (scan.code(at) === 46) start = at + 1;
  return scan.text.slice(start, end);
}

function valueBehind(scan: Scan, at: number, key: string): readonly [number, number, boolean] | undefined {
  let start = at + 1;
  if (scan.code(at) === 61 && scan.code(start) === 62) start++;
  const spaced = scan.code(at) === 58 || isSpace(scan.code(at - 1)) || start > at + 1;
  if (spaced) start = blanksEnd(scan, start);
  start = colourEnd(scan, start) || start;
  const first = scan.code(start);
  if (first === 123 || (first === 91 && isListStart(scan.code(start + 1)))) {
    scan.escaped = true;
    return undefined;
  }
  if (first === 34 || first === 39 || first === 96) return [start + 1, closing(scan, start + 1, first, false), true];
  if (first === 92 && (scan.code(start + 1) === 34 || scan.code(start + 1) === 39)) {
    return [start + 2, closing(scan, start + 2, scan.code(start + 1), true), true];
  }
  // A header goes on to the end of its line; what a quoted key names does not.
  const isHeader = scan.code(at) === 58 && !isQuoteOrEscape(scan.code(at - 1));
  if (isHeader && /cookies?$/i.test(key)) return [start, lines.endOf(scan, start, lineEnd), false];
  let end = openEnd(scan, start);
  if (scan.code(end) === 32 && schemes.test(scan.text.slice(start, end))) {
    start = end + 1;
    end = openEnd(scan, start);
  }
  // What is redacted already stays as it is, so that a second pass changes nothing.
  return isPlaceholderAt(scan, start) ? undefined : [start, end, false];
}

function isListStart(code: number): boolean {
  return code === 34 || code === 39 || code === 91 || code === 92 || code === 93 || code === 123 || code <= 32;
}

// Up to the closing quote, or to the end of the line when it is missing. Inside an escaped text the quotes are escaped. A
// value may have lines of its own, when its quote is near enough: then the first end of a line is none of the value.
function closing(scan: Scan, start: number, quote: number, escaped: boolean): number {
  // Redacted to the end of its line already: a quote further on belongs to something else.
  if (redactedLine.test(scan.text.slice(start, start + longestPlaceholder))) return start;
  let line = 0;
  let end = start;
  for (; end < scan.length && (line === 0 || end - line < longestLines); end++) {
    const code = scan.code(end);
    if (code === quote && (!escaped || scan.code(end - 1) === 92)) return escaped ? end - 1 : end;
    if (code === 92 && !escaped) end++;
    else if (code === 10 && line === 0) line = end;
  }
  // Without an end, what is redacted already is all there is of it.
  if (isPlaceholderAt(scan, start)) return start;
  return line > 0 ? line : Math.min(end, scan.length);
}

// One that begins inside of another ends where that ends: pw=$(pw=$(pw=$(…
const values = new RunMemory();
const lines = new RunMemory();

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
    scan.code(end) !== 39
  )
    end++;
  // The backslashes in front of a quote in escaped text belong to the quote.
  if (scan.code(end) === 34 || scan.code(end) === 39) while (end > start && scan.code(end - 1) === 92) end--;
  return end;
}

// White space, quotes and brackets end an unquoted value. `,`, `;` and `&` do so in front of white space or a next pair.
function endsValue(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code <= 32 || code === 34 || code === 60 || code === 62 || code === 125 || code === 0x60) return true;
  if (code === 39 || code === 93 || code === 41) return !isWord(scan.code(at + 1));
  if (code === 91) return isPlaceholderAt(scan, at);
  if (code === 92) return /[nrt"']/.test(scan.text.charAt(at + 1));
  if (code !== 44 && code !== 59 && code !== 38 && code !== 124) return false;
  const next = scan.code(at + 1);
  return next <= 32 || next === 34 || next === 39 || startsPair(scan, at + 1);
}

function startsPair(scan: Scan, start: number): boolean {
  let end = start;
  while (end - start < 40 && isName(scan.code(end))) end++;
  return end > start && (scan.code(end) === 61 || scan.code(end) === 58);
}

function quotedProblem(scan: Scan, start: number, end: number): string | undefined {
  if (end <= start) return 'the value is empty';
  return isStandIn(scan.text.slice(start, end)) ? 'the value is a placeholder' : undefined;
}

function openProblem(
  scan: Scan,
  at: number,
  start: number,
  end: number,
  key: string,
  weak: boolean,
): string | undefined {
  const value = scan.text.slice(start, Math.min(end, start + 256));
  if (value.length < 3) return 'the value is too short';
  if (isStandIn(value)) return 'the value is a placeholder';
  if (noSecrets.test(value)) return 'the value is a common word';
  // An expression takes 20 ns even where its first character rules it out.
  const first = value.charCodeAt(0);
  if (first >= 65 && first <= 90 && /^[A-Z][A-Za-z]*\{/.test(value)) return 'it is an object with its name in front';
  if (key === 'secret' && /:\d{12}:secret$/.test(scan.text.slice(Math.max(0, at - 20), at)))
    return 'it is part of an ARN';
  if (key.endsWith('PWD') && /^(?:OLD)?PWD$/.test(key) && /^[/~]|^[A-Z]:/.test(value))
    return 'it is a working directory';
  if (weak && isDigit(first) && /^\d{1,5}$/.test(value)) return 'the value is a small number';
  const spaced = isSpace(scan.code(at + 1));
  if (weak && spaced && value.length < 16 && !/\d|[^A-Za-z0-9][A-Za-z0-9]|[a-z][A-Z]/.test(value))
    return 'the value reads like prose';
  return undefined;
}

function isPlaceholderAt(scan: Scan, start: number): boolean {
  return scan.code(start) === 91 && /^\[[A-Za-z][\w-]*(?::[\w-]{16})?\]/.test(scan.text.slice(start, start + 90));
}

function isQuoteOrEscape(code: number): boolean {
  return code === 34 || code === 39 || code === 92;
}

// Between key and sign: quotes, backslashes, blanks, and what counts for nothing in a name. Anything else is part of
// another name: password!
function isGap(code: number): boolean {
  return isSpace(code) || isQuoteOrEscape(code) || code === 45 || code === 46;
}

function isName(code: number): boolean {
  return isWord(code) || code === 45 || code === 46;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const keyValue = (): readonly IdentifierDeclaration[] => [
  {
    name: 'PasswordKeyValue',
    group: 'default',
    summary: 'The value under a key such as password, secret, token, apiKey, authorization or cookie.',
    check:
      'The name of the key, without regard to case, - and _; in running text also that the value is no common word.',
    examples: {
      match: [
        'login password=hunter2 ok',
        '{"db_password":"correct horse"}',
        'x-api-key: 7fA93kd02m',
        "clientSecret='a b c'",
        '?access_token=9f8e7d6c5b&x=1',
      ],
      noMatch: [
        'tokens: 123',
        'tokenType=Bearer',
        'password: required',
        'Unexpected token: end',
        'nextToken=AbCdEf123456',
        'PWD=/var/task',
        'secretName=orders/db',
      ],
    },
  },
];
