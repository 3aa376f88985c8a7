import { isSpace } from '../scan/characters.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { defaultKeyIdentifier } from './keys.ts';
import { looksRandom } from '../validators/entropy.ts';
import { isStandIn, markLength } from '../validators/stand-in.ts';

const longestSentence = 200;
const longestSql = 4352;
const name = /^(?:pass(?:word|wd|phrase|code)?|pwd?|api[ _-]?key|token|secret)$/i;
const longestOpen = 128;
// Without brackets: what is redacted already ends there.
const open = /[^\s"'`\\:=[.,;)\]][^\s"'`\\[]{3,127}/.source;
const runs = new RunMemory();
const quoted = /\\?["'`]([^"'`\n\\[]{4,128})\\?["'`]/.source;
// What may stand between the name and the value: for bob: hunter2, is hunter2, (plain): hunter2, | hunter2, 'hunter2'.
const between = [
  /(?: is| was)?(?: generated| created| set)? (?:for|of) (?:user |account )?[^\s:"\\]{1,64}(?:: ?(?!\/\/)| is:? )/,
  /(?: (?:is|was|now|set|changed|reset|updated|to|will|be|provided)){1,3}:? /,
  / \([\w ]{1,20}\): ?/,
  / \((?=[^\s()]{4,128}\) (?:is|was|must|should|does|has)\b)/,
  / ?[\t|] ?/,
  / (?=["'`])/,
];
const told = new RegExp(`^(?:${between.map(({ source }) => source).join('|')})(?:${quoted}|(${open}))`);
const bare = new RegExp(`^ (?:${quoted}|(${open}))`);
const foreign = new RegExp(
  `^(?:passwort|kennwort|wachtwoord|mot de passe|contrase[n\u00f1]a|senha)(?: (?:ist|lautet|war|is|est|es|era|\u00e9|auf))? ?:? ?(?:${quoted}|(${open}))`,
  'i',
);
// What is told of a password in place of the password: is sha256-hashed.
const treatment = /^(?:sha-?\d|md5|bcrypt|pbkdf|argon|scrypt|base64|utf|rfc|http)/i;
const longestKeyword = 32;
// login with password x; of netrc: login bob password x.
const introduced = /\b(?:with|using|login \S{1,24})\s{1,8}$/;
// As the password E3KwfLyIp8 fails: nothing says that it is one but itself.
const mixed = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?:(?=.*\d[^\d.,;:?)])|(?=.*[!@#$%^&*+~]))[\w!@#$%^&*+~?-]{8,}$/;
const fullName = /^(?:pass(?:word|wd|phrase|code)|pwd|secret)$/i;

/** Matchers for what is told in a sentence: the password is hunter2, set password 'hunter2', api key 7f3a… is invalid. */
export const spokenMatchers: Matchers = {
  words: [
    {
      starts: ['pass', 'pwd', 'pw ', 'api', 'token', 'secret'],
      anyCase: true,
      probe: findSpoken,
    },
    { starts: ['IDENTIFIED', 'identified'], probe: findIdentified },
    { starts: ['passwort', 'kennwort', 'wachtwoord', 'mot de', 'contras', 'senha'], anyCase: true, probe: findForeign },
  ],
};

function findSpoken(scan: Scan, start: number, wordEnd: number): number {
  const after = scan.code(wordEnd);
  // --next-token x is an option.
  if (scan.behind(start - 1) === 45 && (scan.code(start) | 32) === 116) return 0;
  if (after === 44 && scan.code(start - 1) === 123) return findTuple(scan, wordEnd);
  if (!isSpace(after) && after !== 124 && !(after === 45 && wordEnd - start === 3)) return 0;
  let end = wordEnd;
  if (wordEnd - start === 3 && /^[ _-]key\b/i.test(scan.text.slice(wordEnd, wordEnd + 5))) end += 4;
  const said = scan.text.slice(start, end);
  if (!name.test(said)) return 0;
  // Before anything is read of it: what begins no password, and no word in front of one.
  const next = scan.code(end + 1);
  if (next === 58 || next === 61 || next === 91 || next === 46 || next === 59) return 0;
  const isUpper = scan.code(start) === 80 && scan.code(end - 1) === 68;
  const sql = isUpper ? findSqlPassword(scan, start, end) : 0;
  if (sql > 0) return sql;
  const rest = scan.text.slice(end, end + longestSentence);
  const match = told.exec(rest);
  const password = match?.[1] ?? match?.[2];
  const isPassword = !/^(?:api|tok|sec)/i.test(said);
  if (
    password !== undefined &&
    ((isPassword ? looksSecret(password) || isAnnounced(rest, password) : looksRandom(trimmed(password))) ||
      isKeyword(scan, start))
  )
    return take(scan, end + rest.indexOf(password), password);
  const found = bare.exec(rest);
  const key = found?.[1] ?? found?.[2];
  // A secret key of AWS has an identifier of its own.
  if (key === undefined || (!isPassword && key.length === 40)) return 0;
  if (!(looksAlone(scan, start, said, key) || (!isPassword && looksRandom(trimmed(key))))) return 0;
  return take(scan, end + rest.indexOf(key), key);
}

// The temporary password is: purple-dragon-sunset. A word of a sentence has neither hyphens nor capitals inside.
function isAnnounced(rest: string, text: string): boolean {
  const word = trimmed(text);
  return / (?:is|to): "?$/.test(rest.slice(0, rest.indexOf(text))) && word.length > 7 && /[a-z][A-Z]|-.*-/.test(word);
}

// With nothing between the name and it, a password looks like one, or something says that one comes.
function looksAlone(scan: Scan, start: number, said: string, text: string): boolean {
  if (!looksSecret(text)) return false;
  return (
    (fullName.test(said) && mixed.test(trimmed(text))) ||
    introduced.test(scan.text.slice(Math.max(0, start - longestKeyword), start))
  );
}

// Mein Passwort ist hunter2, le mot de passe est hunter2, la contraseña es hunter2.
function findForeign(scan: Scan, start: number): number {
  // password and passwort begin alike, contrasena and content.
  const first = scan.code(start) | 32;
  if (first === 112 && (scan.code(start + 7) | 32) !== 116) return 0;
  if (first === 99 && (scan.code(start + 5) | 32) !== 97) return 0;
  const match = foreign.exec(scan.text.slice(start, start + longestSentence));
  const password = match?.[1] ?? match?.[2];
  return match === null || password === undefined || !looksSecret(password.replace(/[\u00c0-\u024f]/g, 'a'))
    ? 0
    : take(scan, start + match[0].lastIndexOf(password), password);
}

// SET PASSWORD FOR 'app'@'%' = 'hunter'; CREATE USER app WITH PASSWORD 'hunter'.
function findSqlPassword(scan: Scan, start: number, end: number): number {
  const rest = scan.text.slice(end, end + longestSentence);
  const set = /^ FOR [^=\n]{1,100}= ?(?:PASSWORD\()?\\?'([^'\n\\]{1,128})(?=\\?')/i.exec(rest);
  const isRole =
    set === null &&
    /\b(?:WITH|ENCRYPTED|LOGIN|(?:ROLE|USER) \S{1,24}) $/i.test(
      scan.text.slice(Math.max(0, start - longestKeyword), start),
    );
  const found = isRole ? /^ \\?'([^'\n\\]{1,128})(?=\\?')/.exec(rest) : set;
  if (found === null) return 0;
  const password = found[1] as string;
  return take(scan, end + found[0].length - password.length, password);
}

// Erlang: {password,"hunter2"}.
function findTuple(scan: Scan, comma: number): number {
  const match = /^,(?:<<)?\\?"([^"\n\\]{1,4096})(?=\\?")/.exec(scan.text.slice(comma, comma + longestSql));
  return match === null ? 0 : take(scan, comma + match[0].length - (match[1] as string).length, match[1] as string);
}

// Clojure and Elixir have a colon in front of a key: {:db-password "hunter2"}.
function isKeyword(scan: Scan, start: number): boolean {
  return /(?:^|[\s{([,]):[\w.-]*$/.test(scan.text.slice(Math.max(0, start - longestKeyword), start));
}

// CREATE USER bob IDENTIFIED BY 'hunter2'
function findIdentified(scan: Scan, start: number, end: number): number {
  if (end - start !== 10) return 0;
  const rest = scan.text.slice(end, end + longestSql);
  const found =
    /^\s+(?:with\s+["'\w]{1,40}\s+)?by\s+(?:password\s+)?(?:\\?["']([^"'\n\\]{1,4096})\\?["']|([^\s;"'\\[]{3,128})(?=;|$))/i.exec(
      rest,
    );
  const password = found?.[1] ?? found?.[2];
  return found === null || password === undefined ? 0 : take(scan, end + found[0].lastIndexOf(password), password);
}

// Prose follows the name more often than a password does: only what no word looks like is taken.
function looksSecret(text: string): boolean {
  const word = trimmed(text);
  if (word.length < 5 || treatment.test(word)) return false;
  return /[A-Za-z]/.test(word) && (/\d/.test(word) || /[^\w\s'.:,/()-]/.test(word));
}

function take(scan: Scan, start: number, text: string): number {
  // Only of what may have been cut off the end is looked for.
  const isWhole = text.length + 64 < longestOpen;
  const word = trimmed(isWhole ? text : scan.text.slice(start, runs.endOf(scan, start, openEnd)));
  const end = start + word.length;
  // What is redacted already ends with a bracket.
  if (isStandIn(word, scan.names) || markLength(text, scan.names) > 0) return 0;
  return scan.found(defaultKeyIdentifier, start, end);
}

// Without what ends the sentence around it, or the value of a form. A loop: an expression tries each of many full stops.
function trimmed(text: string): string {
  const next = text.search(/&[\w.-]+=/);
  let end = next < 0 ? text.length : next;
  while (end > 0 && '.,;:?)]'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

// The end of a password that is longer than what is read at first, as a token is.
function openEnd(scan: Scan, start: number): number {
  let end = start;
  while (scan.code(end) > 32 && !'"\'`\\['.includes(scan.text.charAt(end))) end++;
  return end;
}
