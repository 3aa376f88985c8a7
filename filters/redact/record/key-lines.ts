import { isSpace } from '../scan/characters.ts';

const longestKeyLine = 240;
const longestDressed = 512;
const dressed = /^(\s*(?:\x1b\[[\d;]*m)*["']?)(.*?)(["']?,?(?:\x1b\[[\d;]*m)*\s*)$/s;

/** In the last line of a private key. */
export const keyEnd = /-----END [A-Z ]{3,40}-----|Private-MAC: [0-9a-f]{8,}/;

/** How many words of a logger stand in front of the BEGIN of a private key in `line`. */
export function wordsInFront(line: string): number {
  const begin = line.search(/-----BEGIN |PuTTY-User-Key/);
  return begin <= 0 ? 0 : (line.slice(0, begin).match(/[ \t]+/g)?.length ?? 0);
}

/**
 * What stands in front of a line of a private key, with as many words as in front of its BEGIN, the line, and what stands behind
 * it: colours, and the quotes of a list.
 */
export function partsOfKeyLine(line: string, words: number): readonly [prefix: string, body: string, rest: string] {
  // Lambda's text format puts time, request id and level in front of each line, with tabs.
  const tab = line.lastIndexOf('\t', line.length - 2) + 1;
  const front = Math.max(tab, behindWords(line, words));
  // What is longer is no line of a key, and would be read again from each of its blanks.
  if (line.length - front > longestDressed) return [line.slice(0, front), line.slice(front), ''];
  const [, opening = '', body = '', closing = ''] = dressed.exec(line.slice(front)) ?? [];
  return [line.slice(0, front) + opening, body, closing];
}

// Where the word begins that has so many in front of it; 0 when there are fewer. A loop: an expression tries all ways to share
// a row of blanks.
function behindWords(line: string, words: number): number {
  let at = 0;
  for (let word = 0; word < words; word++) {
    while (at < line.length && !isBlank(line, at)) at++;
    if (at === line.length) return 0;
    while (isBlank(line, at)) at++;
  }
  return at;
}

function isBlank(line: string, at: number): boolean {
  return isSpace(line.charCodeAt(at));
}

/** True for a line of a private key: base64 alone, or one of the header lines that PEM, PGP and PuTTY put in front of it. */
export function isKeyLine(text: string): boolean {
  const line = text.trim();
  // A word or a number, as messages are, is no line of a key: of its last ones, which are as short, hardly any is.
  if (line.length > longestKeyLine || /^(?:[A-Za-z][a-z]{3,14}|[A-Z]{2,14}|\d{1,15})$/.test(line)) return false;
  // The sign ends the last one, and is in front of the checksum of PGP.
  return /^(?:[A-Za-z0-9+/]{1,128}={0,2}|=[A-Za-z0-9+/]{4}|(?:Proc-Type|DEK-Info|Version|Comment|Encryption|Key-Derivation|Argon2-\w+|Public-Lines|Private-Lines):.{0,200})?$/.test(
    line,
  );
}
