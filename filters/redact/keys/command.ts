import { isWord } from '../scan/characters.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { defaultKeyIdentifier } from './keys.ts';
import { isStandIn } from '../validators/stand-in.ts';

const longestOptions = 256;
const longestValue = 4096;
// Options with their values, in front of the one that is looked for.
const options = /[ \t]+(?:-[\w-]+(?:[ \t=]+(?:"[^"[]*"|'[^'[]*'|[^\s"'[\\-][^\s"'[\\]*))?[ \t]+){0,4}?/.source;
// Without brackets: what is redacted already ends there.
const value = /(?:"([^"\\\n[,:}\]][^"\\\n[]{0,4095})"|'([^'\\\n[]{1,4096})'|([^\s"'\\[]{1,4096}))/.source;

interface Command {
  readonly name: RegExp;
  readonly option: RegExp;
}

// curl -u user:password, which curl makes a header of; mysql -ppassword; sshpass -p password; redis-cli -a password.
const curl = { name: /^curl$/, option: new RegExp(`^${options}(?:-u[ \\t]*|--user[ \\t=]+)${value}`) };
const others: readonly Command[] = [
  { name: /^(?:mysql|mysqldump|mysqladmin|mariadb)$/, option: new RegExp(`^${options}-p${value}`) },
  { name: /^sshpass$/, option: new RegExp(`^[ \\t]+-p[ \\t]*${value}`) },
  { name: /^(?:docker|podman|az)$/, option: new RegExp(`^[ \\t]+login${options}(?:-p|--password)[ \\t]+${value}`) },
  { name: /^redis$/, option: new RegExp(`^-cli${options}(?:-a|AUTH|auth)[ \\t]+${value}`) },
];

// What clients of Redis print of the command AUTH: "AUTH" "hunter2", auth([ 'app', 'hunter2' ]), name: 'auth', args: [ 'hunter2' ]
const redisAuth =
  /^auth(?:" (?:"[^"\n]{1,64}" )?"([^"\n]{1,256})(?=")|(?:\(|',\s{1,8}args: )\[ (?:'[^'\n]{1,64}', )?'([^'\n]{1,256})(?=' \]))/i;

/** Matchers for user and password as curl takes them. */
export const curlMatchers: Matchers = { words: [{ starts: ['curl'], probe: findCurlUser }] };
/** Matchers for passwords that other programs take as an option of one letter. */
export const commandMatchers: Matchers = {
  words: [
    {
      starts: ['mysql', 'mariadb', 'sshpass', 'redis', 'docker', 'podman', 'az l'],
      probe: findPassword,
    },
    { starts: ['auth"', 'auth(', "auth'"], anyCase: true, probe: findRedisAuth },
  ],
};

function findCurlUser(scan: Scan, start: number, end: number): number {
  const found = find(scan, start, end, curl);
  if (found === undefined || !/^[^\s:]{1,64}:./.test(found.text)) return 0;
  return take(scan, 'BasicAuth', found, found.text.slice(found.text.indexOf(':') + 1));
}

function findPassword(scan: Scan, start: number, end: number): number {
  for (const command of others) {
    const found = find(scan, start, end, command);
    if (found !== undefined) return take(scan, defaultKeyIdentifier, found, found.text);
  }
  return 0;
}

function findRedisAuth(scan: Scan, start: number): number {
  const match = redisAuth.exec(scan.text.slice(start, start + longestOptions * 2));
  const text = match?.[1] ?? match?.[2];
  return match === null || text === undefined
    ? 0
    : take(scan, defaultKeyIdentifier, { at: start + match[0].length - text.length, text }, text);
}

interface Found {
  readonly at: number;
  readonly text: string;
}

function find(scan: Scan, start: number, end: number, { name, option }: Command): Found | undefined {
  if (isWord(scan.behind(start - 1)) || !name.test(scan.text.slice(start, end))) return undefined;
  const match = option.exec(scan.text.slice(end, end + longestOptions + longestValue));
  const text = match?.[1] ?? match?.[2] ?? match?.[3];
  return match === null || text === undefined ? undefined : { at: end + match[0].lastIndexOf(text), text };
}

function take(scan: Scan, identifier: string, { at, text }: Found, secret: string): number {
  const end = at + text.length;
  if (isStandIn(secret, scan.names)) return scan.refuse(identifier, at, end, 'the password is a placeholder');
  return scan.found(identifier, at, end);
}
