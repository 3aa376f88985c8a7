// Transliteration (49 CFR 565.15): the value of a character is the last digit of its place in here.
const places = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Vehicle identification number: 17 characters without I, O, Q; the ninth is modulus 11 of the rest (49 CFR 565.15). */
export function isVin(text: string): boolean {
  const vin = text.toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return false;
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += (places.indexOf(vin.charAt(place)) % 10) * (weights[place] as number);
  return vin.charAt(8) === '0123456789X'.charAt(sum % 11);
}
