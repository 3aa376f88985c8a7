// Composition in the dihedral group D5, the permutation by place, both after J. Verhoeff, 1969.
const product = (
  '0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 ' + '9876543210'
).split(' ');
const permutation = '0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258'.split(
  ' ',
);

/** True when `digits` (ASCII digits, check digit last) has a valid Verhoeff check digit, as Aadhaar numbers do. */
export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const permuted = (permutation[place % 8] as string).charCodeAt(digit) - 48;
    check = (product[check] as string).charCodeAt(permuted) - 48;
  }
  return digits.length > 0 && check === 0;
}
