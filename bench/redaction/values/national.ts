import { digits, type Random, upper } from '../random.ts';
import {
  abaDigit,
  brazilianDigit,
  deaDigit,
  fiscalLetter,
  luhnDigit,
  mod11And10Digit,
  nhsDigit,
  spanishLetter,
  verhoeffDigit,
  vinDigit,
} from './check-digits.ts';

const pad = (value: number, width: number) => String(value).padStart(width, '0');

function until<T>(make: () => T | undefined): T {
  for (;;) {
    const made = make();
    if (made !== undefined) return made;
  }
}

export function nhsNumber(random: Random): string {
  const number = until(() => {
    const payload = random.pick(['4', '6', '7']) + random.chars(8, digits);
    const digit = nhsDigit(payload);
    return digit === undefined ? undefined : payload + digit;
  });
  return random.chance(0.5) ? number : `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
}

export function socialInsuranceNumber(random: Random): string {
  const payload = random.pick(['1', '2', '4', '5', '6', '7']) + random.chars(7, digits);
  const number = payload + luhnDigit(payload);
  return random.chance(0.5)
    ? `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)}`
    : number.replace(/(...)(...)/, '$1 $2 ');
}

export function cpf(random: Random): string {
  const payload = random.chars(9, digits);
  const first = brazilianDigit(payload, [10, 9, 8, 7, 6, 5, 4, 3, 2]);
  const number = payload + first + brazilianDigit(payload + first, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return random.chance(0.3) ? number : number.replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4');
}

export function cnpj(random: Random): string {
  const payload = `${random.chars(8, digits)}0001`;
  const first = brazilianDigit(payload, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  const number = payload + first + brazilianDigit(payload + first, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  return random.chance(0.3) ? number : number.replace(/(..)(...)(...)(....)(..)/, '$1.$2.$3/$4-$5');
}

export function nif(random: Random): string {
  const number = random.int(10000000, 79999999);
  return `${number}${spanishLetter(number)}`;
}

export function nie(random: Random): string {
  const first = random.int(0, 2);
  const rest = random.chars(7, digits);
  return `${'XYZ'.charAt(first)}${rest}${spanishLetter(Number(`${first}${rest}`))}`;
}

/** Sex, year, month, department, commune, order, then 97 minus the number mod 97. */
export function insee(random: Random): string {
  const payload = `${random.int(1, 2)}${pad(random.int(30, 99), 2)}${pad(random.int(1, 12), 2)}${pad(random.int(1, 95), 2)}${pad(random.int(1, 699), 3)}${pad(random.int(1, 990), 3)}`;
  const key = pad(97 - (Number(payload) % 97), 2);
  if (random.chance(0.5)) return payload + key;
  return `${payload.replace(/(.)(..)(..)(..)(...)(...)/, '$1 $2 $3 $4 $5 $6')} ${key}`;
}

/** Ten digits of which exactly one occurs twice, not next to itself, and the check digit (since 2007). */
export function germanTaxId(random: Random): string {
  const pool = [...digits];
  for (let index = pool.length - 1; index > 0; index--) {
    const other = random.int(0, index);
    [pool[index], pool[other]] = [pool[other] as string, pool[index] as string];
  }
  if (pool[0] === '0') pool.push(pool.shift() as string);
  pool[9] = pool[random.int(0, 7)] as string;
  const payload = pool.join('');
  return payload + mod11And10Digit(payload);
}

export function codiceFiscale(random: Random): string {
  const consonants = 'BCDFGLMNPRSTVZ';
  const day = random.int(1, 28) + (random.chance(0.5) ? 40 : 0);
  const payload = `${random.chars(6, consonants)}${pad(random.int(0, 99), 2)}${random.pick([...'ABCDEHLMPRST'])}${pad(day, 2)}${random.pick([...'ABCDFGHL'])}${pad(random.int(1, 999), 3)}`;
  return payload + fiscalLetter(payload);
}

export function nationalInsuranceNumber(random: Random): string {
  const prefix = random.pick(['AB', 'CE', 'JK', 'LM', 'PR', 'SX', 'TW', 'YZ']);
  const parts = [
    prefix,
    random.chars(2, digits),
    random.chars(2, digits),
    random.chars(2, digits),
    random.pick([...'ABCD']),
  ];
  return parts.join(random.pick(['', ' ']));
}

export function itin(random: Random): string {
  return `9${random.chars(2, digits)}-${random.pick([random.int(70, 88), random.int(90, 92), random.int(94, 99)])}-${random.chars(4, digits)}`;
}

export function aadhaar(random: Random): string {
  const payload = random.int(2, 9) + random.chars(10, digits);
  const number = payload + verhoeffDigit(payload);
  return random.chance(0.6) ? number.replace(/(....)(....)/, '$1 $2 ') : number;
}

/** National Provider Identifier: Luhn with 80840 before it (CMS). */
export function npi(random: Random): string {
  const payload = random.int(1, 2) + random.chars(8, digits);
  return payload + luhnDigit(`80840${payload}`);
}

export function dea(random: Random): string {
  const payload = random.chars(6, digits);
  return random.pick([...'ABFGM']) + random.chars(1, upper) + payload + deaDigit(payload);
}

/** Medicare Beneficiary Identifier (CMS, 2018): eleven places with fixed classes; letters without S L O I B Z. */
export function mbi(random: Random): string {
  const letters = 'ACDEFGHJKMNPQRTUVWXY';
  const shape = 'cAXnAXnAAnn';
  const number = [...shape].map((kind) => {
    if (kind === 'c') return random.chars(1, '123456789');
    return random.chars(1, kind === 'n' ? digits : kind === 'A' ? letters : letters + digits);
  });
  const plain = number.join('');
  return random.chance(0.5) ? plain : `${plain.slice(0, 4)}-${plain.slice(4, 7)}-${plain.slice(7)}`;
}

export function abaNumber(random: Random): string {
  const payload = pad(random.pick([random.int(1, 12), random.int(21, 32)]), 2) + random.chars(6, digits);
  return payload + abaDigit(payload);
}

export function vin(random: Random): string {
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
  const body = random.chars(8, letters + digits);
  const draft = `1${body.slice(1)}0${random.chars(2, letters)}${random.chars(6, digits)}`;
  return draft.slice(0, 8) + vinDigit(draft) + draft.slice(9);
}
