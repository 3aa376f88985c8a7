/** US Social Security number, nine digits: area not 000, 666 or 9xx, group not 00, serial not 0000 (SSA, POMS RM 10201). */
export function isSsn(digits: string): boolean {
  const area = digits.slice(0, 3);
  return (
    digits.length === 9 &&
    area !== '000' &&
    area !== '666' &&
    area < '900' &&
    digits.slice(3, 5) !== '00' &&
    digits.slice(5) !== '0000'
  );
}

/** US ITIN, nine digits: begins with 9, fourth and fifth digit 50 to 65, 70 to 88, 90 to 92 or 94 to 99 (IRS). */
export function isItin(digits: string): boolean {
  const group = Number(digits.slice(3, 5));
  const issued = (group >= 50 && group <= 65) || (group >= 70 && group !== 89 && group !== 93);
  return digits.length === 9 && digits[0] === '9' && issued;
}
