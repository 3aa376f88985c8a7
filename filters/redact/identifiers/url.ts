import { isName, isWord } from '../scan/characters.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { isStandIn } from '../validators/stand-in.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const longestUser = 4096;
const leastToken = 20;
// How far behind a delimiter that a password may hold, and should have encoded, the @ is looked for.
const longestRest = 128;
// What stands in place of credentials, with the code of its hmac: no user and password of its own.
const redactedPart = /^\[[A-Za-z][\w-]*:[\w-]{16}\]$/;
// Go's driver for MySQL has no scheme: app:hunter2@tcp(db:3306)/orders.
const mysqlUser = /(?:^|[\s"'=/])([\w.-]{1,64}:[^\s"'@\\]{1,128})$/;
// Behind the colon: the port of a host, also the first of several.
const port = /^\d*(?![A-Za-z0-9])/;

export const urlMatchers: Matchers = {
  signs: [
    { sign: ':', probe: findUrlCredentials },
    { sign: '@', probe: findMysqlUser },
  ],
  words: [{ starts: ['thin'], probe: findOracleUser }],
};

function findUrlCredentials(scan: Scan, at: number): number {
  if (scan.code(at + 2) !== 47 || !isWord(scan.behind(at - 1))) return 0;
  const from = at + 3;
  let limit = Math.min(scan.length, from + longestUser);
  let colon = 0;
  let sign = 0;
  for (let to = from; to < limit; to++) {
    const code = scan.code(to);
    if (code === 64) sign = to;
    else if (code === 58 && colon === 0) colon = to;
    else if (code === 38 && sign > 0 && startsPair(scan, to + 1)) break;
    else if (endsAuthority(code)) {
      if (sign > 0 || colon === 0 || !isDelimiter(code) || !isOfPassword(scan, from, colon, to)) break;
      limit = Math.min(limit, to + longestRest);
    }
  }
  if (colon === 0 || colon > sign) return findToken(scan, from, sign);
  if (sign - colon < 2) return 0;
  if (redactedPart.test(scan.text.slice(from, sign))) return sign + 1;
  return take(scan, from, sign, scan.text.slice(colon + 1, sign));
}

// A token in place of user and password: https://k7Qp2ZxV9mT4wRb8LsD3@git.example.com/a.
function findToken(scan: Scan, from: number, sign: number): number {
  const user = scan.text.slice(from, sign);
  return sign - from >= leastToken && /^(?=.*\d)(?=.*[A-Za-z])\w+$/.test(user) ? take(scan, from, sign, user) : 0;
}

function findMysqlUser(scan: Scan, at: number): number {
  if (!scan.text.startsWith('tcp(', at + 1) && !scan.text.startsWith('unix(', at + 1)) return 0;
  const user = mysqlUser.exec(scan.text.slice(Math.max(scan.floor, at - longestRest), at))?.[1];
  return user === undefined ? 0 : take(scan, at - user.length, at, user.slice(user.indexOf(':') + 1));
}

// Oracle's driver has a slash between them: jdbc:oracle:thin:scott/tiger@//db:1521/orders.
function findOracleUser(scan: Scan, _start: number, end: number): number {
  if (scan.code(end) !== 58) return 0;
  const user = /^([\w$#]{1,64}\/[^\s"'@\\]{1,128})@/.exec(scan.text.slice(end + 1, end + longestRest * 2))?.[1];
  return user === undefined ? 0 : take(scan, end + 1, end + 1 + user.length, user.slice(user.indexOf('/') + 1));
}

function take(scan: Scan, start: number, sign: number, password: string): number {
  if (isStandIn(password, scan.names))
    return scan.refuse('UrlCredentials', start, sign, 'the password is a placeholder');
  scan.findings.add('UrlCredentials', start, sign);
  return (scan.floor = sign + 1);
}

// In postgres://app:pa/ss@db the delimiter at `to` belongs to the password: what stands behind the colon is no port.
function isOfPassword(scan: Scan, from: number, colon: number, to: number): boolean {
  if (scan.code(from) === 91) return false;
  const sign = nextSign(scan, to);
  if (sign > to + longestRest || scan.code(sign) !== 64) return false;
  // redis://app:#x9@db: without a port, no fragment follows.
  return (to === colon + 1 && scan.code(to) === 35) || !port.test(scan.text.slice(colon + 1, to));
}

// The place of the next @, or of what ends every authority in front of one. Kept, so that a text is read for them once, however
// many URLs it has.
const signs = new RunMemory();

function nextSign(scan: Scan, from: number): number {
  return signs.endOf(scan, from, signFrom);
}

function signFrom(scan: Scan, from: number): number {
  let next = from;
  while (scan.code(next) !== 64 && (isDelimiter(scan.code(next)) || !endsAuthority(scan.code(next)))) next++;
  return next;
}

function startsPair(scan: Scan, start: number): boolean {
  let end = start;
  while (end - start < 40 && isName(scan.code(end))) end++;
  return end > start && scan.code(end) === 61;
}

// / ? #
function isDelimiter(code: number): boolean {
  return code === 47 || code === 63 || code === 35;
}

// White space, quotes, brackets and what ends the authority of a URL (RFC 3986, 3.2).
function endsAuthority(code: number): boolean {
  return (
    code <= 32 ||
    isDelimiter(code) ||
    code === 34 ||
    code === 39 ||
    code === 60 ||
    code === 62 ||
    code === 92 ||
    code === 96
  );
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const url = (): readonly IdentifierDeclaration[] => [
  {
    name: 'UrlCredentials',
    group: 'default',
    summary: 'User name and password, or a token in their place, in a URL or connection string.',
    check:
      'Between :// and @, with a colon and a password that is no placeholder, or letters and digits, 20 and more; what the drivers of MySQL for Go and of Oracle have in front of their @.',
    examples: {
      match: [
        'postgres://app:hunter2@db:5432/orders',
        'https://u:p%40ss@example.com/',
        'redis://:s3cr3t@cache:6379',
        'jdbc:oracle:thin:scott/tiger7@//db:1521/orders',
        'https://0123456789abcdef0123@git.example.com/a.git',
      ],
      noMatch: ['https://example.com:8080/@user', 'http://localhost:3000/a@b', 'https://user:${PASSWORD}@example.com'],
    },
  },
];
