import { isDigit, isName, isQuoteOrEscape, isSpace } from '../scan/characters.ts';
import { colourEnd } from '../scan/colour.ts';
import { reportedField } from '../scan/field.ts';
import type { Probe, Scan } from '../scan/scan.ts';
import { defaultKeyIdentifier, isVersion } from './keys.ts';
import type { Keys, KeyVerdict } from './keys.ts';
import type { IdentifierDeclaration } from '../identifiers/declaration.ts';
import { elementText } from './element.ts';
import { PairedNames } from './paired-names.ts';
import type { PairedName } from './paired-names.ts';
import { looksRandom } from '../validators/entropy.ts';
import { openProblem, quotedProblem } from './value-problem.ts';
import { valueBehind, yamlEnd } from './value-reach.ts';
import type { ValueReach } from './value-reach.ts';

const longestKey = 64;
const longestRandom = 512;
const colour = /^[\d;]{1,8}m/;
const changedTo = /^\\?" -> \\?"([^"\n\\[]{1,4096})(?=\\?")/;
const longestChange = 4112;
// <name>DB_PASSWORD</name><value>
const namedElement = /<(?:[\w.-]*[nN]ame|[kK]ey)>\s{0,8}([\w .:-]{1,64})<\/[\w.-]+>\s{0,32}(?:<\w+>\s{0,32})?<\w+$/;
const longestPair = 160;
const visibility = /^:(?:\\?"?[A-Za-z][\w\\]{0,64}\\?"?:)?(?:protected|private)\] ?=/;
// One for each level of a scan.
const names = [new PairedNames(), new PairedNames()] as const;

/** The probe at `:` and `=` behind a key: what it finds is the value. */
export function keyValueProbe(keys: Keys): Probe {
  return (scan, at, keyEnd) => {
    // token::Token of C++ and Rust; of LDIF a blank follows.
    if (scan.code(at + 1) === 58 && scan.code(at) === 58 && !isSpace(scan.code(at + 2))) return 0;
    // &quot;password&quot;: JSON in XML, which shows in the decoded view.
    if (scan.code(keyEnd) === 59 && scan.text.startsWith('&quot', keyEnd - 5)) scan.escaped = true;
    // What was found, or stands for a finding, is no key.
    if (at < scan.floor || keyEnd <= scan.floor || !joins(scan, keyEnd, at)) return 0;
    const isTag = scan.code(at) === 62 && !isArrow(scan, at);
    const text = isTag ? elementText(scan, at, keyEnd) : undefined;
    if (isTag && text === undefined) return 0;
    const own = keys.verdictAt(scan.text, keyStart(scan, keyEnd), keyEnd);
    const verdict = own.ofName === 'name' ? verdictBeside(scan, keys, own, keyEnd) : own;
    const identifier = verdict.identifier ?? (verdict.several ? defaultKeyIdentifier : undefined);
    if (identifier === undefined) {
      // What stands in a list under a keyword belongs to it, and only walking the JSON shows that.
      if (verdict.context !== '' && scan.code(at + 1) === 91) scan.escaped = true;
      return 0;
    }
    const sign = scan.code(at) === 58 && scan.code(at + 1) > 33 ? at + visibilityLength(scan, at) : at;
    const value: ValueReach | undefined = text === undefined ? valueBehind(scan, sign, own.traits) : [...text, true];
    if (value === undefined) return 0;
    const [start, first, quoted] = value;
    if (verdict.several && !looksRandom(scan.text.slice(start, Math.min(first, start + longestRandom)))) return 0;
    // A word of two letters may begin a longer value, and so may any that is accepted.
    let end = quoted || first - start > 2 ? first : yamlEnd(scan, at, first);
    // Names of the user's own are no common words: whatever stands behind them is meant.
    const isPlain = quoted || identifier !== defaultKeyIdentifier;
    const problem = isPlain
      ? quotedProblem(scan, start, end, verdict.weak)
      : isKey(scan, keys, start, end)
        ? 'it is a key itself'
        : openProblem(scan, sign, start, end, own.traits, verdict.weak);
    if (problem !== undefined) return scan.refuse(identifier, start, end, problem);
    if (!quoted && end === first) end = yamlEnd(scan, at, end);
    scan.findings.add(identifier, start, end);
    scan.floor = end;
    // What Terraform changes: "old" -> "new".
    const changed =
      quoted && (scan.code(end + 1) === 32 || scan.code(end + 2) === 32)
        ? changedTo.exec(scan.text.slice(end, end + longestChange))
        : null;
    if (changed !== null) {
      scan.floor = end + changed[0].length;
      scan.findings.add(identifier, scan.floor - (changed[1] as string).length, scan.floor);
      return scan.floor;
    }
    // Goes on inside of a short value: what begins there may reach further than the value, as 4111 1111 1111 1111 does.
    return end - start > 512 ? end : at + 1;
  };
}

// PHP dumps the visibility of a property between its name and the sign: ["password":protected]=>, [password:User:private] =>
function visibilityLength(scan: Scan, at: number): number {
  const next = scan.code(at + 1);
  if (next !== 112 && next !== 34 && next !== 92 && !isUpper(next)) return 0;
  return Math.max(0, (visibility.exec(scan.text.slice(at, at + longestPair))?.[0].length ?? 0) - 1);
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

// credentials: password: hunter2
function isKey(scan: Scan, keys: Keys, start: number, end: number): boolean {
  const sign = scan.code(end);
  if ((sign !== 58 && sign !== 61) || end - start > longestKey) return false;
  for (let at = start; at < end; at++) if (!isName(scan.code(at))) return false;
  return keys.verdictAt(scan.text, start, end).identifier !== undefined;
}

// Between key and sign stand quotes (SQL has its own), backslashes, blanks, colours, what counts for nothing in a name, and what closes a
// bracket or emphasis around it. Anything else is part of another name: password!
function joins(scan: Scan, keyEnd: number, sign: number): boolean {
  // Nine of ten keys.
  if (keyEnd === sign) return true;
  let at = keyEnd;
  while (at < sign) {
    const code = scan.code(at);
    const colour = colourEnd(scan, at);
    if (colour > 0) at = colour;
    // The quote that opens behind a blank is that of something else: unexpected token "=>"; and a list has brackets: password[]=
    else if (isSpace(scan.code(at - 1)) && (code === 34 || code === 39)) return false;
    else if (code === 91 && scan.code(at + 1) === 93) at++;
    else if (isSpace(code) || isQuoteOrEscape(code) || '-.])*`'.includes(String.fromCharCode(code))) at++;
    else if (code === 58 && at === sign - 1 && scan.code(sign) === 61) at++;
    else {
      // An escape may be a blank, which only reading the JSON tells.
      if (scan.code(at - 1) === 92) scan.escaped = true;
      return false;
    }
  }
  return true;
}

// Of the value under such a key the name beside it says what it is: {"name":"password","value":"…"}.
function verdictBeside(scan: Scan, keys: Keys, own: KeyVerdict, keyEnd: number): KeyVerdict {
  // Behind the sign stands a quote, or an escaped one.
  const reported = reportedField(scan, keyEnd + (scan.code(keyEnd + 1) === 92 ? 3 : 2));
  if (reported !== undefined) return keys.verdict(reported.slice(reported.lastIndexOf('.') + 1));
  const element =
    scan.code(keyEnd) === 62 ? namedElement.exec(scan.text.slice(Math.max(0, keyEnd - longestPair), keyEnd)) : null;
  if (element !== null) return keys.verdict(element[1] as string);
  const says = ({ name, isKind }: PairedName): boolean => {
    const { identifier, weak, context } = keys.verdict(name);
    return context !== '' || (identifier !== undefined && !(isKind && weak));
  };
  const beside = names[scan.level].beside(scan, keyEnd, says);
  if (beside === undefined) {
    // Further away, or behind a bracket in the value: walking the JSON shows it.
    scan.escaped ||= names[scan.level].hasAny(says);
    return own;
  }
  const named = keys.verdict(beside.name);
  // A keyword in the name belongs to the value, and only walking the JSON shows that.
  if (named.context !== '') scan.escaped = true;
  return named;
}

// password -> hunter2, but not $this->password->hash().
function isArrow(scan: Scan, at: number): boolean {
  return scan.code(at - 1) === 45 && isSpace(scan.code(at - 2)) && isSpace(scan.code(at + 1));
}

// Latin letters with signs, too: contraseña.
function isLatin(code: number): boolean {
  return isName(code) || (code >= 0xc0 && code < 0x250);
}

// Of a name that ends in another script: пароль. Neither the punctuation of typesetters nor that of East Asia.
function foreignStart(scan: Scan, end: number, least: number): number {
  let start = end;
  while (start > least) {
    const code = scan.code(start - 1);
    const isPunctuation = (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) || code >= 0xff00;
    if (!isName(code) && (code < 0xc0 || isPunctuation)) break;
    start--;
  }
  return start;
}

// Where the name begins that ends at `end`, with hyphens and dots; for "key" alone, the word in front of it too: "api key: …".
function keyStart(scan: Scan, end: number): number {
  const { units } = scan;
  const least = Math.max(0, end - longestKey);
  let start = end;
  let hasDots = false;
  for (; start > least && isLatin(units[start - 1] as number); start--) hasDots ||= units[start - 1] === 46;
  if (start === end) start = foreignStart(scan, start, least);
  if (end - start === 3 && scan.code(start - 1) === 32 && /^key$/i.test(scan.text.slice(start, end))) {
    start--;
    while (start > least && isName(scan.code(start - 1))) start--;
  }
  // The end of a colour is none of the name, and neither is the letter of an escape: ESC[36mpwd=, `\npwd=`.
  if (scan.code(start - 1) === 91 && isDigit(scan.code(start)))
    start += colour.exec(scan.text.slice(start, end))?.[0].length ?? 0;
  if (scan.code(start - 1) === 92 && /[bfnrt]/.test(scan.text.charAt(start))) start++;
  // A name of DynamoDB, "#token", and not a comment, #TOKEN=…
  if (scan.code(start - 1) === 35 && isQuoteOrEscape(scan.code(start - 2))) start--;
  return hasDots ? partStart(scan, start, end) : start;
}

// Of a path the last part counts; `key` is none without what is in front, stripe.api.key, and neither is db.password.prod.
function partStart(scan: Scan, first: number, end: number): number {
  let start = first;
  let tail = end;
  for (let at = end - 1; at >= start; at--) {
    if (scan.code(at) !== 46) continue;
    const part = scan.text.slice(at + 1, tail);
    if (tail === end && isVersion(part)) tail = at;
    else if (part !== 'key') start = at + 1;
  }
  return start;
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const keyValue = (): readonly IdentifierDeclaration[] => [
  {
    name: 'PasswordKeyValue',
    group: 'default',
    summary:
      'The value under a key such as password, secret, token, apiKey, authorization or cookie; a password told in a sentence, a statement of SQL or a command.',
    check:
      'The name of the key, without regard to case, - and _; in running text also that the value is no common word, and in a sentence that it looks like a password.',
    examples: {
      match: [
        'login password=hunter2 ok',
        '{"db_password":"correct horse"}',
        'x-api-key: 7fA93kd02m',
        "clientSecret='a b c'",
        '?access_token=9f8e7d6c5b&x=1',
        'mysql --user app --password hunter2',
        '[{"name":"DB_PASSWORD","value":"hunter2"}]',
        '<wsse:Password Type="Text">correct horse</wsse:Password>',
        'the password is hunter2',
        "INSERT INTO users (name, password) VALUES ('bob', 'hunter2')",
        'mysql -u root -phunter2',
      ],
      noMatch: [
        'tokens: 123',
        'tokenType=Bearer',
        'password: required',
        'Unexpected token: end',
        'nextToken=AbCdEf123456',
        'PWD=/var/task',
        'credentials: same-origin',
        'the --password option',
        'secretName=orders/db',
        'the password is wrong',
        'mysql -p orders',
      ],
    },
  },
];
