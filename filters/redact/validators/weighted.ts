/** Sum of each digit of `digits` times the weight at its place. `weights` says how many digits count. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let place = 0; place < weights.length; place++)
    sum += (digits.charCodeAt(place) - 48) * (weights[place] as number);
  return sum;
}

/** NHS number, ten digits: modulus 11 over weights 10 to 2 (NHS Data Dictionary, "NHS NUMBER"). */
export function isNhsNumber(digits: string): boolean {
  const check = 11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return digits.length === 10 && check % 11 === digits.charCodeAt(9) - 48;
}

/** Brazilian CPF, eleven digits with two modulus 11 check digits (Receita Federal). One repeated digit is not issued. */
export function isCpf(digits: string): boolean {
  return digits.length === 11 && !isRepeated(digits) && hasMod11(digits, 9) && hasMod11(digits, 10);
}

function hasMod11(digits: string, length: number): boolean {
  let sum = 0;
  for (let place = 0; place < length; place++) sum += (digits.charCodeAt(place) - 48) * (length + 1 - place);
  return ((sum * 10) % 11) % 10 === digits.charCodeAt(length) - 48;
}

/** Brazilian CNPJ, fourteen digits with two modulus 11 check digits (Receita Federal). */
export function isCnpj(digits: string): boolean {
  if (digits.length !== 14 || isRepeated(digits)) return false;
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  return [12, 13].every((length) => {
    const rest = weightedSum(digits, weights.slice(13 - length)) % 11;
    return (rest < 2 ? 0 : 11 - rest) === digits.charCodeAt(length) - 48;
  });
}

/** US bank routing number, nine digits: weights 3, 7, 1 (American Bankers Association), and a district in use. */
export function isAba(digits: string): boolean {
  if (digits.length !== 9) return false;
  const district = Number(digits.slice(0, 2));
  const issued =
    district <= 12 || (district >= 21 && district <= 32) || (district >= 61 && district <= 72) || district === 80;
  return issued && digits !== '000000000' && weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

/** DEA number: two letters and seven digits; the last digit is that of (1st + 3rd + 5th) + 2 × (2nd + 4th + 6th). */
export function isDea(text: string): boolean {
  if (!/^[abcdefghjklmprstux][a-z9]\d{7}$/i.test(text)) return false;
  return weightedSum(text.slice(2), [1, 2, 1, 2, 1, 2]) % 10 === text.charCodeAt(8) - 48;
}

/** German tax identification number: eleven digits, ISO 7064 MOD 11,10, and one digit that occurs two or three times. */
export function isTaxIdDe(digits: string): boolean {
  if (digits.length !== 11 || digits[0] === '0' || !hasOneRepeatedDigit(digits.slice(0, 10))) return false;
  let product = 10;
  for (let place = 0; place < 10; place++) {
    const sum = (digits.charCodeAt(place) - 48 + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(10) - 48;
}

// Twice; or, since 2016, three times, but not in a row.
function hasOneRepeatedDigit(digits: string): boolean {
  const distinct = new Set(digits).size;
  return distinct === 9 || (distinct === 8 && /(\d).*\1.*\1/.test(digits) && !/(\d)\1\1/.test(digits));
}

function isRepeated(digits: string): boolean {
  return digits === (digits[0] as string).repeat(digits.length);
}
