import { isDigit, isHex, isLetter, isWord } from '../scan/characters.ts';
import { isWithin, keywords } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import type { IdentifierDeclaration } from './declaration.ts';

// What has four numbers with dots and is no address. Looked for close in front: "version 1.2.3.4", "sdk=2.10.0.3".
const versions = keywords(
  ...(
    'version,release,firmware,upgrad,revision,build,sdk,ver,rev,driver,agent,library,plugin,section,chapter,' +
    'clause,appendix,paragraph,oid,extension,chrome,chromium,blink,firefox,instagram,rv,fw,kernel,kestrel,postgres,package,installed'
  ).split(','),
);
const versionDistance = 20;
// bumped from 1.2.3.4 to 1.2.3.5
const changes = /\b(?:bump|upgrad|downgrad|updat)\w*\b[\w .:-]{0,24}\b(?:from|to) (?:v?[\d.]{7,15} (?:to|->|=>) )?$/i;
const changeDistance = 64;
// Of Erlang: 06-Dec-2024::07:00:03.
const dated = /^\d{4}::\d\d:\d\d:\d\d$/;
// How the addresses in use begin: 2 and 3 (global), fc to ff (local, multicast), 64:ff9b, and ::ffff:c0a8:1 for an IPv4 address.
const inUse = /^(?:[23][0-9a-f]{3}|f[c-f][0-9a-f]{2}|64|::ffff(?=:[0-9a-f]{3,4}:[0-9a-f])):/i;
// Eight groups of four and their colons, or with an IPv4 address at the end (RFC 4291, 2.2).
const longestIpv6 = 45;

export const ipMatchers: Matchers = {
  numbers: [{ leastDigits: 4, leastLength: 7, probe: findIpv4 }],
  addresses: [findIpv6],
  context: versions,
};

function findIpv4(scan: Scan, start: number): number {
  const { groups } = scan;
  if (groups.count < 4 || groups.separatorOf(1) !== 46 || groups.separatorOf(2) !== 46 || groups.separatorOf(3) !== 46)
    return 0;
  const end = groups.endOf(3);
  const isInside = scan.behind(start - 1) === 46;
  const octets = isInside ? undefined : octetProblem(scan, start);
  const problem = isInside ? 'it has parts in front' : (octets ?? placeProblem(scan, start, end));
  if (problem !== undefined) {
    scan.findings.refuse('IpAddress', start, end, problem);
    // These are no version either, but as telephone numbers are written in France and Spain: 01.84.17.61.18, 612.38.99.75.
    return groups.count > 4 || octets !== undefined ? 0 : end;
  }
  return scan.found('IpAddress', start, end);
}

function octetProblem(scan: Scan, start: number): string | undefined {
  let from = start;
  for (let at = 0; at < 4; at++) {
    const to = scan.groups.endOf(at);
    if (to - from > 3 || Number(scan.text.slice(from, to)) > 255) return 'a part is above 255';
    if (to - from > 1 && scan.code(from) === 48) return 'a part has a leading zero';
    from = to + 1;
  }
  return undefined;
}

function placeProblem(scan: Scan, start: number, end: number): string | undefined {
  const before = scan.behind(start - 1);
  const after = scan.code(end);
  if (isWord(before)) return 'it goes on in front';
  if (isWord(after) || ((after === 46 || after === 45) && isWord(scan.code(end + 1)) && !hasPort(scan, start, end)))
    return 'it goes on behind the fourth part';
  if (before === 45 && isLetter(scan.behind(start - 2))) return 'it is the version in a file name';
  // Chrome/120.0.0.0 is a version; localhost/127.0.0.1:80, /10.0.0.1 and HIER_DIRECT/10.0.0.1 of Squid are addresses.
  const named = before === 47 && isWord(scan.behind(start - 2));
  if (
    named &&
    after !== 58 &&
    !/(?:^|[^A-Za-z])[a-z][a-z0-9.-]*[.-][a-z0-9-]*\/$|localhost\/$|host\/$|\b[A-Z_]*(?:DIRECT|PARENT|SIBLING|ORIGINAL)[A-Z_]*\/$|ip(?:v4)?\/$|\b(?:tcp|udp|tls|wss?|sctp)\/$/i.test(
      scan.text.slice(Math.max(0, start - 40), start),
    )
  ) {
    return 'it is the version of the product in front';
  }
  const isChange = before === 32 && changes.test(scan.text.slice(Math.max(0, start - changeDistance), start));
  return isChange || isVersion(scan.text.slice(Math.max(0, start - versionDistance), start))
    ? 'a keyword in front says it is a version'
    : undefined;
}

// As tcpdump prints them: IP 10.0.0.1.443 > 10.0.0.2.ssh: Flags
function hasPort(scan: Scan, start: number, end: number): boolean {
  const port = /^\.(?:\d{1,5}|[a-z][\w-]{1,15})(?= [<>] |:[ \n])/.exec(scan.text.slice(end, end + 20));
  return (
    port !== null &&
    (scan.code(end + port[0].length) === 32 || /[<>] $/.test(scan.text.slice(Math.max(0, start - 2), start)))
  );
}

// The keyword belongs to this number: none stands between them, no other field begins, and no word says it is a place.
function isVersion(front: string): boolean {
  // An arrow is a sign, and of a tag that opens the name is that of the number: [version] => 1.2.3.4, <version>1.2.3.4.
  const own = front.slice(front.search(/(?:[^\d,;&<>{}\n]|[=-]>|\{(?=\\*"[SN]\\*":)|(?<=<[\w:.-]{3,30})>)*$/));
  if (/(?:==|\bv=\\*")$/.test(own)) return true;
  return isWithin(own, 0, own.length, versions) && !/\b(?:at|to|from|by|host|peer|ip|addr|address)\W*$/.test(own);
}

function findIpv6(scan: Scan, start: number, wordEnd: number): number {
  if (scan.code(wordEnd) !== 58 || isInsideRun(scan, start)) return 0;
  if (wordEnd === start && isLoopback(scan, start)) return take(scan, start, start + 3);
  const limit = Math.min(scan.length, start + longestIpv6 + 1);
  let end = start;
  let lastGroup = start;
  let colons = 0;
  let gap = false;
  while (end < limit && (isHex(scan.code(end)) || scan.code(end) === 58)) {
    if (scan.code(end) === 58) {
      gap ||= end > start && lastGroup === end;
      lastGroup = end + 1;
      colons++;
    }
    end++;
  }
  // fee: 12 is a key.
  if (colons === 1 && lastGroup === end) return 0;
  if (gap && end - start === 14 && dated.test(scan.text.slice(start, end))) return end;
  // Times, by far the most of what comes here. No address begins inside the run: go on at its last group.
  if (colons < 7 && !gap) return lastGroup > start ? lastGroup : 0;
  const mapped = scan.code(end) === 46 ? ipv4End(scan, lastGroup) : 0;
  if (mapped > 0) end = mapped;
  // A colon behind the address is punctuation, unless it is one of the two that stand for zeros.
  if (scan.code(end - 1) === 58 && scan.code(end - 2) !== 58) end--;
  // connect ECONNREFUSED ::1:5432
  if (
    scan.code(start + 3) === 58 &&
    scan.text.startsWith('::1', start) &&
    isDecimal(scan, start + 4, end) &&
    !goesOn(scan, start, end)
  )
    return take(scan, start, start + 3);
  const problem = goesOn(scan, start, end) || end >= start + longestIpv6 ? 'it goes on' : ipv6Problem(scan, start, end);
  if (problem === undefined) return take(scan, start, end);
  // HAProxy writes the port behind a colon, too: 2001:db8::f8b9:45704.
  const isPort = colons > 3 && isDecimal(scan, lastGroup, end) && !goesOn(scan, start, end);
  if (isPort && ipv6Problem(scan, start, lastGroup - 1) === undefined) return take(scan, start, lastGroup - 1);
  return lastGroup > start + 2 && lastGroup <= end ? lastGroup : 0;
}

// ::1, the shortest that there is, with nothing behind it that may be part of an address.
function isLoopback(scan: Scan, start: number): boolean {
  const after = scan.code(start + 3);
  if (scan.code(start + 1) !== 58 || scan.code(start + 2) !== 49 || isWord(after) || after === 58) return false;
  return !goesOn(scan, start, start + 3);
}

function isDecimal(scan: Scan, start: number, end: number): boolean {
  let at = start;
  while (at < end && isDigit(scan.code(at))) at++;
  return at === end && end - start > 1 && end - start < 6;
}

function goesOn(scan: Scan, start: number, end: number): boolean {
  if (isWord(scan.code(end))) return true;
  return scan.code(end) === 46 && isDigit(scan.code(end + 1)) && !hasPort(scan, start, end);
}

function take(scan: Scan, start: number, end: number): number {
  return scan.found('IpAddress', start, end);
}

// In the middle of hexadecimal groups: 10:20:30, or the second half of a fingerprint.
function isInsideRun(scan: Scan, start: number): boolean {
  if (scan.behind(start - 1) !== 58) return isWord(scan.behind(start - 1)) && scan.code(start) === 58;
  let at = start - 2;
  while (start - at < 8 && isHex(scan.code(at))) at--;
  return scan.behind(start - 2) === 58 || (start - at > 2 && !isWord(scan.code(at)) && start - at <= 6);
}

function ipv4End(scan: Scan, start: number): number {
  const match = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\w|\.\w)/.exec(scan.text.slice(start, start + 17));
  return match === null || match[0].split('.').some((part) => Number(part) > 255) ? 0 : start + match[0].length;
}

// Without a text for each group: every `::` of C++ comes here.
function ipv6Problem(scan: Scan, start: number, end: number): string | undefined {
  let groups = 0;
  let filled = 0;
  let gaps = 0;
  let longest = 0;
  let hasDigit = false;
  let hasIpv4 = false;
  for (let at = start, from = start; at <= end; at++) {
    const code = at === end ? 58 : scan.code(at);
    hasDigit ||= isDigit(code);
    if (code === 46) {
      hasIpv4 = true;
      from = at + 1;
    }
    if (code !== 58) continue;
    groups++;
    if (at > from) filled++;
    else if (at > start && at < end) gaps++;
    longest = Math.max(longest, at - from);
    from = at + 1;
  }
  // An IPv4 address stands for two of them.
  if (hasIpv4) {
    groups++;
    filled++;
  }
  if (longest > 4) return 'a group has more than four digits';
  if (gaps === 0) return filled === 8 && groups === 8 ? undefined : 'it has not eight groups';
  if (gaps > 1 || filled > 7) return 'it has two gaps or too many groups';
  if (filled === 0) return 'it is only a gap';
  if (hasIpv4 || (end - start === 3 && scan.text.startsWith('::1', start))) return undefined;
  if (!hasDigit) return 'without a digit it is a name in a scope, such as std::ad';
  // Few groups are as well C++ or Rust: a1::b2.
  return filled > 3 || inUse.test(scan.text.slice(start, start + 13))
    ? undefined
    : 'it does not begin as addresses in use do';
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const ip = (): readonly IdentifierDeclaration[] => [
  {
    name: 'IpAddress',
    group: 'network',
    summary: 'An IPv4 or IPv6 address.',
    check: 'Four parts up to 255 and no version; or eight groups, or fewer with one gap and a prefix in use.',
    examples: {
      match: [
        'from 203.0.113.9 port 22',
        'peer=[2001:db8::8a2e:370:7334]:443',
        'x-forwarded-for: ::ffff:192.0.2.128',
        'ip fe80::1',
      ],
      noMatch: [
        'version 1.2.3.4',
        'Chrome/120.0.0.0 Safari',
        '256.1.1.1',
        'at 10:20:30',
        'std::ad',
        '1.2.3.4.5',
        'lib-1.2.3.4.jar',
      ],
    },
  },
];
