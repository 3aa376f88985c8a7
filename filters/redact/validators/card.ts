import { hasLuhn } from './luhn.ts';

const lengths = (...all: number[]) => all.reduce((mask, length) => mask | (1 << length), 0);
const from16 = lengths(16, 17, 18, 19);
const from12 = lengths(12, 13, 14, 15) | from16;

// First six digits, lowest and highest, and the lengths issued: published ranges of the card schemes. Maestro is kept to
// the prefixes in use: all of its "6" would take one in ten of the 12-digit numbers that AWS accounts have.
const brands: readonly (readonly [low: number, high: number, lengths: number])[] = [
  [400000, 499999, lengths(13, 16, 19)], // Visa
  [510000, 559999, lengths(16)], // Mastercard
  [222100, 272099, lengths(16)],
  [340000, 349999, lengths(15)], // American Express
  [370000, 379999, lengths(15)],
  [300000, 305999, lengths(14, 16)], // Diners Club
  [309500, 309599, lengths(14, 16)],
  [360000, 369999, lengths(14, 16)],
  [380000, 399999, lengths(14, 16)],
  [601100, 601199, lengths(16, 19)], // Discover
  [644000, 659999, lengths(16, 19)],
  [350000, 359999, from16], // JCB
  [180000, 180099, lengths(15)],
  [213100, 213199, lengths(15)],
  [620000, 629999, from16], // UnionPay
  [810000, 817199, from16],
  [501800, 502099, from12], // Maestro
  [503800, 503899, from12],
  [560000, 589999, from12],
  [60400, 60499, from12],
  [630400, 630499, from12],
  [639000, 639099, from12],
  [637000, 639999, lengths(16)], // InstaPayment
  [633100, 633499, lengths(16, 18, 19)], // Switch, Solo
  [860000, 860099, lengths(16)], // UzCard, Humo
  [986000, 986099, lengths(16)],
  [670000, 679999, from12],
  [220000, 220499, from16], // Mir
  [504175, 504175, lengths(16)], // Elo, Verve, RuPay
  [506099, 509999, lengths(16, 18, 19)],
  [606282, 608500, lengths(16)], // Hipercard, RuPay
  [636000, 636999, from16],
  [817200, 829999, lengths(16)],
  [979200, 979299, lengths(16)], // Troy
];

// The lengths issued by first digit alone, which tells half of the numbers apart before their digits are added up.
const lengthsByFirst = Array.from({ length: 10 }, (_, digit) =>
  brands.reduce(
    (mask, [low, high, own]) => (digit >= Math.floor(low / 1e5) && digit <= high / 1e5 ? mask | own : mask),
    0,
  ),
);
const notIssued = 'no card scheme issues this prefix in this length';

/** Why no number of `count` digits that begins with this one, 0 to 9, is one of a card; undefined when some are. */
export function beginningProblem(digit: number, count: number): string | undefined {
  return (((lengthsByFirst[digit] as number) >> count) & 1) === 0 ? notIssued : undefined;
}

/** Why a card-shaped number is not one, or undefined when it is. The first `count` of `digits` (12 to 19), each 0 to 9. */
export function cardProblem(digits: Uint8Array, count: number): string | undefined {
  // Cheapest first: nine of ten numbers fail in the second of these.
  const beginning = beginningProblem(digits[0] as number, count);
  if (beginning !== undefined) return beginning;
  if (!hasLuhn(digits, count)) return 'the Luhn check digit is wrong';
  let first = 0;
  for (let at = 0; at < 6; at++) first = first * 10 + (digits[at] as number);
  const issued = brands.some(([low, high, mask]) => first >= low && first <= high && (mask >> count) & 1);
  return issued ? undefined : notIssued;
}

/** How many digits each group has. */
export interface GroupLengths {
  lengthOf(group: number): number;
}

/** True when the groups up to `last` stand as on a card: alone, by four, 4-6-5, 4-6-4 or 4-3-3-3. */
export function isCardGrouping(groups: GroupLengths, last: number): boolean {
  if (last === 0) return true;
  if (groups.lengthOf(0) !== 4) return false;
  const end = groups.lengthOf(last);
  for (let at = 1; at < last; at++) {
    const length = groups.lengthOf(at);
    if (length === 4) continue;
    if (at !== 1) return false;
    if (last === 2) return length === 6 && (end === 5 || end === 4);
    return last === 3 && length === 3 && groups.lengthOf(2) === 3 && end === 3;
  }
  return end <= 4;
}
