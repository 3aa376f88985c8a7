/**
 * The remainder of a number by 97, letters counting as 10 to 35 (ISO 7064 MOD 97-10). `text` holds ASCII letters in
 * either case and digits. An IBAN with its first four characters moved to the end must leave 1.
 */
export function mod97(text: string): number {
  let rest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + (code | 32) - 87) % 97;
  }
  return rest;
}
