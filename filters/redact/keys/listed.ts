import type { JsonValue } from '../../../src/contracts/record.ts';
import { isLetter, isName, isWord } from '../scan/characters.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import type { KeyTraits } from './key-traits.ts';
import type { Keys, KeyVerdict } from './keys.ts';
import { openProblem, quotedProblem } from './value-problem.ts';
import { valueBehind } from './value-reach.ts';

const longestKey = 64;
const longestGap = 16;
const longestPair = 4352;
const longestEntry = 260;
const entryValue = /^(?:(?!, )[^\n[\]]){3,256}(?=\])/;
// The quotes may be escaped, where the list is in a text of its own.
const pair = /^[([] ?b?\\?(["'])([\w.-]{2,64})\\?\1, ?b?\\?(?:"([^"\n\\]{1,4096})(?=\\?")|'([^'\n\\]{1,4096})(?=\\?'))/;
// The end of a line, as it is or escaped.
const line = /(?:\\r|\r)?(?:\\n|\n)(?:' \+\n? *')?/.source;
const part = new RegExp(
  `^disposition: form-data; name=\\\\*"([\\w.[\\]-]{2,64})\\\\*"${line}${line}([^\\r\\n\\\\]{1,4096})(?=${line})`,
  'i',
);
const spoken =
  /^(?:options?|flags?|arguments?|args?|parameters?|values?|switch|instead|file|stdin|prompt|when|if|on|by|via|as|at|using|can|may|does|did|takes|requires|needs|specified|provided|given|passed|used|deprecated|only|too|also|but|then)[.,;:!?)'"]*$/i;
// How the names of headers with secrets begin, or their last word does: Set-Cookie, Proxy-Authorization.
const headerStarts = ['Cookie', 'cookie', 'Authorization', 'authorization', 'X-Api-Key', 'x-api-key'];
const headerName = /(?:set-)?cookie|(?:proxy-)?authorization|x-api-key/.source;
const header = new RegExp(`^(?:${headerName})$`, 'i');
const quotedHeader = new RegExp(`'(${headerName})$`, 'i');

/**
 * What an element of a list says of the one behind it, which is the only one when they are a pair (`isPair`):
 * ["--password", "x"] of arguments, ["Cookie", "sid=1"] of Node's
 * rawHeaders, where a list of names alone says nothing.
 */
export function verdictBehind(
  keys: Keys,
  before: JsonValue | undefined,
  value: JsonValue,
  isPair: boolean,
): KeyVerdict | undefined {
  if (typeof before !== 'string' || typeof value !== 'string') return undefined;
  // ["api_token", "d9470ae3"], of entries.
  if (isPair && /^[\w.-]{2,64}$/.test(before) && value.length > 7 && isNoName(value)) {
    const verdict = keys.verdict(before);
    if (verdict.identifier !== undefined || verdict.context !== '') return verdict;
  }
  if (before.startsWith('--')) {
    return value.startsWith('-') || before.startsWith('--no-') || !/^--[\w.-]+$/.test(before)
      ? undefined
      : keys.verdict(before.slice(2));
  }
  return isHeader(before) && !/^[A-Za-z-]+$/.test(value) ? keys.verdict(before) : undefined;
}

/**
 * Matchers for names that stand in front of their values without a sign: options of a command line, `--password x`, what a
 * list has in pairs, `("password", "x")`, and the parts of a form, `name="password"` and the value two lines further down.
 */
export function listedMatchers(keys: Keys): Matchers {
  return {
    signs: [
      { sign: '-', probe: (scan, at) => findOption(scan, at, keys) },
      { sign: '(', probe: (scan, at) => findPair(scan, at, keys) },
      { sign: '[', probe: (scan, at) => findPair(scan, at, keys) },
    ],
    words: [
      { starts: headerStarts, probe: (scan, start, end) => noteHeader(scan, start, end, keys) },
      {
        starts: ['Disposition', 'disposition'],
        probe: (scan, start) => findPart(scan, start, keys),
      },
    ],
  };
}

// Python prints ("password", "x"), with b in front of each when they are bytes; what Rails binds are ["password", "x"].
function findPair(scan: Scan, at: number, keys: Keys): number {
  const first = scan.code(scan.code(at + 1) === 32 ? at + 2 : at + 1);
  if (isLetter(first) && scan.code(at) === 91) return findEntry(scan, at, keys);
  if (first !== 39 && first !== 34 && first !== 98 && first !== 92) return 0;
  const match = pair.exec(scan.text.slice(at, at + longestPair));
  const value = match?.[3] ?? match?.[4] ?? '';
  if (match === null) return 0;
  // Letters alone are another name, ("password", "email"), but not in a list of pairs.
  const isOneOfMany = /(?:\[ ?|[)\]], ?)$/.test(scan.text.slice(Math.max(0, at - 3), at));
  if (!isOneOfMany && (scan.code(at) === 91 || !isNoName(value))) return 0;
  const end = at + match[0].length;
  const behind = scan.code(end) === 92 ? end + 2 : end + 1;
  const close = scan.code(behind) === 32 ? behind + 1 : behind;
  if (scan.code(at) === 91 && !(isNoName(value) && scan.code(close) === 93)) return 0;
  // A keyword in the name belongs to the value, and only walking the JSON shows that.
  if (keys.verdict(match[2] as string).context !== '') scan.escaped = true;
  return take(scan, end, match[2] as string, value, keys);
}

// A dictionary of .NET has its entries without quotes: [password, hunter2], [user, bob].
function findEntry(scan: Scan, at: number, keys: Keys): number {
  let end = at + 1;
  while (end - at <= longestKey && isName(scan.code(end))) end++;
  if (scan.code(end) !== 44 || scan.code(end + 1) !== 32) return 0;
  const name = scan.text.slice(at + 1, end);
  if (keys.verdict(name).identifier === undefined) return 0;
  const value = entryValue.exec(scan.text.slice(end + 2, end + longestEntry))?.[0] ?? '';
  return isNoName(value) ? take(scan, end + 2 + value.length, name, value, keys) : 0;
}

// Letters alone are the name of something else: ["password", "email"].
function isNoName(value: string): boolean {
  return /[^A-Za-z_]|[a-z][A-Z].*[A-Z]/.test(value);
}

function findPart(scan: Scan, start: number, keys: Keys): number {
  const match = part.exec(scan.text.slice(start, start + longestPair));
  return match === null ? 0 : take(scan, start + match[0].length, match[1] as string, match[2] as string, keys);
}

// Adds the value that ends at `end`, when the key says that it is one.
function take(scan: Scan, end: number, key: string, value: string, keys: Keys): number {
  const { identifier, weak } = keys.verdict(key);
  const start = end - value.length;
  if (identifier === undefined || start < scan.floor || quotedProblem(scan, start, end, weak) !== undefined) return 0;
  return scan.found(identifier, start, end);
}

// Node's rawHeaders, ["Cookie", "sid=1"]: what they say of each other only walking the JSON shows.
function noteHeader(scan: Scan, start: number, end: number, keys: Keys): number {
  let to = end;
  while (to - start < longestKey && isName(scan.code(to))) to++;
  const quote = scan.code(to);
  if (quote === 39) return findHeader(scan, start, to, keys);
  if (quote !== 34 && quote !== 92) return 0;
  if (/^\\?",\s?\\?"/.test(scan.text.slice(to, to + 6))) scan.escaped = true;
  return 0;
}

// As Node prints them: [ 'Cookie', 'sid=1' ].
function findHeader(scan: Scan, start: number, nameEnd: number, keys: Keys): number {
  const value = /^',\s{1,8}'([^'\n]{1,4096})(?=')/.exec(scan.text.slice(nameEnd, nameEnd + longestPair));
  const begin = quotedHeader.exec(scan.text.slice(Math.max(0, start - 7), nameEnd));
  return value === null || begin === null || /^[A-Za-z-]+$/.test(value[1] as string)
    ? 0
    : take(scan, nameEnd + value[0].length, begin[1] as string, value[1] as string, keys);
}

function findOption(scan: Scan, at: number, keys: Keys): number {
  const before = scan.behind(at - 1);
  if (before === 45 || isWord(before) || !isWord(scan.code(at + 2))) return 0;
  const start = at + 2;
  let end = start;
  while (end - start < longestKey && isName(scan.code(end))) end++;
  const gap = /^(?:[ \t]+|\\?["'],\s?(?=\\?["']))(?!-)/.exec(scan.text.slice(end, end + longestGap))?.[0].length ?? 0;
  if (gap === 0) return 0;
  const name = scan.text.slice(start, end);
  const { identifier, traits } = keys.verdict(name);
  if (identifier === undefined || name.startsWith('no-')) return 0;
  const value = valueBehind(scan, end + gap - 1, traits);
  if (value === undefined) return 0;
  const problem = value[2] ? quotedProblem(scan, value[0], value[1]) : wordProblem(scan, value[0], value[1], traits);
  if (problem !== undefined) return scan.refuse(identifier, value[0], value[1], problem);
  scan.findings.add(identifier, value[0], value[1]);
  scan.floor = value[1];
  return value[0];
}

// Of an option one may also just speak: "the --password option".
function wordProblem(scan: Scan, start: number, end: number, key: KeyTraits): string | undefined {
  return spoken.test(scan.text.slice(start, end))
    ? 'the word behind it is about the option'
    : openProblem(scan, start - 1, start, end, key, true);
}

function isHeader(name: string): boolean {
  return header.test(name);
}
