const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spanish NIF of a person: eight digits and the letter at their remainder by 23 (Royal Decree 1553/2005). */
export function isNif(text: string): boolean {
  return /^\d{8}[a-z]$/i.test(text) && letters[Number(text.slice(0, 8)) % 23] === text.charAt(8).toUpperCase();
}

/** Spanish NIE: X, Y or Z stands for 0, 1 or 2 in front of seven digits; the letter is that of a NIF. */
export function isNie(text: string): boolean {
  return /^[xyz]/i.test(text) && isNif('XYZ'.indexOf(text.charAt(0).toUpperCase()) + text.slice(1));
}
