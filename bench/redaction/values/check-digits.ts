// The judge's own arithmetic, written apart from the engine's: values are valid by construction, and a bug that both
// shared would go unseen. Its tests hold it against independent libraries.

/** The digit that makes `payload` + digit pass the Luhn check (ISO/IEC 7812-1, annex B). */
export function luhnDigit(payload: string): string {
  let sum = 0;
  [...payload].reverse().forEach((digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return String((10 - (sum % 10)) % 10);
}

/** The two check digits of an IBAN (ISO 13616, mod 97-10) for a country and its account part. */
export function ibanDigits(country: string, account: string): string {
  const remainder = BigInt(lettersAsNumbers(`${account}${country}00`)) % 97n;
  return String(98n - remainder).padStart(2, '0');
}

function lettersAsNumbers(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}

/** The sum of each digit times the weight at its place. */
export function weighted(payload: string, weights: readonly number[]): number {
  return [...payload].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] ?? 0), 0);
}

/** NHS number: mod 11 over nine digits with weights 10 to 2; `undefined` where the result is 10 (never issued). */
export function nhsDigit(payload: string): string | undefined {
  const digit = (11 - (weighted(payload, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return digit === 10 ? undefined : String(digit);
}

/** One check digit of CPF and CNPJ: mod 11, where a remainder below 2 gives 0. */
export function brazilianDigit(payload: string, weights: readonly number[]): string {
  const remainder = weighted(payload, weights) % 11;
  return String(remainder < 2 ? 0 : 11 - remainder);
}

/** ABA routing number: 3-7-1 weights over eight digits, mod 10. */
export function abaDigit(payload: string): string {
  return String((10 - (weighted(payload, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10);
}

/** DEA number: (1st + 3rd + 5th) + 2 × (2nd + 4th + 6th), last digit. */
export function deaDigit(payload: string): string {
  return String(weighted(payload, [1, 2, 1, 2, 1, 2]) % 10);
}

/** TaxId-DE and others: ISO/IEC 7064 mod 11,10. */
export function mod11And10Digit(payload: string): string {
  let product = 10;
  for (const digit of payload) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** NIF and NIE: the letter of a number mod 23. */
export function spanishLetter(number: number): string {
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(number % 23);
}

/** Verhoeff's digit (1969), by the dihedral group of ten and the permutation (0 1 5 8 9 4 2 7)(3 6 …) of his paper. */
export function verhoeffDigit(payload: string): string {
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  let check = 0;
  [...payload].reverse().forEach((character, index) => {
    let digit = Number(character);
    for (let times = 0; times < (index + 1) % 8; times++) digit = permutation[digit] as number;
    check = dihedral(check, digit);
  });
  return String([0, 4, 3, 2, 1, 5, 6, 7, 8, 9][check]);
}

// Rotations are 0 to 4, reflections 5 to 9.
function dihedral(left: number, right: number): number {
  if (left < 5) return right < 5 ? (left + right) % 5 : 5 + ((left + right - 5) % 5);
  return right < 5 ? 5 + ((left - 5 - right + 5) % 5) : (left - right + 5) % 5;
}

const vinValues: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, index): [string, number] => [letter, index + 1])
    .concat(
      [...'JKLMN'].map((letter, index): [string, number] => [letter, index + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, index): [string, number] => [letter, index + 2]),
    ),
);

/** The ninth character of a VIN (49 CFR 565.15): transliteration, weights, mod 11. `vin` has any character there. */
export function vinDigit(vin: string): string {
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const sum = [...vin].reduce((total, letter, index) => {
    return total + (vinValues[letter] ?? Number(letter)) * (weights[index] ?? 0);
  }, 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

const oddFiscal: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23].map((value, index) => [
    String.fromCharCode(65 + index),
    value,
  ]),
);

/** The last letter of an Italian codice fiscale (DM 23/12/1976) for its first fifteen characters. */
export function fiscalLetter(payload: string): string {
  const sum = [...payload].reduce((total, character, index) => {
    const isDigit = character >= '0' && character <= '9';
    if (index % 2 === 1) return total + (isDigit ? Number(character) : character.charCodeAt(0) - 65);
    return total + (oddFiscal[isDigit ? String.fromCharCode(65 + Number(character)) : character] ?? 0);
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}
