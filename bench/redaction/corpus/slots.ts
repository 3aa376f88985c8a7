import { alphanumeric, base64, base64url, digits, hex, lower, type Random, upper } from '../random.ts';
import { failingNumber } from '../values/cards.ts';
import { firstNames, lastNames, word } from '../values/personal.ts';

type Slot = (random: Random, argument: string) => string;

const two = (value: number) => String(value).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const clock = (r: Random) => `${two(r.int(0, 23))}:${two(r.int(0, 59))}:${two(r.int(0, 59))}`;
const day = (r: Random) => `${r.int(2023, 2027)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`;

/** What a template may name between braces, with an argument after a colon: `{hex:40}`, `{int:1-99}`, `{one:a|b}`. */
export const slots: Readonly<Record<string, Slot>> = {
  int: (r, range) => {
    const [low = 0, high = 9999] = range.split('-').filter(Boolean).map(Number);
    return String(r.int(low, high));
  },
  one: (r, list) => r.pick(list.split('|')),
  digits: (r, length) => r.chars(Number(length), digits),
  hex: (r, length) => r.chars(Number(length), hex),
  HEX: (r, length) => r.chars(Number(length), hex.toUpperCase()),
  upper: (r, length) => r.chars(Number(length), upper),
  lower: (r, length) => r.chars(Number(length), lower),
  code: (r, length) => r.chars(Number(length), upper + digits),
  token: (r, length) => r.chars(Number(length), alphanumeric),
  b64: (r, length) => r.chars(Number(length), base64),
  b64url: (r, length) => r.chars(Number(length), base64url),
  word: (r) => word(r),
  first: (r) => r.pick(firstNames),
  First: (r) => capital(r.pick(firstNames)),
  Last: (r) => capital(r.pick(lastNames)),
  user: (r) =>
    r.pick(['root', 'admin', 'deploy', 'ubuntu', 'ec2-user', 'git', 'postgres', 'www-data', 'oracle', 'guest']),
  host: (r) => `${r.pick(['web', 'db', 'node', 'worker', 'ip-10-0', 'cache'])}-${r.int(1, 99)}`,
  fqdn: (r) =>
    `${r.pick(['api', 'www', 'cdn', 'login', 'mq'])}-${r.int(1, 9)}.${r.pick(['eu-west-1', 'us-east-1'])}.example.com`,
  ip: (r) => [r.pick([10, 172, 192, 203]), r.int(0, 255), r.int(0, 255), r.int(1, 254)].join('.'),
  port: (r) => String(r.int(1024, 65535)),
  pid: (r) => String(r.int(1, 99999)),
  path: (r) => `/${Array.from({ length: r.int(1, 4) }, () => word(r)).join('/')}`,
  file: (r) => `${word(r)}.${r.pick(['log', 'conf', 'dat', 'so.6', 'jar', 'py', 'ts', 'go'])}`,
  uuid: (r) => [8, 4, 4, 4, 12].map((length) => r.chars(length, hex)).join('-'),
  day,
  clock,
  iso: (r) => `${day(r)}T${clock(r)}.${r.chars(3, digits)}Z`,
  syslog: (r) => `${r.pick(months)} ${String(r.int(1, 28)).padStart(2)} ${clock(r)}`,
  clf: (r) => `${two(r.int(1, 28))}/${r.pick(months)}/${r.int(2023, 2027)}:${clock(r)} +0000`,
  epoch: (r) => String(r.int(1690000000, 1790000000)),
  epochms: (r) => `${r.int(1690000000, 1790000000)}${r.chars(3, digits)}`,
  epochus: (r) => `${r.int(1690000000, 1790000000)}${r.chars(6, digits)}`,
  epochns: (r) => `${r.int(1690000000, 1790000000)}${r.chars(9, digits)}`,
  order: (r) => failingNumber(r),
  semver: (r) => `${r.int(0, 12)}.${r.int(0, 40)}.${r.int(0, 99)}`,
  version4: (r) => `${r.int(1, 12)}.${r.int(0, 9)}.${r.int(0, 40)}.${r.int(0, 250)}`,
  class: (r) =>
    `${r.pick(['com.example', 'org.demo', 'io.sample'])}.${word(r)}.${capital(word(r))}${r.pick(['Service', 'Factory', 'Client'])}`,
  method: (r) => `${word(r)}${capital(word(r))}`,
  agent: (r) =>
    r.pick([
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${r.int(90, 140)}.0.0.0 Safari/537.36`,
      `Mozilla/5.0 (X11; Linux x86_64; rv:${r.int(90, 140)}.0) Gecko/20100101 Firefox/${r.int(90, 140)}.0`,
      `curl/${r.int(7, 8)}.${r.int(1, 88)}.0`,
      `aws-sdk-js/3.${r.int(100, 999)}.0 os/linux#5.10.${r.int(1, 250)}-${r.int(1, 250)}.amzn2 lang/js md/nodejs#22.${r.int(1, 20)}.0`,
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${r.int(0, 6)} like Mac OS X) AppleWebKit/605.1.15 Version/17.${r.int(0, 6)} Mobile/15E148`,
    ]),
};

/** `template` with each `{slot}` or `{slot:argument}` filled in. An unknown slot is a mistake in the bench and throws. */
export function fill(template: string, random: Random): string {
  return template.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name: string, argument: string | undefined) => {
    const slot = slots[name];
    if (slot === undefined) throw new Error(`No slot is called "${name}" in the template: ${template}`);
    return slot(random, argument ?? '');
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
