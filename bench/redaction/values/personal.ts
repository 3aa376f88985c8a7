import { digits, hex, lower, type Random, upper } from '../random.ts';
import { ibanDigits } from './check-digits.ts';

export const firstNames = [
  'anna',
  'bruno',
  'chloe',
  'dmitri',
  'elif',
  'farid',
  'grace',
  'hugo',
  'ines',
  'jonas',
  'keiko',
  'liam',
  'maja',
  'noor',
  'olga',
  'pedro',
  'quinn',
  'rosa',
  'sven',
  'tara',
  'uma',
  'viktor',
  'wanda',
  'ximena',
  'yusuf',
  'zoe',
];
export const lastNames = [
  'abbott',
  'berger',
  'castillo',
  'dubois',
  'eriksen',
  'fischer',
  'garcia',
  'haas',
  'ivanov',
  'jensen',
  'kowalski',
  'lopez',
  'moreau',
  'novak',
  'okafor',
  'petrov',
  'rossi',
  'schmidt',
  'tanaka',
  'ueda',
  'vargas',
  'weber',
  'yilmaz',
  'zimmermann',
];
const domains = [
  'example.com',
  'example.org',
  'mail.example.net',
  'post.example.co.uk',
  'uni-demo.example.edu',
  'firma.example.de',
  'corp.example.io',
  'shop.example.travel',
  'inbox.example.app',
  'a1.example.info',
];

/** An address as people have them: dots, tags, digits, capitals, subdomains. */
export function emailAddress(random: Random): string {
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const local = random.pick([
    `${first}.${last}`,
    `${first}${random.int(1, 99)}`,
    `${first[0]}${last}`,
    `${first}_${last}`,
    `${first}.${last}+${random.pick(['news', 'shop', 'test1'])}`,
    `${first}-${last}`,
    `${first.toUpperCase()}.${last.toUpperCase()}`,
    `o'${last}`,
  ]);
  return `${local}@${random.pick(domains)}`;
}

/** An SSN that can be issued: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA, 2011 randomization). */
export function ssn(random: Random): string {
  let area = random.int(1, 899);
  if (area === 666) area = 667;
  const [group, serial] = [random.int(1, 99), random.int(1, 9999)];
  return `${String(area).padStart(3, '0')}-${String(group).padStart(2, '0')}-${String(serial).padStart(4, '0')}`;
}

// Country → the shape of its account part: d a digit, l a letter (SWIFT IBAN registry).
const ibanShapes: readonly (readonly [string, string])[] = [
  ['DE', 'd'.repeat(18)],
  ['GB', `llll${'d'.repeat(14)}`],
  ['FR', `${'d'.repeat(10)}${'d'.repeat(11)}dd`],
  ['ES', 'd'.repeat(20)],
  ['IT', `l${'d'.repeat(22)}`],
  ['NL', `llll${'d'.repeat(10)}`],
  ['BE', 'd'.repeat(12)],
  ['CH', 'd'.repeat(17)],
  ['AT', 'd'.repeat(16)],
  ['PL', 'd'.repeat(24)],
  ['SE', 'd'.repeat(20)],
  ['PT', 'd'.repeat(21)],
  ['DK', 'd'.repeat(14)],
  ['FI', 'd'.repeat(14)],
  ['IE', `llll${'d'.repeat(14)}`],
  ['NO', 'd'.repeat(11)],
];

/** An IBAN of sixteen countries, valid by mod 97: plain, in groups of four, and now and then in lower case. */
export function iban(random: Random): string {
  const [country, shape] = random.pick(ibanShapes);
  const account = [...shape].map((kind) => random.chars(1, kind === 'd' ? digits : upper)).join('');
  const plain = `${country}${ibanDigits(country, account)}${account}`;
  const written = random.chance(0.35) ? (plain.match(/.{1,4}/g) ?? []).join(' ') : plain;
  return random.chance(0.06) ? written.toLowerCase() : written;
}

/** A phone number in international or North American form: recognizable without a word before it. */
export function phoneNumber(random: Random): string {
  // No N11: 411, 911 and their like are services, not areas (NANPA).
  const area = `${random.int(2, 9)}${random.int(0, 8)}${random.int(2, 9)}`;
  const exchange = `${random.int(2, 9)}${random.chars(1, digits)}${random.int(2, 9)}`;
  const line = random.chars(4, digits);
  return random.pick([
    `+1${area}${exchange}${line}`,
    `+1 ${area} ${exchange} ${line}`,
    `+1-${area}-${exchange}-${line}`,
    `+1 (${area}) ${exchange}-${line}`,
    `(${area}) ${exchange}-${line}`,
    `${area}-${exchange}-${line}`,
    `${area}.${exchange}.${line}`,
    `+44 20 ${random.int(7000, 8999)} ${random.chars(4, digits)}`,
    `+447${random.chars(9, digits)}`,
    `+49 30 ${random.int(2, 9)}${random.chars(6, digits)}`,
    `+4915${random.int(1, 9)}${random.chars(8, digits)}`,
    `+33 ${random.int(1, 7)} ${[1, 2, 3, 4].map(() => random.chars(2, digits)).join(' ')}`,
    `+34 ${random.int(6, 9)}${random.chars(2, digits)} ${random.chars(3, digits)} ${random.chars(3, digits)}`,
    `+39 3${random.chars(2, digits)} ${random.chars(7, digits)}`,
    `+55 11 9${random.chars(4, digits)}-${random.chars(4, digits)}`,
  ]);
}

/** An IPv4 address, or one IPv6 address in five: full, compressed, or IPv4-mapped. */
export function ipAddress(random: Random): string {
  if (random.chance(0.8)) return ipv4(random);
  const groups = (count: number) =>
    Array.from({ length: count }, () => random.chars(random.int(1, 4), hex).replace(/^0+(?=.)/, ''));
  return random.pick([
    () => `2001:db8:${groups(6).join(':')}`,
    () => `2a02:${groups(3).join(':')}::${groups(1).join(':')}`,
    () => `fe80::${groups(4).join(':')}`,
    () => `::ffff:${ipv4(random)}`,
    () => `2001:db8::${groups(2).join(':')}`,
  ])();
}

export function ipv4(random: Random): string {
  const first = random.pick([10, 34, 52, 81, 93, 172, 185, 192, 203, 212]);
  return [first, random.int(0, 255), random.int(0, 255), random.int(1, 254)].join('.');
}

export function macAddress(random: Random): string {
  // A letter in the first pair: six pairs of digits alone may as well be a serial number.
  const pairs = [random.chars(1, 'abcdef') + random.chars(1, hex)];
  while (pairs.length < 6) pairs.push(random.chars(2, hex));
  const written = pairs.join(random.pick([':', ':', '-']));
  return random.chance(0.4) ? written.toUpperCase() : written;
}

export function word(random: Random, length = random.int(3, 9)): string {
  return random.chars(length, lower);
}
