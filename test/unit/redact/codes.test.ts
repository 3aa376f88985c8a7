import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { isInsee } from '../../../filters/redact/validators/french.ts';
import { isCodiceFiscale } from '../../../filters/redact/validators/italian.ts';
import { isNie, isNif } from '../../../filters/redact/validators/spanish.ts';
import { isVin } from '../../../filters/redact/validators/vin.ts';
import { isDea } from '../../../filters/redact/validators/weighted.ts';
import { digitsFrom, every } from './numbers.ts';

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
// Also what stands beside digits and letters in ASCII, where a range that is too long would reach.
const characters = `${digits}${letters}_/:@[\u0060{\u00e9 `;
const keys = every(97).map((key) => String(key + 1).padStart(2, '0'));
const withKey = (stem: string) => `${stem}${String(97 - Number(BigInt(stem) % 97n)).padStart(2, '0')}`;

interface Code {
  readonly name: string;
  readonly isValid: (text: string) => boolean;
  readonly valid: string;
  /** Where its check stands, and all that may stand there. */
  readonly check: readonly [place: number, values: readonly string[]];
  /** What each of the other places takes, by the name of a set. */
  readonly takes: string;
}
const omocode = `${digits}LMNPQRSTUV`;
const sets: Readonly<Record<string, string>> = {
  d: digits,
  l: letters,
  o: omocode,
  m: 'ABCDEHLMPRST',
  v: `${digits}ABCDEFGHJKLMNPRSTUVWXYZ`,
  s: '123478',
  k: 'ABCDEFGHJKLMPRSTUX',
  r: `${letters}9`,
  x: 'XYZ',
};
const codes: readonly Code[] = [
  { name: 'NIF', isValid: isNif, valid: '12345678Z', check: [8, [...letters]], takes: 'dddddddd' },
  { name: 'NIE', isValid: isNie, valid: 'Y1234567X', check: [8, [...letters]], takes: 'xddddddd' },
  {
    name: 'VIN',
    isValid: isVin,
    valid: '1M8GDM9AXKP042788',
    check: [8, [...`${digits}X`]],
    takes: 'vvvvvvvv vvvvvvvv',
  },
  { name: 'DEA number', isValid: isDea, valid: 'AB1234563', check: [8, [...digits]], takes: 'krdddddd' },
  {
    name: 'codice fiscale',
    isValid: isCodiceFiscale,
    valid: 'RSSMRA85T10A562S',
    check: [15, [...letters]],
    takes: 'lllllloomoolooo',
  },
  // Its places 3 and 4 are those of the month, 5 and 6 those of the department: they have tests of their own.
  { name: 'French number', isValid: isInsee, valid: '184127645108946', check: [13, keys], takes: 'sdd    dddddd' },
];

describe.each(codes)('a $name', ({ isValid, valid, check: [checkAt, values], takes }) => {
  it('takes what its shape says at each place, with one check for it, in either case', () => {
    expect([isValid(valid), isValid(valid.toLowerCase())]).toEqual([true, true]);
    for (const [place, set] of [...takes].entries()) {
      if (set === ' ') continue;
      for (const character of characters) {
        const right = values.filter((value) => {
          const code = valid.slice(0, checkAt) + value + valid.slice(checkAt + value.length);
          return isValid(code.slice(0, place) + character + code.slice(place + 1));
        });
        expect([place, character, right.length]).toEqual([place, character, sets[set]?.includes(character) ? 1 : 0]);
      }
    }
  });

  it('is one in one piece, with nothing beside it', () => {
    for (const character of characters) {
      expect([character, isValid(character + valid), isValid(valid + character)]).toEqual([character, false, false]);
    }
    expect([isValid(valid + valid), isValid(valid.slice(1)), isValid(valid.slice(0, -1)), isValid('')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('codes with a check', () => {
  it.each(every(60))('NIF and NIE agree with validator on number %i', (seed) => {
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      const nif = `${digitsFrom(seed, 8)}${letter}`;
      const nie = `${'XYZ'.charAt(seed % 3)}${digitsFrom(seed, 7)}${letter}`;
      expect(isNif(nif)).toBe(validator.isIdentityCard(nif, 'ES'));
      expect(isNie(nie)).toBe(validator.isIdentityCard(nie, 'ES'));
    }
  });

  it('the codice fiscale agrees with validator in its check letter', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    for (const stem of ['RSSMRA85T10A562', 'VRDGPP13R10B293', 'BNCLRA70A41F205']) {
      for (const letter of letters)
        expect(isCodiceFiscale(`${stem}${letter}`)).toBe(validator.isTaxID(`${stem}${letter}`, 'it-IT'));
    }
  });

  it('the codice fiscale weighs each letter at an odd place as the decree says', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const checkOf = (letter: string) =>
      letters.findIndex((check) => isCodiceFiscale(`${letter}SSMRA85T10A562${check}`));
    // In the order of their weights, from 0 to 25.
    for (const [weight, letter] of [...'BAKPLCQDREVOSFTGUHMINJWZYX'].entries())
      expect([letter, checkOf(letter)]).toEqual([letter, (checkOf('B') + weight) % 26]);
  });

  it('the codice fiscale is nothing that only ends in one, whatever it begins with', () => {
    const [stem, last] = ['RSSMRA85T10A5', 'LMNPQRSTUV'];
    for (const first of letters) {
      for (const letter of last) {
        for (const check of letters) expect(isCodiceFiscale(`${first}${stem}6${letter}${check}`)).toBe(false);
      }
    }
  });

  it('the French number has one key in 97, also in Corsica', () => {
    const keys = every(97).map((key) => String(key + 1).padStart(2, '0'));
    expect(keys.filter((key) => isInsee(`1841276451089${key}`))).toEqual(['46']);
    expect(keys.filter((key) => isInsee(`184122A451089${key}`))).toEqual(['33']);
    expect(keys.filter((key) => isInsee(`184122B451089${key}`))).toHaveLength(1);
  });

  it('the French number has a month that exists or stands for one', () => {
    const months = every(100).filter((month) => isInsee(withKey(`184${String(month).padStart(2, '0')}76451089`)));
    expect(months).toEqual(
      every(100).filter((month) => (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50),
    );
    // INSEE: 2A counts as 19, 2B as 18.
    expect(isInsee(`184122A451089${withKey('1841219451089').slice(13)}`)).toBe(true);
    expect(isInsee(`184122a451089${withKey('1841219451089').slice(13)}`)).toBe(true);
    expect(isInsee(`184122B451089${withKey('1841218451089').slice(13)}`)).toBe(true);
  });

  it('the French number is nothing that only ends in one', () => {
    expect(isInsee(`1841276451089${'0'}46`)).toBe(false);
  });

  it('the VIN takes X as its check character, and neither I, O nor Q', () => {
    expect(isVin('1M8GDM9AXKP042788')).toBe(true);
    expect(isVin('1M8GDM9A0KP042788')).toBe(false);
    expect(isVin('1M8GDM9AXKPO42788')).toBe(false);
  });

  it('the VIN weighs digits and letters as the regulation says', () => {
    const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    const values = 'A1 B2 C3 D4 E5 F6 G7 H8 J1 K2 L3 M4 N5 P7 R9 S2 T3 U4 V5 W6 X7 Y8 Z9'.split(' ');
    const valueOf = (character: string) =>
      Number(values.find((value) => value.startsWith(character))?.charAt(1) ?? character);
    const all = `${digits}ABCDEFGHJKLMNPRSTUVWXYZ`;
    for (const seed of every(300)) {
      const stem = every(17).map((at) => all.charAt(Number(digitsFrom(seed * 17 + at, 3)) % all.length));
      const sum = stem.reduce((total, character, at) => total + valueOf(character) * (weights[at] as number), 0);
      const right = [...all].filter((check) => isVin(stem.with(8, check).join('')));
      expect([stem, right]).toEqual([stem, [sum % 11 === 10 ? 'X' : String(sum % 11)]]);
    }
  });
});
