import { isName, isQuoteOrEscape, isSpace, isWord } from '../scan/characters.ts';
import type { KeyTraits } from './key-traits.ts';
import type { Scan } from '../scan/scan.ts';
import { bracketedEnd, closingEnd, dumpEnd, headerEnd, isMarkAt, openEnd } from './value-end.ts';
import { valueStart } from './value-start.ts';
import { isCommonWord } from '../validators/stand-in.ts';

const longestList = 1024;
const longestDoubled = 4112;
// Behind `=`, where a single cookie would end at its `;`: cookie=theme=dark; sid=1f0e.
const cookiePairs = /^[^\s;=,"'\\]+=[^\s;"'\\]*(?:; ?[^\s;=,"'\\]+=[^\s;,"'\\]*)+/;
// As Node and Python print them: { sid: '9f8e', theme: 'dark' }.
const cookieObject = /^\{ ?(?:'[\w.-]+'|[\w.-]+): ?'[^{}\n]*\}/;
// Of Authorization, with quotes of its own.
const signedHeader = /^(?:OAuth|Digest) (?:[\w-]{1,40}=(?:"[^"\n]*"|[\w.+/=-]*)(?:, ?)?)+/;
const rest = /^((?: [^\s;=:"',{}[\]]{1,24}){1,4});[A-Za-z][A-Za-z ]{2,30}=/;
const longestRest = 160;
const longestHash = 256;
const longestYaml = 160;
// $argon2id$v=19$m=65536,t=3,p=4$k7Qp…
const hash = /^\$(?:argon2\w*|2[abxy]|[1567y]|apr1|scrypt|pbkdf2[\w-]*)\$[\w=,./+$-]+/;
const schemes = /^(?:bearer|basic|token|digest|apikey|negotiate|ntlm|hmac|jwt|aws4-hmac-sha256)$/i;

/** From where to where a value stands, and whether quotes stand around it. */
export type ValueReach = readonly [start: number, end: number, quoted: boolean];

/** The value behind the sign at `at`, or undefined when it is an object, a list or redacted already. */
export function valueBehind(scan: Scan, at: number, key: KeyTraits): ValueReach | undefined {
  const start = valueStart(scan, at);
  const before = scan.code(at - 1);
  const first = scan.code(start);
  // What is redacted already stays as it is, so that a second pass changes nothing; also in the brackets of a list.
  if ((first === 91 || first === 123) && isMarkAt(scan, start + 1)) return undefined;
  // The value is on the next line, which in JSON only the decoded view shows.
  if (first === 124 || (first === 92 && isLineEscape(scan, start))) scan.escaped = true;
  const braced = first === 123 ? bracedReach(scan, at, start, key) : undefined;
  if (braced !== undefined) return braced;
  if (first === 123 || (first === 91 && (before === 34 || isListStart(scan.code(start + 1))))) {
    scan.escaped = true;
    return first === 91 ? listReach(scan, start) : undefined;
  }
  // What Go prints of an object has keys of its own.
  if (first === 109 && scan.text.startsWith('map[', start)) return undefined;
  if ((first === 34 || first === 39) && closesInstead(scan, at, start)) return undefined;
  if (first === 34 || first === 39 || first === 96) return quotedReach(scan, at, start, first);
  if (first === 92 && (scan.code(start + 1) === 34 || scan.code(start + 1) === 39)) {
    return [start + 2, closingEnd(scan, start + 2, scan.code(start + 1), true), true];
  }
  // A header goes on to the end of its line; what a quoted key names does not.
  const isHeader = scan.code(at) === 58 && !isQuoteOrEscape(scan.code(at - 1));
  if (key.isCookie) {
    // Go prints the values of a header in brackets.
    if (first === 91 && !isMarkAt(scan, start)) return [start + 1, bracketedEnd(scan, start + 1), false];
    if (isHeader) return [start, headerEnd(scan, start), false];
    const pairs = cookiePairs.exec(scan.text.slice(start, start + longestList))?.[0].length;
    if (pairs !== undefined) return [start, start + pairs, false];
  }
  return isMarkAt(scan, start) ? undefined : openReach(scan, at, start, key);
}

function quotedReach(scan: Scan, at: number, start: number, quote: number): ValueReach {
  if (scan.code(start + 1) === quote) {
    const tripled = scan.code(start + 2) === quote ? tripledReach(scan, start + 3) : undefined;
    if (tripled !== undefined) return tripled;
    if (isDoubled(scan, at - 2) && quote === 34) return doubled(scan, start + 2);
  }
  return [start + 1, dumpedEnd(scan, start + 1) ?? closingEnd(scan, start + 1, quote, false), true];
}

// A value without quotes that begins at `first`.
function openReach(scan: Scan, at: number, first: number, key: KeyTraits): ValueReach | undefined {
  let start = first;
  const code = scan.code(first);
  // PHP's print_r has each value on a line of its own, and so the elements of a list.
  if (scan.code(start + 5) === 92 && scan.text.startsWith('Array', start)) scan.escaped = true;
  if (scan.code(at + 1) === 62 && scan.code(at - 1) <= 32 && scan.code(at - 2) === 93)
    return [start, dumpEnd(scan, start), false];
  if (code === 91 && key.isPlural) return [start + 1, bracketedEnd(scan, start + 1), false];
  // Go prints the values of a header in brackets, PostgreSQL those of a key.
  if (code === 91 || code === 40) start++;
  if (code === 36 && isWord(scan.code(start + 1))) {
    const length = hash.exec(scan.text.slice(start, start + longestHash))?.[0].length;
    if (length !== undefined) return [start, start + length, false];
  }
  if (code === 79 || code === 68) {
    const length = signedHeader.exec(scan.text.slice(start, start + longestDoubled))?.[0].length;
    if (length !== undefined) return [start, start + length, false];
  }
  let end = openEnd(scan, start);
  if (scan.code(end) === 32 && isScheme(scan, start, end, key)) {
    start = end + 1;
    end = openEnd(scan, start);
  }
  if (isMarkAt(scan, start)) return undefined;
  if (scan.code(end) === 32 && scan.code(at) === 61) end += settingRest(scan, end);
  return [start, end, false];
}

// The rest of a value with blanks in a list of settings, when the next of them says where it ends: Password=two words;Encrypt=true.
function settingRest(scan: Scan, end: number): number {
  return rest.exec(scan.text.slice(end, end + longestRest))?.[1]?.length ?? 0;
}

/**
 * The end of the value without quotes behind the sign at `at` whose first word ends at `end`: of a line of YAML it goes on
 * to its end, password: correct horse. One of the neighbours is such a line, too.
 */
export function yamlEnd(scan: Scan, at: number, end: number): number {
  if (scan.code(end) !== 32 || scan.code(at + 1) !== 32) return end;
  const start = lineStart(scan, at);
  if (start < 0) return end;
  const rest = scan.text.slice(end, end + longestYaml);
  const line = /^ [^\n"'`\[{#:=]*(?=\n|$)/.exec(rest)?.[0];
  if (line === undefined) return end;
  const before = scan.text.slice(Math.max(0, start - longestYaml), Math.max(0, start - 1));
  const isYaml =
    /^\n *(?:- )?[\w.-]+:(?: |\n|$)/.test(rest.slice(line.length)) ||
    /^ *(?:- )?[\w.-]+:(?: |$)/.test(before.slice(before.lastIndexOf('\n') + 1));
  return isYaml ? end + line.trimEnd().length : end;
}

// The end of a line as JSON writes it.
function isLineEscape(scan: Scan, at: number): boolean {
  const next = scan.code(at + 1);
  return next === 110 || next === 114;
}

// Where the line begins on which nothing stands in front of the key with its sign at `at`, blanks and dashes aside; else -1.
function lineStart(scan: Scan, at: number): number {
  const least = Math.max(0, at - longestYaml);
  let start = at;
  while (start > least && (isName(scan.code(start - 1)) || scan.code(start - 1) === 46)) start--;
  while (start > least && (scan.code(start - 1) === 32 || scan.code(start - 1) === 45)) start--;
  if (scan.code(start - 1) === 92) scan.escaped = true;
  return start === 0 || scan.code(start - 1) === 10 ? start : -1;
}

// Password={a;b} of ODBC, {SSHA}k7Qp… of LDAP.
function bracedReach(scan: Scan, at: number, start: number, key: KeyTraits): ValueReach | undefined {
  if (key.isCookie) {
    const length = cookieObject.exec(scan.text.slice(start, start + longestList))?.[0].length;
    if (length !== undefined) return [start + 1, start + length - 1, false];
  }
  if (scan.code(at) === 34) return undefined;
  const text = scan.text.slice(start, start + longestHash);
  const ldap = /^\{[A-Z][A-Z0-9-]{2,11}\}[\w+/=.$-]+/.exec(text)?.[0].length;
  if (ldap !== undefined) return [start, start + ldap, false];
  const odbc = scan.code(at) === 61 ? /^\{([^{}"'\s:=]{3,128})\}(?=;|"|'|\s|$)/.exec(text)?.[1] : undefined;
  return odbc === undefined ? undefined : [start + 1, start + 1 + odbc.length, true];
}

// The word in front of credentials: one that is known, or in a header any of letters with something random behind it.
function isScheme(scan: Scan, start: number, end: number, key: KeyTraits): boolean {
  const word = scan.text.slice(start, end);
  if (schemes.test(word)) return true;
  if (!key.isAuthorization || !/^[A-Za-z]{2,24}$/.test(word) || isCommonWord(word)) return false;
  // In authorization=abcdefg user=bob the next pair is none of it.
  return /^(?![\w.-]+=[^\s=])(?:(?=\S*\d)[\w.:~+/=-]{8,}|\[)/.test(scan.text.slice(end + 1, end + 1 + longestHash));
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
      if (start === 0 && isMarkAt(scan, from)) return undefined;
      end = closingEnd(scan, from, scan.code(from - 1), isEscaped);
      // Rules of a check: ['required', 'string', 'min:8'].
      if (start === 0 && isCommonWord(scan.text.slice(from, Math.min(end, from + 24)))) return undefined;
      if (start === 0) start = from;
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

// Of Python and TOML: """hunter2""".
function tripledReach(scan: Scan, start: number): ValueReach | undefined {
  const length = scan.text.slice(start, start + longestDoubled).indexOf(scan.text.slice(start - 3, start));
  return length > 0 ? [start, start + length, true] : undefined;
}

function doubled(scan: Scan, start: number): ValueReach {
  const length = /^(?:[^"\n\\]|\\.){0,4096}(?=""(?:[,}\]\s]|$))/.exec(
    scan.text.slice(start, start + longestDoubled),
  )?.[0].length;
  return [start, start + (length ?? 0), true];
}

// Of a text that var_dump prints, a quote may be part; its length in bytes stands in front: string(11) "hunt"er2 !".
function dumpedEnd(scan: Scan, start: number): number | undefined {
  if (scan.code(start - 3) !== 41 || isMarkAt(scan, start)) return undefined;
  const length = /string\((\d{1,3})\) "$/.exec(scan.text.slice(Math.max(0, start - 14), start))?.[1];
  const end = start + Number(length);
  return length !== undefined && scan.code(end) === 34 ? end : undefined;
}

// The quote behind `password=` in msg="password=" status=200 is the end of another value.
function closesInstead(scan: Scan, sign: number, start: number): boolean {
  if (scan.code(sign) === 58 && start === sign + 2) return isPrompt(scan, sign, start);
  if (start !== sign + 1 || scan.code(sign) !== 61 || scan.code(start) !== 34) return false;
  return /^"(?:\s+[\w.-]+=|[,})\]](?:[\s"'{}[\],]|$)|\s*$)/.test(scan.text.slice(start, start + 40));
}

// input("Password: "), read -p "Password: " secret: the quote opened right in front of the key.
function isPrompt(scan: Scan, sign: number, quote: number): boolean {
  let at = sign;
  while (isName(scan.code(at - 1))) at--;
  return at < sign && scan.code(at - 1) === scan.code(quote);
}

function isListStart(code: number): boolean {
  return code === 34 || code === 39 || code === 91 || code === 92 || code === 93 || code === 123 || code <= 32;
}
