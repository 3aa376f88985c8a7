import { luhnDigit } from './check-digits.ts';
import { digits, type Random } from '../random.ts';

interface Brand {
  readonly prefix: (random: Random) => string;
  readonly length: number;
  readonly groups: readonly number[];
}

const fours = [4, 4, 4, 4];

// The ranges as the networks publish them (ISO/IEC 7812 issuer numbers).
const common: readonly Brand[] = [
  { prefix: () => '4', length: 16, groups: fours },
  { prefix: () => '4', length: 16, groups: fours },
  { prefix: (random) => String(random.int(51, 55)), length: 16, groups: fours },
  { prefix: (random) => String(random.int(2221, 2720)), length: 16, groups: fours },
  { prefix: (random) => random.pick(['34', '37']), length: 15, groups: [4, 6, 5] },
  { prefix: (random) => random.pick(['6011', '65', '644', '649']), length: 16, groups: fours },
  { prefix: (random) => String(random.int(3528, 3589)), length: 16, groups: fours },
  { prefix: (random) => random.pick(['36', '38', '300', '305']), length: 14, groups: [4, 6, 4] },
  { prefix: () => '62', length: 16, groups: fours },
];

const rare: readonly Brand[] = [
  { prefix: (random) => random.pick(['5018', '5020', '5038', '6304']), length: 16, groups: fours },
  { prefix: (random) => random.pick(['5018', '5020', '5038', '6304', '6759']), length: 12, groups: [4, 4, 4] },
  { prefix: (random) => random.pick(['1800', '2131']), length: 15, groups: [4, 6, 5] },
  { prefix: (random) => `35${random.int(10, 99)}`, length: 16, groups: fours },
  { prefix: () => '4', length: 13, groups: [4, 3, 3, 3] },
];

/** A card number that passes Luhn, of a brand in everyday use, plain or grouped as on the card. */
export function cardNumber(random: Random): string {
  return write(random, random.pick(common), random.pick(['', '', ' ', '-']));
}

/** A plain card number of 13 to 16 digits: what a JSON number holds. */
export function plainCardNumber(random: Random): string {
  return write(random, random.pick(common), '');
}

/** As `cardNumber`, with the old and rare brands among them: what test data for prose has. */
export function anyCardNumber(random: Random): string {
  return random.chance(0.7) ? cardNumber(random) : write(random, random.pick(rare), '');
}

/** Sixteen digits that begin like a card and fail Luhn by one digit: an order number. */
export function failingNumber(random: Random): string {
  const payload = random.pick(['4', '51', '6011', '35', '9', '1']).padEnd(15, random.chars(14, digits)).slice(0, 15);
  return payload + String((Number(luhnDigit(payload)) + random.int(1, 9)) % 10);
}

function write(random: Random, brand: Brand, separator: string): string {
  const prefix = brand.prefix(random);
  const payload = prefix + random.chars(brand.length - 1 - prefix.length, digits);
  const number = payload + luhnDigit(payload);
  if (separator === '') return number;
  let start = 0;
  return brand.groups.map((size) => number.slice(start, (start += size))).join(separator);
}
