import type { IdentifierName } from '../names.ts';
import { isWord } from '../scan/characters.ts';
import type { Probe, Scan, WordMatcher } from '../scan/scan.ts';
import { isPlaceholder } from '../validators/entropy.ts';

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

const bodies: Readonly<Record<string, string>> = {
  A: 'A-Za-z0-9',
  B: 'A-Za-z0-9+/=_-',
  D: 'A-Za-z0-9_.-',
  G: 'A-Z0-9',
  H: 'a-f0-9',
  M: 'A-Za-z0-9$',
  P: 'A-Za-z0-9%/+=-',
  T: 'A-Za-z0-9/@-',
  U: 'A-Za-z0-9_-',
  W: 'A-Za-z0-9_',
  X: 'A-Fa-f0-9',
};

/** A prefix, and the class and length of what stands behind it as the table writes them: `A36-255`. */
type Shaped = readonly [prefix: string, shape: string];

// A line of the table is a list with commas between, each prefixes and the one shape they share.
function shapedOf(line: string): Shaped[] {
  return line.split(', ').flatMap((entry) => {
    const cut = entry.lastIndexOf(' ');
    const shape = entry.slice(cut + 1);
    return entry
      .slice(0, cut)
      .split(' ')
      .map((prefix): Shaped => [prefix, shape]);
  });
}

/**
 * The forms that a line of the table stands for. A shape is a class letter and a length: `A36` exactly, `A36-255` a range;
 * `U22.43` and `A8_24` parts; with `!` at the end `-` joins parts, too.
 */
export function formsOf(line: string): TokenForm[] {
  return shapedOf(line).map(([prefix, shape]) => formOf(prefix, shape));
}

function formOf(prefix: string, shape: string): TokenForm {
  const body = bodies[shape.charAt(0)] as string;
  const joint = shape.endsWith('!') ? '-' : shape.includes('.') ? '.' : shape.includes('_') ? '_' : undefined;
  const numbers = shape
    .slice(1)
    .split(/[-._!]/)
    .filter(Boolean)
    .map(Number);
  const [least = 0, most = least] = numbers;
  if (joint === undefined) return { prefix, body, least, most };
  const length = numbers.reduce((sum, part) => sum + part + 1, -1);
  return { prefix, body: `${joint}${body}`, least: length, most: length, parts: numbers, joint };
}

/**
 * The words that a kind of token begins with, by its line of the table; none for an identifier without. The body must end
 * where its length allows it, and must not be a placeholder.
 */
export function tokenWords(name: IdentifierName, line: string | undefined): WordMatcher[] {
  if (line === undefined) return [];
  return shapedOf(line).map(([prefix, shape]) => ({
    starts: [prefix],
    probe: tokenProbe(name, prefix, shape),
  }));
}

function tokenProbe(name: IdentifierName, prefix: string, shape: string): Probe {
  const last = prefix.length - 1;
  const mark = prefix.charCodeAt(last);
  // Read when the prefix is first seen: all of them would cost a start 0.3 ms, and a log has one or two.
  let form: TokenForm | undefined;
  let characters: Uint8Array | undefined;
  // A long run that was refused is not read again from a prefix inside it: sl.sl.sl.… would cost its square.
  const refusedIn = [0, 0];
  const refusedTo = [0, 0];
  return (scan: Scan, start: number) => {
    // The last character of the prefix tells most words apart, at a fifth of the cost of comparing it all.
    if (scan.units[start + last] !== mark) return 0;
    if (start < (refusedTo[scan.level] as number) && refusedIn[scan.level] === scan.serial) return 0;
    if (!isPrefix(prefix, last, scan.units, start)) return 0;
    const { body, least, most, parts, joint } = (form ??= formOf(prefix, shape));
    const isBody = (characters ??= classOf(body));
    const from = start + prefix.length;
    let end = from;
    while (end < scan.length && end - from <= most && isBody[scan.units[end] as number] === 1) end++;
    // The full stop or hyphen behind a token in a sentence is not its last character.
    while (end - from > least && !isWord(scan.units[end - 1] as number) && (scan.units[end - 1] as number) !== 61)
      end--;
    const length = end - from;
    if (length * 2 <= least) return 0;
    const text = scan.text.slice(from, end);
    const fits = length >= least && length <= most && !isWord(scan.code(end)) && hasParts(text, parts, joint);
    if (fits && !isPlaceholder(text) && isVaried(text)) {
      scan.findings.add(name, start, end);
      return (scan.floor = end);
    }
    if (length > 64) {
      refusedIn[scan.level] = scan.serial;
      refusedTo[scan.level] = end;
    }
    const problem = fits ? 'is a placeholder' : 'has not the length of this token';
    scan.findings.refuse(name, start, end, `the part behind the prefix ${problem}`);
    return 0;
  };
}

// From its end, since the start table knows the first two. A loop: `startsWith` takes twice as long to say no.
function isPrefix(prefix: string, last: number, units: Uint16Array, start: number): boolean {
  for (let at = last - 1; at > 1; at--) if (units[start + at] !== prefix.charCodeAt(at)) return false;
  return true;
}

// One table per class, made when a prefix is first seen: 1 for each ASCII character in it.
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
