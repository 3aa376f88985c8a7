/**
 * French INSEE number (NIR): 13 characters and a key of two digits, 97 minus the remainder by 97. Corsica's departments
 * 2A and 2B count as 19 and 18. Sex 1 to 4, 7 or 8; months 1 to 12 and the fictitious 20 to 42 and 50 to 99 (INSEE).
 */
export function isInsee(text: string): boolean {
  const number = text.toUpperCase().replace('2A', '19').replace('2B', '18');
  if (!/^[1-478]\d{14}$/.test(number)) return false;
  const month = Number(number.slice(3, 5));
  const known = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
  return known && 97 - Number(BigInt(number.slice(0, 13)) % 97n) === Number(number.slice(13));
}
