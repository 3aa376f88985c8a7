import type { IdentifierName } from '../names.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import type { IdentifierDeclaration } from './declaration.ts';

// Longest words between BEGIN and the dashes: "ENCRYPTED PRIVATE KEY" and its kin.
const longestHeading = 40;

export const privateKeyNames = ['OpenSshPrivateKey', 'PkcsPrivateKey', 'PgpPrivateKey', 'PuttyPrivateKey'] as const;

/** Matchers for those of the private keys that are selected. An unterminated block reaches to the end of the text. */
export function privateKeyMatchers(selected: readonly IdentifierName[]): Matchers[] {
  const matchers: Matchers[] = [];
  if (selected.includes('PuttyPrivateKey')) {
    matchers.push({ words: [{ starts: ['PuTTY-User-Key-File-'], probe: findPutty }] });
  }
  if (selected.some((name) => name !== 'PuttyPrivateKey')) {
    matchers.push({
      signs: [{ sign: '-', probe: (scan, at) => findPem(scan, at, selected) }],
    });
  }
  return matchers;
}

function findPem(scan: Scan, at: number, selected: readonly IdentifierName[]): number {
  // Of a rule of dashes each comes here. A form writes blanks as +.
  if (scan.code(at + 5) !== 66 || !scan.text.startsWith('-----BEGIN', at)) return 0;
  const heading = headingAt(scan, at + 11);
  const name = nameOf(heading.replace(/\+/g, ' '));
  if (name === undefined || !selected.includes(name)) return 0;
  const mark = `-----END${scan.text.charAt(at + 10)}${heading}-----`;
  const found = scan.text.indexOf(mark, at);
  const end = found < 0 ? scan.length : found + mark.length;
  return scan.found(name, at, end);
}

function headingAt(scan: Scan, start: number): string {
  let end = start;
  while (end - start < longestHeading && isHeading(scan.code(end))) end++;
  return scan.text.startsWith('-----', end) ? scan.text.slice(start, end) : '';
}

function nameOf(heading: string): IdentifierName | undefined {
  if (heading === 'OPENSSH PRIVATE KEY') return 'OpenSshPrivateKey';
  if (heading === 'PGP PRIVATE KEY BLOCK') return 'PgpPrivateKey';
  return /^(?:(?:RSA|EC|DSA|ENCRYPTED|ANY) )?PRIVATE KEY$/.test(heading) ? 'PkcsPrivateKey' : undefined;
}

function isHeading(code: number): boolean {
  return (code >= 65 && code <= 90) || code === 32 || code === 43;
}

function findPutty(scan: Scan, start: number): number {
  if (!scan.text.startsWith('PuTTY-User-Key-File-', start)) return 0;
  const mac = scan.text.indexOf('Private-MAC: ', start);
  let end = mac < 0 ? scan.length : mac + 13;
  while (mac >= 0 && /[0-9a-f]/.test(scan.text.charAt(end))) end++;
  return scan.found('PuttyPrivateKey', start, end);
}

const block = (heading: string, body: string) => `-----BEGIN ${heading}-----\n${body}\n-----END ${heading}-----`;
const check = 'The words of its BEGIN line; up to the END line, or to the end of the record when there is none.';

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const privateKey = (): readonly IdentifierDeclaration[] => [
  {
    name: 'OpenSshPrivateKey',
    group: 'default',
    summary: 'A private key in the format of OpenSSH, also over several records.',
    check,
    examples: {
      match: [
        block('OPENSSH PRIVATE KEY', 'b3BlbnNzaC1rZXktdjE'),
        `key: ${block('OPENSSH PRIVATE KEY', 'AAAA')} end`,
        '-----BEGIN OPENSSH PRIVATE KEY-----\\nb3Blbn',
      ],
      noMatch: [block('OPENSSH PUBLIC KEY', 'AAAA'), 'BEGIN OPENSSH PRIVATE KEY', '-----BEGIN OPENSSH KEY-----'],
    },
  },
  {
    name: 'PkcsPrivateKey',
    group: 'default',
    summary: 'A private key in PKCS#1, PKCS#8 or SEC 1 form, also over several records.',
    check,
    examples: {
      match: [
        block('RSA PRIVATE KEY', 'MIIB'),
        block('PRIVATE KEY', 'MIIB'),
        `pem=${block('ENCRYPTED PRIVATE KEY', 'MIIB')}`,
      ],
      noMatch: [block('CERTIFICATE', 'MIIB'), block('PUBLIC KEY', 'MIIB'), '----- BEGIN PRIVATE KEY -----'],
    },
  },
  {
    name: 'PgpPrivateKey',
    group: 'default',
    summary: 'An armoured PGP private key, also over several records.',
    check,
    examples: {
      match: [
        block('PGP PRIVATE KEY BLOCK', '\nlQHYBF'),
        `gpg: ${block('PGP PRIVATE KEY BLOCK', 'lQ')}`,
        '-----BEGIN PGP PRIVATE KEY BLOCK-----',
      ],
      noMatch: [block('PGP PUBLIC KEY BLOCK', 'mQ'), block('PGP MESSAGE', 'hQ'), 'PGP PRIVATE KEY BLOCK'],
    },
  },
  {
    name: 'PuttyPrivateKey',
    group: 'default',
    summary: 'A private key file of PuTTY.',
    check: 'Its first line; up to the Private-MAC, or to the end of the record when there is none.',
    examples: {
      match: [
        'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPrivate-MAC: 0123abcd',
        'PuTTY-User-Key-File-3: ssh-ed25519',
        'found PuTTY-User-Key-File-2: ssh-dss\\nPrivate-Lines: 1',
      ],
      noMatch: ['PuTTY-User-Key', 'putty-user-key-file-2', 'PuTTY release 0.80'],
    },
  },
];
