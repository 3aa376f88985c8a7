const longestKeyLine = 240;
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
  const front = Math.max(tab, new RegExp(`^(?:[^ \\t]*[ \\t]+){${words}}`).exec(line)?.[0].length ?? 0);
  const [, opening = '', body = '', closing = ''] = dressed.exec(line.slice(front)) ?? [];
  return [line.slice(0, front) + opening, body, closing];
}

/** True for a line of a private key: base64 alone, or one of the header lines that PEM, PGP and PuTTY put in front of it. */
export function isKeyLine(text: string): boolean {
  const line = text.trim();
  // A word, as messages are, is no line of a key: of its last ones, which are as short, hardly any is.
  if (line.length > longestKeyLine || /^[A-Za-z][a-z]{3,14}$/.test(line)) return false;
  return /^(?:[A-Za-z0-9+/=]{1,128}|(?:Proc-Type|DEK-Info|Version|Comment|Encryption|Key-Derivation|Argon2-\w+|Public-Lines|Private-Lines):.{0,200})?$/.test(
    line,
  );
}
