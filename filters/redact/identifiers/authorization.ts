import { isDigit, isHex, isWord } from '../scan/characters.ts';
import { colourEnd } from '../scan/colour.ts';
import { keywords } from '../scan/keyword.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const bearers = new RunMemory();
const basics = new RunMemory();

export const bearerMatchers: Matchers = {
  words: [{ starts: ['bearer'], anyCase: true, probe: findBearer }],
};
// The key that Node, requests and docker have for user and password: auth: 'app:hunter2', auth=('app', 'hunter2'), "auth":"YXBwOmh1…"
const authKey = /(?:(?:^|[^A-Za-z0-9])_?(?:auth|Auth|AUTH)|[a-z]Auth)["'\\]*$/;
const longestAuth = 512;
const pair = /^[:=] ?\\?["']([^\s"'\\:/@]{1,64}:[^\s"'\\/[]{4,128})(?=\\?["'])/;
// Without quotes it ends the text: what stands under the key of an object.
const openPair = /^[:=] ?([^\s"'\\:/@]{1,64}:[^\s"'\\/[]{4,128})$/;
const longestPair = 200;
const tuple = /^[:=] ?\(\\?["'][^"'\n\\]{1,64}\\?["'], ?\\?["']([^"'\n\\[]{4,128})(?=\\?["']\))/;
const encoded = /^[:=] ?\\?["']?([A-Za-z0-9+/]{8,400}={0,2})(?=\\?["']|\s|$)/;

export const basicMatchers: Matchers = {
  pairs: [{ endings: ['auth'], probe: findAuth }],
  context: keywords('auth'),
  words: [{ starts: ['basic'], anyCase: true, probe: findBasic }],
};

function findBearer(scan: Scan, start: number, end: number): number {
  if (scan.text.slice(start, end).toLowerCase() !== 'bearer') return 0;
  const from = behindGap(scan, end);
  if (from === end || isInsideToken(scan, start)) return 0;
  const to = bearers.endOf(scan, behindId(scan, from), tokenEnd);
  // What begins further behind in a token that reads like prose does so, too.
  if (to - from < 8 || bearers.wasRefused(scan, from)) return 0;
  const token = scan.text.slice(from, to);
  // tokenType=Bearer X-Amz-Security-Token=…, tokenType=Bearer HTTP/1.1: the next pair, or the end of a request line.
  const next = scan.code(to) === 34 || scan.code(to) === 39 ? scan.code(to + 1) : scan.code(to);
  const isKey = token.endsWith('=') && (isWord(next) || next === 91);
  if (isKey || /^HTTP\/\d/.test(token)) return 0;
  // "Bearer authentication" is prose; a token has digits, or is long and in both cases.
  if (!/\d/.test(token) && !(token.length >= 20 && /[a-z][A-Z]|[A-Z][a-z].*[A-Z]/.test(token))) {
    bearers.refuse(scan);
    return scan.refuse('BearerToken', from, to, 'the word behind it reads like prose');
  }
  return scan.found('BearerToken', from, to);
}

function findBasic(scan: Scan, start: number, end: number): number {
  if (scan.text.slice(start, end).toLowerCase() !== 'basic') return 0;
  const from = behindGap(scan, end);
  if (from === end || isInsideToken(scan, start)) return 0;
  const to = basics.endOf(scan, from, tokenEnd);
  // `a:b` has four characters in base64; the shortest words of prose are cheaper ruled out than decoded.
  if (to - from < 6 || to - from > 1024 || basics.wasRefused(scan, from)) return 0;
  if (!/^[^\0-\x1f\ufffd:]*:[^\0-\x1f\ufffd]*$/.test(Buffer.from(scan.text.slice(from, to), 'base64').toString())) {
    basics.refuse(scan);
    return scan.refuse('BasicAuth', from, to, 'it does not decode to user:password');
  }
  return scan.found('BasicAuth', from, to);
}

function findAuth(scan: Scan, at: number, keyEnd: number): number {
  if (
    keyEnd <= scan.floor ||
    (scan.code(keyEnd - 1) | 32) !== 104 ||
    !authKey.test(scan.text.slice(Math.max(0, keyEnd - 8), keyEnd))
  )
    return 0;
  const rest = scan.text.slice(at, at + longestAuth);
  const ends = scan.length - at <= longestPair;
  const match = pair.exec(rest) ?? (ends ? openPair.exec(rest) : null) ?? tuple.exec(rest) ?? encoded.exec(rest);
  if (match === null) return 0;
  const text = match[1] as string;
  const credentials = match[0].includes('(') || text.includes(':') ? text : Buffer.from(text, 'base64').toString();
  const isPair = credentials === text || /^[\w.@+-]{1,64}:[^\0-\x1f\ufffd]{3,}$/.test(credentials);
  if (!isPair || !/[^A-Za-z:]/.test(credentials)) return 0;
  const end = at + match[0].length;
  return end - text.length < scan.floor ? 0 : scan.found('BasicAuth', end - text.length, end);
}

// In bearer+bearer+…, as a form would write it, each word would read all others again.
function isInsideToken(scan: Scan, start: number): boolean {
  return scan.behind(start - 1) === 43 && isWord(scan.behind(start - 2));
}

// Blanks, and the colour that the token may have.
function behindGap(scan: Scan, end: number): number {
  let at = end;
  while (at - end < 4 && (scan.code(at) === 32 || scan.code(at) === 9)) at++;
  if (at === end) return scan.code(at) === 43 ? at + 1 : at;
  return colourEnd(scan, at) || at;
}

// Laravel's tokens have the number of their row in front: 12|k7Qp2ZxV9mT4wRb8.
function behindId(scan: Scan, from: number): number {
  let at = from;
  while (at - from < 12 && isDigit(scan.code(at))) at++;
  return at > from && scan.code(at) === 124 ? at + 1 : from;
}

// RFC 6750 token68: letters, digits and -._~+/ with = at the end.
function tokenEnd(scan: Scan, from: number): number {
  let to = from;
  // In a form its signs are encoded.
  while (isToken68(scan.code(to)) || isEncoded(scan, to)) to++;
  while (scan.code(to) === 61) to++;
  while (to > from && scan.code(to - 1) === 46) to--;
  return to;
}

function isEncoded(scan: Scan, at: number): boolean {
  return scan.code(at) === 37 && isHex(scan.code(at + 1)) && isHex(scan.code(at + 2));
}

function isToken68(code: number): boolean {
  return isWord(code) || code === 45 || code === 46 || code === 126 || code === 43 || code === 47;
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const authorization = (): readonly IdentifierDeclaration[] => [
  {
    name: 'BearerToken',
    group: 'default',
    summary: 'The token behind the word Bearer.',
    check: 'Eight or more token characters with a digit, or twenty in both cases.',
    examples: {
      match: [
        'Authorization: Bearer 3f9aQ2kd81LmZx0c',
        "curl -H 'authorization: bearer mF_9.B5f-4.1JqM'",
        'got Bearer kHqTzWbNvRyLpXcGdJsFm',
      ],
      noMatch: ['Bearer authentication failed', 'Bearer <your-token>', 'the bearer of this letter'],
    },
  },
  {
    name: 'BasicAuth',
    group: 'default',
    summary: 'The credentials behind the word Basic, and those given to curl.',
    check: 'Base64 that decodes to printable text with a colon; or `-u user:password` near behind `curl`.',
    examples: {
      match: [
        'Authorization: Basic amFuZTpzM2NyM3Q=',
        'authorization=basic YWRtaW46aHVudGVyMg',
        'header "Basic dTpwYXNzd29yZA=="',
        'curl -sS -X POST -u app:hunter2 https://example.com/',
      ],
      noMatch: [
        'Basic authentication',
        'BASIC 10 PRINT',
        'basic dGhpcyBpcyB0ZXh0',
        'curl -u app:$PASSWORD https://example.com/',
        'curl -X GET https://example.com/a:b',
      ],
    },
  },
];
