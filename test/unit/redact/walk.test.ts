import { describe, expect, it } from 'vitest';
import { identifiers } from '../../../filters/redact/identifiers.ts';
import { digitsEvent, wordEvent } from '../../../filters/redact/scan/walk.ts';
import { TextScan } from '../../../filters/redact/text/text.ts';
import { settingsOf } from './settings.ts';

const texts = new TextScan(settingsOf({ identifiers: '@default,@network,@phone' }));

function found(text: string): readonly string[] {
  texts.raw(text);
  const { identifiers: names, starts, ends } = texts.scan.findings;
  return names.map((name, at) => `${name} ${text.slice(starts[at], ends[at])}`);
}

// Where the walk stops: at words and digits with their text, at signs with the sign.
function stopsOf(text: string): readonly string[] {
  const { scan } = texts;
  scan.begin(text);
  const stops: string[] = [];
  for (let at = scan.walk.begin(text.length); at >= 0;) {
    const [kind = -1, end = 0] = scan.walk.event;
    const hasEnd = kind === wordEvent || kind === digitsEvent;
    stops.push(hasEnd ? text.slice(at, end) : text.charAt(at));
    at = scan.walk.next(hasEnd ? end : at + 1);
  }
  return stops;
}

// The walk reads a text as bits, eight to a byte and sixteen at once: each of these must be the same at every place.
const matches = [
  ...identifiers.filter(({ group }) => group === 'default').map(({ examples }) => examples.match[0] as string),
  'at 2026-01-02T03:04:05.500Z from 10.1.2.3 and 00:1B:44:11:3A:B7 or fe80::1',
  `the word ${'x'.repeat(150)} and anna@example.com`,
  `the number ${'7'.repeat(150)} and 4242 4242 4242 4242`,
  '{"password" : "hunter2","n":4242424242424242}',
];
const others = [
  'request 7dd24374-3548-28d1-ce35-ea0db96fa40c took 12 ms',
  '2026-01-02T03:04:05.500Z 1758560488829 v1.2',
];

describe('the walk through a text', () => {
  it.each([...matches, ...others])('reads the same at every offset: %s', (sample) => {
    const alone = found(sample);
    expect(alone.length > 0).toBe(matches.includes(sample));
    for (let offset = 1; offset < 140; offset++) expect(found(`${' '.repeat(offset)}${sample}`)).toEqual(alone);
  });

  it('takes no character of another script for the ASCII one that ends in the same bits', () => {
    for (const high of [0x0100, 0x2000, 0x8000, 0xff00]) {
      for (const sample of ['anna@example.com', '4242 4242 4242 4242', '7dd24374-3548-28d1-ce35-ea0db96fa40c']) {
        const moved = Array.from(sample, (one) => String.fromCharCode(one.charCodeAt(0) | high)).join('');
        expect(found(moved)).toEqual([]);
      }
      // Beside a token such a character is no part of its word.
      const neighbour = String.fromCharCode(0x41 | high);
      expect(found(`${neighbour}AKIAY3T6Z7QWERTUIO5P${neighbour}`)).toEqual(['AwsAccessKeyId AKIAY3T6Z7QWERTUIO5P']);
    }
  });

  it.each<readonly [text: string, ...stops: string[]]>([
    // Of a word four characters count, in either case where the probe wants either.
    ['curl current cur', 'curl'],
    ['npm_x npmrc eyJa eyJ', 'npm_x', 'eyJa', 'eyJ'],
    ['Bearer BEARER Beard Bear1', 'Bearer', 'BEARER', 'Beard', 'Bear1'],
    ['AC0 ACDC AD1 ADx', 'AC0', 'ACDC', 'AD1'],
    // Time stamps are stepped over, whole ones only.
    ['2026-01-02T03:04:05.500Z'],
    ['2026-01-02 03:04:05,500'],
    ['2026-01-02T03:04:05:06', '2026', '04', '05'],
    ['2026-01-02T03:04:05a', '2026', '04'],
    ['2026-01-02X03:04:05', '2026', '04'],
    ['2026-01-02T03:04-05 text', '2026'],
    ['2026-01-02T03-04:05', '2026', '04'],
    ['2026-01.02T03:04:05', '2026', '04'],
    ['2026-01-x2T03:04:05', '2026', '04'],
    ['20261-01-02T03:04:05', '20261', '04'],
    // So are UUIDs.
    ['7dd24374-3548-2801-1235-110db96fa40c'],
    ['7dd24374-3548-2801-1235-110db96fa40c0', '3548', '2801'],
    ['7dd24374-3548-2801-1235-110db96fa40c-', '3548', '2801'],
    ['7dd24374-3548-2801-1235-110db96fg40c', '3548', '2801'],
    ['7dd2437x-3548-2801-1235-110db96fa40c', '3548', '2801'],
    ['7dd24374-3548 2801-1235-110db96fa40c', '3548', '2801'],
    ['7dd24374-3548-2801 1235-110db96fa40c', '3548', '2801'],
    ['7dd24374-3548-2801-1235 110db96fa40c', '3548', '2801'],
    // Digits: seven in one run, or groups; what may be an address; `+` between them.
    ['123456 1234567', '123456', '1234567'],
    ['a1234567 and 123456, 12'],
    ['12-34-56 78 text', '12', '34'],
    ['1-78b3c9fa'],
    ['555-2671x12', '555'],
    ['be:ef 00:1B ab12:x be-ef-00 beef.0012.9x cafe-1', 'be', '00', 'ab12', 'be', 'beef'],
    ['1+2 and 3 + 4', '1', '+', '+'],
    // Words: by their start, by their length, by what of base64 they may hold.
    ['ghp_x ghx_ AKIA akia', 'ghp_x', 'AKIA'],
    [`${'z'.repeat(39)} ${'z'.repeat(40)} ${'z'.repeat(41)}`, 'z'.repeat(40)],
    [`${'0a'.repeat(16)} ${'0a'.repeat(16)}-us`, '0a'.repeat(16)],
    [`${'z'.repeat(24)} ${'Q'.repeat(23)} ${'Q'.repeat(24)} ${'Q01y'.repeat(30)}`, 'Q'.repeat(24), 'Q01y'.repeat(30)],
    [`zzzzz/${'Q'.repeat(20)} x`],
    [`QQ/${'Q'.repeat(19)} QR/${'Q'.repeat(20)} x`, 'QR'],
    [`${'Z'.repeat(24)} ${'f'.repeat(24)} ${'g'.repeat(24)}`, 'Z'.repeat(24), 'f'.repeat(24)],
    [`z${'Q'.repeat(23)} zQQQz${'Q'.repeat(19)}`, `z${'Q'.repeat(23)}`],
    [`QQ/${'Q'.repeat(11)}+${'Q'.repeat(7)}-QQ x`, 'QQ', '+'],
    // Signs: behind a key, in front of `/`, `:` and `[`, and those that say something alone.
    ['db_password: x, db_passworde: y, x=z', ':'],
    ['{"db_password":1,"db_password" : 2,"db_passworn":3}', ':', ':'],
    [`db_password${' '.repeat(47)}:x`, ':'],
    [`db_password${' '.repeat(48)}:x`],
    ['db_password,,,:x db_password,,,,:x', ':'],
    ['authorization=x db_password_confirmation=x generation=x information=y', 'authorization', '=', '=', '='],
    ['g://h i::j k:[l m:/n o: p', ':', ':', ':', '[', ':'],
    ['- -- --- a-b', '-', '-', '-'],
    ['a@b 5% \\n [x] (y) ~z \u001b', '@', '%', '\\', '[', '(', '~', '\u001b'],
    ['!"#$&\'*,./;<?]^`{|} é ÿ Ā \ufffd'],
  ])('stops where something may begin: %s', (text, ...stops) => {
    for (const offset of [0, 1, 7, 8, 30, 63, 64]) expect(stopsOf(' '.repeat(offset) + text)).toEqual(stops);
  });

  it.each([
    ['authorization: k7Qp2ZxV9mT4', 'PasswordKeyValue k7Qp2ZxV9mT4'],
    ['phone 555-2671x12', 'PhoneNumber 555-2671x12'],
    ['aws secret /P3v7LmQ9xT2bNwR5yUcZ8dHfJ4sGaE6iVoX1tQw', 'AwsSecretKey /P3v7LmQ9xT2bNwR5yUcZ8dHfJ4sGaE6iVoX1tQw'],
    ['aws secret +P3v7LmQ9xT2bNwR5yUcZ8dHfJ4sGaE6iVoX1tQw', 'AwsSecretKey +P3v7LmQ9xT2bNwR5yUcZ8dHfJ4sGaE6iVoX1tQw'],
  ])('stops where signs and letters go on: %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('stops at the end of the text, whatever a longer one left behind it', () => {
    found(`${'x '.repeat(500)}4242 4242 4242 4242`);
    expect(found('x '.repeat(500))).toEqual([]);
    expect(found('')).toEqual([]);
    expect(found('4242 4242 4242')).toEqual([]);
  });

  it('makes room for a text of any length, and gives it back', () => {
    const mail = 'EmailAddress anna@example.com';
    for (const length of [16_000, 16_383, 16_384, 70_000, 2_000_000, 100])
      expect(found(`${'word '.repeat(length / 5)}anna@example.com`)).toEqual([mail]);
    expect(texts.scan.units.length).toBeLessThan(100_000);
  });
});
