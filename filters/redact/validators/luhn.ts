/**
 * The Luhn check (ISO/IEC 7812-1, annex B): true when the last of `digits` is the right check digit for the rest.
 * `digits` holds ASCII digits only; an empty string is not valid.
 */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    sum += place % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return digits.length > 0 && sum % 10 === 0;
}
