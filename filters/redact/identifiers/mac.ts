import { isHex, isWord } from '../scan/characters.ts';
import { hasKeyword, keywords } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const macWords = keywords(
  'mac',
  'srcmac',
  'dstmac',
  'hwaddr',
  'lladdr',
  'bssid',
  'ether',
  'physical address',
  'station',
);
// Receiver, sender and type of an Ethernet frame, as netfilter logs them: IPv4, IPv6 or ARP.
const header = /^(?:[0-9a-f]{2}:){12}(?:08:00|86:dd|08:06)(?![\w:])/i;

// Twelve digits without separators are a MAC address only where the key says so: deviceMac":"3c22fbe67fce, mac a483e7d4aaaf.
const endings = ['mac', 'macaddr', 'macaddress', 'hwaddr', 'lladdr'];
const key =
  /(?:(?:^|[^A-Za-z])(?:mac|Mac|MAC)|[a-z]Mac)(?:[_ -]?(?:addr|Addr|ADDR)(?:ess|ESS)?)?["'\\]*$|(?:[hH][wW][aA]ddr|lladdr)["'\\]*$/;
const longestKey = 20;
const bare = /^[:= "'\\]{1,6}([\da-f]{12})(?!\w)/i;
const longestGap = 20;

export const macMatchers: Matchers = {
  addresses: [findMac],
  pairs: [{ endings, probe: findBare }],
  words: [
    {
      starts: ['mac ', 'addr'],
      anyCase: true,
      probe: (scan, _, end) => findBare(scan, end, end),
    },
  ],
  context: macWords,
};

// Behind the sign at `at` of a key, or a blank.
function findBare(scan: Scan, at: number, keyEnd: number): number {
  // What was found, or stands for a finding, is no key: [MacAddress]: 3c22fbe67fce.
  if (keyEnd <= scan.floor) return 0;
  // c of mac, r of addr, s of address: of nearly all other keys no expression is tried.
  const last = scan.code(keyEnd - 1) | 32;
  if (last !== 99 && last !== 114 && last !== 115) return 0;
  const match = bare.exec(scan.text.slice(at, at + longestGap));
  if (match === null || !key.test(scan.text.slice(Math.max(0, keyEnd - longestKey), keyEnd))) return 0;
  const end = at + match[0].length;
  if (end - 12 < scan.floor) return 0;
  return scan.found('MacAddress', end - 12, end);
}

// Six pairs with colons or hyphens, or three groups of four with dots (Cisco).
function findMac(scan: Scan, start: number, wordEnd: number): number {
  const size = wordEnd - start;
  const separator = scan.code(wordEnd);
  const dotted = size === 4 && separator === 46;
  if (!dotted && (size !== 2 || (separator !== 58 && separator !== 45))) return 0;
  if (scan.code(wordEnd + size + 1) !== separator) return 0;
  const end = start + (dotted ? 14 : 17);
  if (end > scan.length || isBehindPair(scan, start, size, separator)) return 0;
  let letters = 0;
  for (let at = start; at < end; at++) {
    const code = scan.units[at] as number;
    if ((at - start) % (size + 1) === size ? code !== separator : !isHex(code)) return 0;
    if (code > 64) letters++;
  }
  if (isWord(scan.code(end))) return 0;
  if (isJoined(scan.code(end), scan.code(end + 1), separator)) return findHeader(scan, start);
  // Digits alone with hyphens are a date and a time: 20-11-26-10-20-30. With dots they are a number.
  if (letters === 0 && separator !== 58 && !hasKeyword(scan, start, macWords)) {
    scan.findings.refuse('MacAddress', start, end, 'digits alone need colons between');
    return 0;
  }
  scan.findings.add('MacAddress', start, end);
  return (scan.floor = end);
}

function findHeader(scan: Scan, start: number): number {
  const match = header.exec(scan.text.slice(start, start + 42));
  if (match === null) return 0;
  scan.findings.add('MacAddress', start, start + match[0].length);
  return (scan.floor = start + match[0].length);
}

// The word in front of the separator is no longer than a pair; {Device:0a:1b:… is a key.
function isBehindPair(scan: Scan, start: number, size: number, separator: number): boolean {
  return isJoined(scan.behind(start - 1), scan.behind(start - 2), separator) && !isWord(scan.behind(start - size - 2));
}

// A pair more in front or behind: a fingerprint, or an address of another kind.
function isJoined(next: number, beyond: number, separator: number): boolean {
  return next === separator && isHex(beyond);
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const mac = (): readonly IdentifierDeclaration[] => [
  {
    name: 'MacAddress',
    group: 'network',
    summary: 'A MAC address.',
    check:
      'Six pairs with colons or hyphens, or three groups of four with dots, and none in front or behind; twelve digits in one piece behind a key such as mac.',
    examples: {
      match: ['mac 00:1b:44:11:3a:b7 up', 'hw=3C-5A-B4-88-F2-01', 'arp 0011.22aa.44ff', '"deviceMac":"3c22fbe67fce"'],
      noMatch: [
        'md5 16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48',
        '20-11-26-10-20-30',
        '10:20:30',
        '00:1b:44:11:3a',
        'id=3c22fbe67fce',
        'hmac=3c22fbe67fce',
      ],
    },
  },
];
