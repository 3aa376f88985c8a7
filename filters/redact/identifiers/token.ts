import type { IdentifierName } from '../names.ts';
import { isWord } from '../scan/digit-groups.ts';
import type { Matchers, Probe, Scan } from '../scan/scan.ts';
import { isPlaceholder } from '../validators/entropy.ts';
import type { IdentifierDeclaration } from './declaration.ts';

/** One form of a token: a fixed prefix, then a body of `least` to `most` characters out of a class. */
export interface TokenForm {
  readonly prefix: string;
  /** The inside of a character class, such as `a-f0-9`. */
  readonly body: string;
  readonly least: number;
  readonly most: number;
  /** Lengths of the parts of the body, joined by `joint`, for tokens that have parts. */
  readonly parts?: readonly number[];
  readonly joint?: string;
}

/** A kind of token: what its issuer calls it, and its forms. */
export interface TokenKind {
  readonly name: IdentifierName;
  readonly summary: string;
  readonly forms: readonly TokenForm[];
}

export const alphanumeric = 'A-Za-z0-9';
export const urlSafe = 'A-Za-z0-9_-';
export const lowerHex = 'a-f0-9';
export const hex = 'A-Fa-f0-9';

/** Prefixes that share a body. Without `most` the length is exact. */
export function forms(prefixes: string, body: string, least: number, most = least): TokenForm[] {
  return prefixes.split(' ').map((prefix) => ({ prefix, body, least, most }));
}

/** A prefix and a body of parts of these exact lengths. */
export function partedForm(prefix: string, body: string, joint: string, ...parts: number[]): TokenForm {
  const length = parts.reduce((sum, part) => sum + part, joint.length * (parts.length - 1));
  return { prefix, body: `${joint}${body}`, least: length, most: length, parts, joint };
}

/** Matchers for a kind of token. The body must end where its length allows it, and must not be a placeholder. */
export function tokenMatchers(kind: TokenKind): Matchers {
  return {
    words: kind.forms.map((tokenForm) => ({
      identifier: kind.name,
      starts: [tokenForm.prefix],
      probe: tokenProbe(kind.name, tokenForm),
    })),
  };
}

function tokenProbe(name: IdentifierName, { prefix, body, least, most, parts, joint }: TokenForm): Probe {
  const isBody = classOf(body);
  // A long run that was refused is not read again from a prefix inside it: sl.sl.sl.… would cost its square.
  let refusedIn = 0;
  let refusedTo = 0;
  return (scan: Scan, start: number) => {
    if (!scan.text.startsWith(prefix, start)) return 0;
    if (refusedIn === scan.serial && start < refusedTo) return 0;
    const from = start + prefix.length;
    let end = from;
    while (end < scan.length && end - from <= most && isBody[scan.text.charCodeAt(end)] === 1) end++;
    // The full stop or hyphen behind a token in a sentence is not its last character.
    while (end - from > least && !isWord(scan.text.charCodeAt(end - 1)) && scan.text.charCodeAt(end - 1) !== 61) end--;
    const length = end - from;
    if (length * 2 <= least) return 0;
    const text = scan.text.slice(from, end);
    const fits = length >= least && length <= most && !isWord(scan.code(end)) && hasParts(text, parts, joint);
    if (fits && !isPlaceholder(text) && isVaried(text)) {
      scan.findings.add(name, start, end);
      return (scan.floor = end);
    }
    if (length > 64) {
      refusedIn = scan.serial;
      refusedTo = end;
    }
    const problem = fits ? 'is a placeholder' : 'has not the length of this token';
    scan.findings.refuse(name, start, end, `the part behind the prefix ${problem}`);
    return 0;
  };
}

// One table per class, 1 for each ASCII character in it: sixty forms share a dozen.
const classes = new Map<string, Uint8Array>();

function classOf(body: string): Uint8Array {
  const known = classes.get(body);
  if (known !== undefined) return known;
  const table = new Uint8Array(128);
  const pattern = new RegExp(`[${body}]`);
  for (let code = 33; code < 127; code++) if (pattern.test(String.fromCharCode(code))) table[code] = 1;
  classes.set(body, table);
  return table;
}

function hasParts(text: string, parts: readonly number[] | undefined, joint = '.'): boolean {
  if (parts === undefined) return true;
  let at = 0;
  return parts.every((length, index) => {
    at += length + 1;
    return index === parts.length - 1 || text.charAt(at - 1) === joint;
  });
}

// Tokens are random: letters in one case only, or digits alone, are a name or a number that happens to start so.
function isVaried(body: string): boolean {
  return /\d/.test(body) ? /[A-Za-z]/.test(body) : /[a-z]/.test(body) && /[A-Z]/.test(body);
}

// Examples are made, not written: a literal token in a repository sets off the secret scanner of its host.
const alphabet = 'k7Qp2ZxV9mT4wRb8LsD3nHf6JcG5yKa1XeNuWoBiEvMtPzSrCqYgFhAjUdIl0O';

/** The documentation and the examples of a kind of token, from its forms. */
export function declareToken(kind: TokenKind): IdentifierDeclaration {
  const first = kind.forms[0] as TokenForm;
  const last = kind.forms.at(-1) as TokenForm;
  const example = exampleOf(first);
  return {
    name: kind.name,
    group: 'default',
    summary: kind.summary,
    check: `Begins with ${kind.forms.map(({ prefix }) => `\`${prefix}\``).join(', ')}; length and characters of its body; no placeholder.`,
    examples: {
      match: [example, `called with ${example}, retry`, `{"message":"got ${exampleOf(last)}"}`],
      noMatch: [first.prefix, `${first.prefix}${'x'.repeat(first.least)}`, `prefix${example}`],
    },
  };
}

function exampleOf({ prefix, body, least, parts = [least], joint = '' }: TokenForm): string {
  const allowed = new RegExp(`[${body}]`);
  const characters = Array.from(alphabet).filter((character) => allowed.test(character));
  let at = 0;
  const part = (length: number) =>
    Array.from({ length }, () => characters[(at++ * 7 + (at >> 4)) % characters.length]).join('');
  return prefix + parts.map(part).join(joint);
}
