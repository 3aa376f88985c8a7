const values: Readonly<Record<string, number>> = Object.fromEntries([
  ...Array.from('0123456789', (digit) => [digit, Number(digit)] as const),
  ...Array.from('ABCDEFGH', (letter, at) => [letter, at + 1] as const),
  ...Array.from('JKLMN', (letter, at) => [letter, at + 1] as const),
  ['P', 7] as const,
  ['R', 9] as const,
  ...Array.from('STUVWXYZ', (letter, at) => [letter, at + 2] as const),
]);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Vehicle identification number: 17 characters without I, O, Q; the ninth is modulus 11 of the rest (49 CFR 565.15). */
export function isVin(text: string): boolean {
  const vin = text.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return false;
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += (values[vin.charAt(place)] as number) * (weights[place] as number);
  return vin.charAt(8) === '0123456789X'.charAt(sum % 11);
}
