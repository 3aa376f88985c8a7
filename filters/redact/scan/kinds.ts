/**
 * What each UTF-16 unit means to the scan. One table over all 65,536 spares a comparison per character; ordinary text
 * touches two cache lines of it. What is neither part of a word nor a sign is 0; only parts of words are 8 and above, and
 * of those the hexadecimal digits are even.
 */
export const lookAt = 1;
export const pairing = 2;
export const escape = 3;
export const percent = 4;
export const bracket = 5;
export const dash = 6;
export const nul = 7;
export const digit = 8;
export const letter = 9;
export const hexLetter = 10;

/** The table, with `wanted` signs (some of `@+(~-`) as places to look at. */
export function kindsWith(wanted: string): Uint8Array {
  const kinds = new Uint8Array(65536);
  kinds.fill(digit, 48, 58);
  for (const first of [65, 97]) {
    kinds.fill(letter, first, first + 26);
    kinds.fill(hexLetter, first, first + 6);
  }
  // ESC begins the colours of a terminal.
  kinds[0] = kinds[27] = nul;
  kinds[95] = letter;
  kinds[58] = kinds[61] = kinds[62] = pairing;
  kinds[92] = escape;
  kinds[37] = percent;
  kinds[91] = bracket;
  for (const sign of wanted) kinds[sign.charCodeAt(0)] = sign === '-' ? dash : lookAt;
  return kinds;
}
