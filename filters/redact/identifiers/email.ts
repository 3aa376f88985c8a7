import type { Matchers, Scan } from '../scan/scan.ts';
import { isLetter, isWord } from '../scan/characters.ts';
import type { IdentifierDeclaration } from './declaration.ts';

// RFC 5321, 4.5.3.1: 64 octets in front of the @, 255 behind it.
const longestLocal = 64;
const longestDomain = 255;
// Of a top-level domain: vermögensberatung, in ASCII.
const longestTop = 24;

// Endings that look like a top-level domain and are systemd units or files: getty@tty1.service, logo@2x.png.
const noDomains = new Set(
  (
    'service socket timer mount automount slice scope target device swap path png jpg jpeg gif svg webp ico journal js mjs ts css map ' +
    'json jar class py go rb java htm html xml yml yaml log txt zip gz tgz whl'
  ).split(' '),
);

// Names of hosts inside of AWS and of Kubernetes, celery@ip-10-0-0-1.ec2.internal, and keys of OData, value@odata.count.
const inside = /^odata\.|\.(?:(?:ec2|compute)\.internal|cluster\.local)$/;

// What mail that is sent on or comes back has in front of its sender: bounce+12=anna=example.org@, SRS0=x=y=example.org=anna@.
const forwarded = /(?:[\w.-]*\+[\w.=+-]*|SRS[01][\w.=+-]*)=$/i;
// empresa.com.py, startup.zip.co: where companies of a country register.
const registry = /\w\.(?:com|org|net|edu|gov|co)\.[a-z]{2}$/i;

export const emailMatchers: Matchers = { signs: [{ sign: '@', probe: findEmail }] };

function findEmail(scan: Scan, at: number): number {
  let start = localStart(scan, at);
  // The next @ must not look behind this one: otherwise a@a@a@… would be walked again and again.
  scan.looked = at + 1;
  if (start === at) return 0;
  if (scan.code(start - 1) === 61) start = forwardedStart(scan, start);
  const end = domainEnd(scan, at + 1);
  if (end === 0 || inside.test(scan.text.slice(at + 1, end))) return 0;
  // Where the domain is Chinese or Japanese, so is the name in front of its digits: 用户84@例子.中国.
  if (isForeign(scan.code(at + 1))) start = foreignStart(scan, start);
  if (at - start === 3 && scan.text.startsWith('git@', start))
    return scan.refuse('EmailAddress', start, end, 'git@ is the user name of a repository, not of a person');
  return scan.found('EmailAddress', start, end);
}

// Where the local part begins when what is in front of its sender belongs to it. Most with a `=` in front is a parameter.
function forwardedStart(scan: Scan, start: number): number {
  const least = start - longestLocal;
  let from = start;
  let mayBe = false;
  while (from > least && isForwarding(scan.behind(from - 1))) {
    from--;
    const code = scan.code(from);
    mayBe ||= code === 43 || ((code | 32) === 115 && (scan.code(from + 3) === 48 || scan.code(from + 3) === 49));
  }
  return mayBe ? start - (forwarded.exec(scan.text.slice(from, start))?.[0].length ?? 0) : start;
}

function isForwarding(code: number): boolean {
  return isWord(code) || code === 43 || code === 45 || code === 46 || code === 61;
}

function localStart(scan: Scan, at: number): number {
  const least = Math.max(scan.floor, scan.unit, scan.looked, at - longestLocal);
  let start = at;
  while (start > least && isLocal(scan.behind(start - 1))) start--;
  // Letters of other scripts belong to the address when they touch it: jürgen@… But Chinese or Japanese text runs on
  // without spaces, and is taken only when nothing else is there.
  if (start > least && (isAlphabetic(scan.behind(start - 1)) || start === at)) {
    while (start > least && (isLocal(scan.behind(start - 1)) || isForeign(scan.behind(start - 1)))) start--;
  }
  while (start < at && !isWord(scan.code(start)) && !isForeign(scan.code(start))) start++;
  return start;
}

function foreignStart(scan: Scan, start: number): number {
  const least = start - longestLocal;
  let from = start;
  while (from > least && isForeign(scan.behind(from - 1))) from--;
  return from;
}

// The end of a domain name with a dot and a top-level domain of letters, or 0.
function domainEnd(scan: Scan, start: number): number {
  const most = Math.min(scan.length, start + longestDomain);
  let end = start;
  let dots = 0;
  for (; end < most && isDomain(scan.code(end)); end++) if (scan.code(end) === 46) dots++;
  const ascii = dots === 0 ? 0 : domainWithin(scan, start, end);
  if (ascii > 0 || end === most || !isForeign(scan.code(end))) return ascii;
  while (end < most && (isDomain(scan.code(end)) || isForeign(scan.code(end)))) end++;
  return domainWithin(scan, start, end);
}

function domainWithin(scan: Scan, start: number, limit: number): number {
  let end = limit;
  while (end > start && isJoint(scan.code(end - 1))) end--;
  const dot = lastDot(scan, start, end);
  if (dot === start || scan.code(start) === 45) return 0;
  // Most that comes here is no domain at all, so that no text is made and no expression tried before it may be one.
  if (lettersEnd(scan, dot + 1) === end && isTopLength(end - dot - 1)) {
    return isNoDomain(scan, dot + 1, end) && !registry.test(scan.text.slice(start, end)) ? 0 : end;
  }
  const shorter = shorterEnd(scan, start, dot);
  if (shorter > 0) return shorter;
  const first = scan.code(dot + 1);
  const mayBe = (first | 32) === 120 || first > 127;
  // Expressions that ignore case take a start 0.1 ms each.
  return mayBe && /^(?:[xX][nN]--[A-Za-z0-9-]{2,59}|[^\0-\x7f]{2,24})$/.test(scan.text.slice(dot + 1, end)) ? end : 0;
}

// The place of the last dot in [start, end), or `start` when there is none or two follow each other.
function lastDot(scan: Scan, start: number, end: number): number {
  let dot = start;
  for (let at = end - 1; at > start; at--) {
    if (scan.code(at) !== 46) continue;
    if (scan.code(at - 1) === 46) return start;
    if (dot === start) dot = at;
  }
  return dot;
}

// jane@example.com-00, jane@example.com.1: what is joined behind the name is no part of it. The end of the longest name that
// ends in letters with something behind them, or 0. `last` is the place of the last dot.
function shorterEnd(scan: Scan, start: number, last: number): number {
  for (let dot = last; dot > start; dot--) {
    if (scan.code(dot) !== 46) continue;
    const end = lettersEnd(scan, dot + 1);
    if (!isTopLength(end - dot - 1) || !isJoint(scan.code(end)) || !hasLetter(scan, start, dot)) continue;
    if (!isNoDomain(scan, dot + 1, end)) return end;
  }
  return 0;
}

function lettersEnd(scan: Scan, start: number): number {
  let end = start;
  while (end - start <= longestTop && isLetter(scan.code(end))) end++;
  return end;
}

function isTopLength(length: number): boolean {
  return length > 1 && length <= longestTop;
}

function isNoDomain(scan: Scan, start: number, end: number): boolean {
  return noDomains.has(scan.text.slice(start, end).toLowerCase());
}

// Has the label that ends at `end` a letter? 4.17.21 is a version.
function hasLetter(scan: Scan, start: number, end: number): boolean {
  let at = end - 1;
  while (at >= start && scan.code(at) !== 46 && !isLetter(scan.code(at))) at--;
  return at >= start && scan.code(at) !== 46;
}

function isJoint(code: number): boolean {
  return code === 45 || code === 46;
}

// The characters of unquoted local parts that occur: the rest (= / ? { | } ` # $ & ! *) mostly is syntax around them.
function isLocal(code: number): boolean {
  return isWord(code) || code === 46 || code === 43 || code === 45 || code === 39;
}

function isDomain(code: number): boolean {
  return (isWord(code) && code !== 95) || code === 46 || code === 45;
}

// Latin, Greek, Cyrillic, Arabic, Indic and the other scripts that put spaces between words.
function isAlphabetic(code: number): boolean {
  return code >= 0xc0 && code < 0x2000;
}

function isForeign(code: number): boolean {
  return isAlphabetic(code) || (code >= 0x3040 && code < 0xfe00 && (code < 0xd800 || code > 0xdfff));
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const email = (): readonly IdentifierDeclaration[] => [
  {
    name: 'EmailAddress',
    group: 'default',
    summary: 'An e-mail address, also with letters of other scripts.',
    check:
      'A local part of up to 64 characters, a domain with a dot, and a last label of letters that is no file ending; no host inside of AWS or Kubernetes, no key of OData.',
    examples: {
      match: ['mail jane.doe+news@mail.example.co.uk now', "to=<o'neil@example.com>", '{"user":"jürgen@beispiel.de"}'],
      noMatch: [
        'lodash@4.17.21',
        'getty@tty1.service',
        'git@github.com:org/repo.git',
        'java.lang.Object@1b6d3586',
        'logo@2x.png',
      ],
    },
  },
];
