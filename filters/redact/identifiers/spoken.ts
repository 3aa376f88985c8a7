import { isSpace } from '../scan/characters.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { defaultKeyIdentifier } from '../keys.ts';
import { isStandIn, markLength } from '../validators/stand-in.ts';

const longestSentence = 240;
const name = /^(?:pass(?:word|wd|phrase|code)?|pwd|api[ _-]?key)$/i;
const value = /["'`]?([^\s"'`\\]{4,128})/.source;
// What may stand between the name and the value: is hunter2, (plain): hunter2, for bob: hunter2, | hunter2, 'hunter2'.
const forms = [
  / (?:(?:is|was|now|set|changed|reset|updated|to|will|be) ){1,3}/.source + value,
  / \([\w ]{1,20}\): ?/.source + value,
  /(?: is| was)?(?: generated| created| set)? (?:for|of) (?:user |account )?[^\s:"\\]{1,64}: ?/.source + value,
  / ?[\t|] ?/.source + value,
  / ["'`]([^"'`\n\\]{4,128})["'`]/.source,
].map((form) => new RegExp(`^${form}`));
const bare = new RegExp(`^ ${value}`);
// What is told of a password in place of the password: is sha256-hashed.
const treatment = /^(?:sha|md5|bcrypt|pbkdf|argon|scrypt|base64|utf|rfc|http)/i;
const uuidOrHex = /^(?=[^-]*\d)[0-9A-Za-z_-]{16,}$/;
const longestKeyword = 32;

/** Matchers for what is told in a sentence: the password is hunter2, set password 'hunter2', api key 7f3a… is invalid. */
export const spokenMatchers: Matchers = {
  words: [
    { identifier: defaultKeyIdentifier, starts: ['pass', 'pwd', 'api'], anyCase: true, probe: findSpoken },
    { identifier: defaultKeyIdentifier, starts: ['IDENTIFIED', 'identified'], probe: findIdentified },
  ],
};

function findSpoken(scan: Scan, start: number, wordEnd: number): number {
  const after = scan.code(wordEnd);
  if (!isSpace(after) && after !== 124 && !(after === 45 && wordEnd - start === 3)) return 0;
  let end = wordEnd;
  if (wordEnd - start === 3 && /^[ _-]key\b/i.test(scan.text.slice(wordEnd, wordEnd + 5))) end += 4;
  const said = scan.text.slice(start, end);
  if (!name.test(said)) return 0;
  const rest = scan.text.slice(end, end + longestSentence);
  // Clojure and Elixir have a colon in front of a key: {:db-password "hunter2"}.
  const isKeyword = /(?:^|[\s{([,]):[\w.-]*$/.test(scan.text.slice(Math.max(0, start - longestKeyword), start));
  for (const form of forms) {
    const found = form.exec(rest)?.[1];
    if (found !== undefined && (isKeyword || looksSecret(found))) return take(scan, end + rest.indexOf(found), found);
  }
  const found = bare.exec(rest)?.[1];
  if (found === undefined) return 0;
  const isMeant = /^api/i.test(said)
    ? uuidOrHex.test(found)
    : /\b(?:with|using) $/.test(scan.text.slice(Math.max(0, start - 8), start)) && looksSecret(found);
  return isMeant ? take(scan, end + rest.indexOf(found), found) : 0;
}

// CREATE USER bob IDENTIFIED BY 'hunter2'
function findIdentified(scan: Scan, start: number, end: number): number {
  if (end - start !== 10) return 0;
  const rest = scan.text.slice(end, end + longestSentence);
  const found = /^\s+by\s+(?:password\s+)?(?:["']([^"'\n\\]{1,128})["']|([^\s;"'\\]{3,128})(?=;|$))/i.exec(rest);
  const password = found?.[1] ?? found?.[2];
  return found === null || password === undefined ? 0 : take(scan, end + found[0].lastIndexOf(password), password);
}

// Prose follows the name more often than a password does: only what no word looks like is taken.
function looksSecret(text: string): boolean {
  const word = text.replace(/[.,;:?)\]]+$/, '');
  if (word.length < 5 || treatment.test(word)) return false;
  return /[A-Za-z]/.test(word) && (/\d/.test(word) || /[^\w\s'.:,/()-]/.test(word));
}

function take(scan: Scan, start: number, text: string): number {
  const word = text.replace(/[.,;:?)\]]+$/, '');
  const end = start + word.length;
  // What is redacted already ends with a bracket.
  if (isStandIn(word, scan.names) || markLength(text, scan.names) > 0) return 0;
  scan.findings.add(defaultKeyIdentifier, start, end);
  return (scan.floor = end);
}
