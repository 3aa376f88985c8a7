import { isBase64, isDigit } from '../scan/characters.ts';

// How often each UTF-16 unit occurs in the text at hand; all 0 in between. A Map of characters took 15 % of the time of
// records with findings.
const counts = new Uint32Array(65_536);

/**
 * Shannon entropy of the characters of `text`, divided by the most that a text of this length could have: 1 when no
 * character occurs twice, 0 when all are the same. Above 64 characters the alphabet bounds it, so 64 is the divisor.
 */
export function normalizedEntropy(text: string): number {
  if (text.length < 2) return 0;
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at)]!++;
  let bits = 0;
  // Each character is counted once, and its place cleared for the next text.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const share = counts[code]! / text.length;
    if (share > 0) bits -= share * Math.log2(share);
    counts[code] = 0;
  }
  return bits / Math.log2(Math.min(text.length, 64));
}

/**
 * True for what documentation shows in place of a token: one character over and over, xxxx, or a word such as EXAMPLE. For
 * tokens with a prefix only: behind a sensitive key anything may be the secret. Sequences such as abcdef and 123456 are none:
 * what has the exact length of a token is redacted.
 */
export function isPlaceholder(text: string): boolean {
  return /x{6,}|X{6,}|\*{4,}|(.)\1{9,}|EXAMPLE|PLACEHOLDER|REDACTED|CHANGE_?ME|DUMMY|YOUR[_-]|example|placeholder|changeme|your[_-]/.test(
    text,
  );
}

const random =
  /^(?:(?=[^-]*\d)(?=.*[A-Za-z])[0-9A-Za-z_-]{16,}|(?=.*[a-z])(?=.*[A-Z])(?=.*\d.*\d)[0-9A-Za-z]{12,}|(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[0-9A-Za-z+/]{30,}={0,2})$/;

/** True for what no word and no name looks like: hexadecimal digits, a UUID, letters of both cases with digits among them. */
export function looksRandom(text: string): boolean {
  // Nearly all is told by what random text has not, which takes less than to look for all that it has.
  let hasDigit = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) hasDigit = true;
    else if (!isBase64(code) && (code !== 61 || at < text.length - 2)) return false;
  }
  return hasDigit && random.test(text);
}
