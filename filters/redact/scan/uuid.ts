/** Characters of a UUID: 8, 4, 4, 4 and 12 hexadecimal digits, with hyphens between. */
export const uuidLength = 36;

/**
 * True when a whole UUID stands at `at`, with nothing behind it that would make it part of something longer. In `kinds`
 * parts of words are 8 and above, of which hexadecimal digits are even: whether one is a digit or a letter is random, so
 * that a branch on it would be guessed wrong half of the time.
 */
export function isUuid(units: Uint16Array, kinds: Uint8Array, at: number): boolean {
  if (units[at + 13] !== 45 || units[at + 18] !== 45 || units[at + 23] !== 45) return false;
  const behind = units[at + uuidLength] as number;
  if (behind === 45 || (kinds[behind] as number) >= 8) return false;
  let digits = 0;
  for (let place = at; place < at + uuidLength; place++) {
    const kind = kinds[units[place] as number] as number;
    digits += (kind >> 3) & ~kind & 1;
  }
  return digits === 32;
}
