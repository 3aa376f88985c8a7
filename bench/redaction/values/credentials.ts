import { alphanumeric, base64, base64url, digits, hex, type Random, upper } from '../random.ts';
import type { Text } from '../labelled.ts';
import { firstNames } from './personal.ts';

// The words are put together at run time: a line of source with a whole PEM header looks like a leaked key to scanners.
const dashes = '-'.repeat(5);

export function awsAccessKeyId(random: Random): string {
  return random.pick(['AKIA', 'ASIA']) + random.chars(16, `${upper}234567`);
}

/** Forty characters of base64 with at least one digit, capital and small letter, as AWS makes them. */
export function awsSecretKey(random: Random): string {
  return `${random.chars(1, digits)}${random.chars(1, upper)}${random.chars(18, base64)}q${random.chars(19, base64)}`;
}

function encodeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function jwt(random: Random): string {
  const header = random.pick([
    { alg: 'HS256', typ: 'JWT' },
    { alg: 'RS256', typ: 'JWT', kid: random.chars(8, hex) },
    { typ: 'JWT', alg: 'ES256' },
    { kid: random.chars(12, alphanumeric), alg: 'RS256' },
  ]);
  const payload = { sub: random.chars(10, digits), iat: random.int(1.7e9, 1.8e9), scope: 'orders:read' };
  return `${encodeJson(header)}.${encodeJson(payload)}.${random.chars(random.pick([43, 86]), base64url)}`;
}

export function bearer(random: Random): Text {
  const token = random.chars(random.int(24, 60), `${alphanumeric}-._~`).replace(/[-._~]$/, 'x');
  return [{ beside: random.pick(['Bearer ', 'Bearer ', 'bearer ']) }, { type: 'BearerToken', text: token }];
}

export function basic(random: Random): Text {
  const pair = `${random.pick(firstNames)}:${password(random)}`;
  return [{ beside: 'Basic ' }, { type: 'BasicAuth', text: Buffer.from(pair).toString('base64') }];
}

/** Something a person or a generator would choose; no spaces or quotes, so that it has one spelling in every format. */
export function password(random: Random): string {
  return random.pick([
    () => `${random.pick(['Winter', 'Dragon', 'Blue', 'Tiger'])}${random.int(10, 2030)}${random.pick(['!', '#', '$'])}`,
    () => random.chars(random.int(8, 20), alphanumeric),
    () => `${random.chars(4, alphanumeric)}-${random.chars(4, alphanumeric)}-${random.chars(4, alphanumeric)}`,
    () => `${random.chars(6, alphanumeric)}!${random.chars(5, alphanumeric)}*`,
  ])();
}

export function urlCredentials(random: Random): Text {
  const scheme = random.pick(['https', 'postgres', 'mysql', 'redis', 'amqp', 'mongodb+srv', 'ftp']);
  const host = `${random.pick(['db', 'cache', 'mq', 'files'])}.internal.example.com`;
  return [
    `${scheme}://`,
    { beside: `${random.pick(['app', 'root', 'svc_orders', 'reader'])}:` },
    { type: 'UrlCredentials', text: random.chars(random.int(8, 18), alphanumeric) },
    { beside: '@' },
    `${host}:${random.int(1024, 9999)}/${random.pick(['orders', '0', 'main'])}`,
  ];
}

/** A private key with `newline` between its lines; the header and the footer may stay. */
export function privateKey(random: Random, newline = '\n'): Text {
  const [type, label] = random.pick([
    ['PkcsPrivateKey', 'PRIVATE KEY'],
    ['PkcsPrivateKey', 'RSA PRIVATE KEY'],
    ['PkcsPrivateKey', 'EC PRIVATE KEY'],
    ['OpenSshPrivateKey', 'OPENSSH PRIVATE KEY'],
  ] as const);
  const lines = Array.from({ length: random.int(3, 9) }, () => random.chars(64, base64));
  lines.push(`${random.chars(random.int(10, 60), base64)}==`);
  return [
    { beside: `${dashes}BEGIN ${label}${dashes}${newline}` },
    { type, text: lines.join(newline) },
    { beside: `${newline}${dashes}END ${label}${dashes}` },
  ];
}
