// Country calling codes (ITU-T E.164), and how many digits follow in the countries that have a fixed number.
const fixed: Readonly<Record<string, readonly [least: number, most: number]>> = {
  1: [10, 10],
  7: [10, 10],
  20: [8, 10],
  30: [10, 10],
  31: [9, 9],
  32: [8, 9],
  33: [9, 9],
  34: [9, 9],
  36: [8, 9],
  39: [6, 11],
  40: [9, 9],
  41: [9, 9],
  43: [7, 13],
  44: [9, 10],
  45: [8, 8],
  46: [7, 10],
  47: [8, 8],
  48: [9, 9],
  49: [7, 11],
  52: [10, 11],
  55: [10, 11],
  61: [9, 9],
  64: [8, 10],
  65: [8, 8],
  81: [9, 10],
  82: [8, 10],
  86: [10, 11],
  90: [10, 10],
  91: [10, 10],
};
const twoDigits = '27 51 53 54 56 57 58 60 62 63 66 84 92 93 94 95 98'.split(' ');
// Beginnings of three-digit codes: 21x, 22x, 23x, 24x, 25x, 26x, 29x, 35x, 37x, 38x, 42x, 50x, 59x, 67x to 69x, 80x, 85x, …
const threeDigits = /^(?:2[1-6]|29|3[578]|42|5[09]|6[789]|8[0578]|9[67])\d|^99[2-68]/;

/** True when digits behind a `+` may be a telephone number: a calling code in use, and a length it can have. */
export function isInternational(digits: string): boolean {
  if (digits.length > 15) return false;
  const one = digits.startsWith('1') || digits.startsWith('7') ? digits.slice(0, 1) : digits.slice(0, 2);
  const range = fixed[one];
  const rest = digits.length - one.length;
  // A zero behind the code is the trunk digit that people leave in: +44 (0)20.
  const trunk = digits[one.length] === '0' ? 1 : 0;
  if (range !== undefined)
    return rest >= range[0] && rest <= range[1] + trunk && (one !== '1' || /^1[2-9]/.test(digits));
  return twoDigits.includes(one) ? rest >= 7 && rest <= 12 : threeDigits.test(digits) && digits.length >= 9;
}

/** True for ten digits of the North American plan: area code and exchange begin with 2 to 9, neither is x11 (NANPA). */
export function isNanp(digits: string): boolean {
  return /^[2-9](?!11)\d\d[2-9](?!11)\d{6}$/.test(digits);
}

/** National shapes, with the trunk digit as it is dialled. */
export const nationalShapes: Readonly<Record<string, RegExp>> = {
  US: /^1?[2-9]\d\d[2-9]\d{6}$/,
  GB: /^0(?:1\d{8,9}|2\d{9}|3\d{9}|7\d{9}|8\d{8,9})$/,
  DE: /^0[1-9]\d{5,11}$/,
  FR: /^0[1-9]\d{8}$/,
  ES: /^[6789]\d{8}$/,
  IT: /^(?:3\d{8,9}|0\d{5,10})$/,
  BR: /^0?[1-9]\d(?:9\d{8}|[2-5]\d{7})$/,
};
