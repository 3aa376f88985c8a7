/**
 * The Luhn check (ISO/IEC 7812-1, annex B): true when the last of `digits` is the right check digit for the rest.
 * `digits` holds ASCII digits only; an empty string is not valid.
 */
export function isLuhn(digits: string): boolean {
  return hasLuhn(Uint8Array.from(digits, Number), digits.length);
}

/** As `isLuhn`, for the first `count` values of `digits`, each 0 to 9: nothing is allocated for a number in a scan. */
export function hasLuhn(digits: Uint8Array, count: number): boolean {
  let sum = 0;
  for (let at = count - 1, double = false; at >= 0; at--, double = !double) {
    const digit = digits[at] as number;
    sum += double ? (digit < 5 ? digit * 2 : digit * 2 - 9) : digit;
  }
  return count > 0 && sum % 10 === 0;
}
