// Values of characters at odd places (counted from 1): decree of the Ministry of Finance, 23 December 1976.
const oddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
// Digits may be replaced by these letters when two persons would share a code (omocodia).
const digit = '[0-9LMNPQRSTUV]';
const shape = new RegExp(`^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`);

/** Italian codice fiscale of a person: 16 characters in their shape, the last a check letter over the other 15. */
export function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase();
  if (!shape.test(code)) return false;
  let sum = 0;
  for (let place = 0; place < 15; place++) {
    const character = code.charCodeAt(place);
    const value = character < 58 ? character - 48 : character - 65;
    sum += place % 2 === 0 ? (oddValues[value] as number) : value;
  }
  return sum % 26 === code.charCodeAt(15) - 65;
}
