import { getCountrySpecifications, isValidIBAN } from 'ibantools';
import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { ibanCountries, ibanLength, isIban } from '../../../filters/redact/validators/iban.ts';
import { every } from './numbers.ts';

const valid = [
  'DE89370400440532013000',
  'GB29NWBK60161331926819',
  'FR1420041010050500013M02606',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'NL91ABNA0417164300',
  'CH9300762011623852957',
  'SE4550000000058398257466',
  'BE68539007547034',
  'NO9386011117947',
  'PL61109010140000071219812874',
  'AT611904300234573201',
  'MT84MALT011000012345MTLCAST001S',
  'BR1800360305000010009795493C1',
  'SA0380000000608010167519',
  'LC55HEMM000100010012001200023015',
];

const checks = every(100).map((check) => String(check).padStart(2, '0'));

describe('bank accounts', () => {
  it.each(valid)('%s is an IBAN, as ibantools and validator say', (iban) => {
    expect([isIban(iban), isIban(iban.toLowerCase()), isValidIBAN(iban), validator.isIBAN(iban)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it.each(valid)('%s with other check digits is none', (iban) => {
    expect(checks.filter((check) => isIban(`${iban.slice(0, 2)}${check}${iban.slice(4)}`))).toEqual([iban.slice(2, 4)]);
  });

  it('check digits 00, 01 and 99 are never issued, though modulus 97 takes them for 97, 98 and 02', () => {
    const accounts = every(2000).map((at) => `37040044${String(at).padStart(10, '0')}`);
    for (const [check, twin] of [
      ['00', '97'],
      ['01', '98'],
      ['99', '02'],
    ] as const) {
      const account = accounts.find((candidate) => isIban(`DE${twin}${candidate}`)) as string;
      expect(rest('DE', check, account)).toBe(1n);
      expect(isIban(`DE${check}${account}`)).toBe(false);
    }
  });

  it('is made of letters and digits alone, whatever the check digits say', () => {
    for (const iban of valid) {
      for (const at of every(iban.length)) {
        for (const odd of '/:@[_`{\u00e9 ') {
          const accepted = checks.filter((check) =>
            isIban([...`${iban.slice(0, 2)}${check}${iban.slice(4)}`].with(at, odd).join('')),
          );
          expect([iban, at, odd, accepted]).toEqual([iban, at, odd, []]);
        }
      }
    }
  });

  it('is nothing that only ends in one', () => {
    for (const check of checks) expect(isIban(`DE${check}DE89370400440532013000`)).toBe(false);
  });

  it.each(['', 'D', 'DE', '((', '((DE89', '[[89370400440532013000', 'ZZ89370400440532013000'])(
    '%j is none, and no reason to throw',
    (text) => {
      expect(isIban(text)).toBe(false);
    },
  );
});

// Where ibantools says otherwise than the SWIFT IBAN registry, which is what ours follows.
const registered: Readonly<Record<string, string>> = {
  BY: 'c4n4c16',
  DO: 'c4n20',
  GE: 'a2n16',
  IE: 'a4n14',
  PK: 'a4c16',
  PS: 'a4c21',
  TR: 'n5n1c16',
  VG: 'a4n16',
};
// Countries of ibantools that ours leaves out, and why.
const left = {
  'their accounts have IBANs of France and Finland': 'AX BL GF GP MF MQ NC PF PM RE TF WF YT',
  'used without being in the registry': 'AO BF BJ CF CG CI CM CV DZ GA GQ GW IR KM MA MG ML MZ NE SN TD TG',
};

const specifications = Object.entries(getCountrySpecifications()).filter(([, { chars }]) => (chars ?? 0) > 0);
const kinds: Readonly<Record<string, string>> = { '0-9': 'n', 'A-Z': 'a', 'A-Z0-9': 'c', '0-9A-Z': 'c' };
const countries = specifications
  .filter(([country]) => ibanCountries.includes(country))
  .map(([country, { chars, bban_regexp }]) => {
    const theirs = [...(bban_regexp ?? '').matchAll(/\[([^\]]+)\]\{(\d+)\}/g)].map(([, kind = '', count]) => [
      kinds[kind],
      count,
    ]);
    return { country, chars: chars ?? 0, structure: registered[country] ?? theirs.flat().join('') };
  });

describe('the countries that issue IBANs', () => {
  it('are those of ibantools, but for the ones left out with a reason', () => {
    const known = specifications.map(([country]) => country);
    expect([...ibanCountries, ...Object.values(left).join(' ').split(' ')].sort()).toEqual(known.sort());
    expect(ibanLength('ZZ')).toBe(0);
  });

  it.each(countries)('$country issues $chars characters, $structure behind the check digits', (one) => {
    const { country, chars, structure } = one;
    // What may stand at each place of the account.
    const places = [...structure.matchAll(/([nac])(\d+)/g)].flatMap(([, kind = '', count]) =>
      every(Number(count)).map(() => kind),
    );
    expect([ibanLength(country), places.length]).toEqual([chars, chars - 4]);
    const account = places.map((kind): string => (kind === 'n' ? '7' : 'K'));
    expect(isIban(withCheck(country, account))).toBe(true);
    for (const [at, kind] of places.entries()) {
      const takes = (character: string) => isIban(withCheck(country, account.with(at, character)));
      const isDigit = kind !== 'a';
      const isLetter = kind !== 'n';
      expect([at, ...[...'09AZ'].map(takes)]).toEqual([at, isDigit, isDigit, isLetter, isLetter]);
    }
    for (const last of '7K') expect(isIban(withCheck(country, [...account, last]))).toBe(false);
    expect(isIban(withCheck(country, account.slice(0, -1)))).toBe(false);
  });
});

// Modulus 97 of the account, the country and the check digits, letters as 10 to 35 (ISO 7064).
function rest(country: string, check: string, account: string): bigint {
  return BigInt([...`${account}${country}${check}`].map((character) => Number.parseInt(character, 36)).join('')) % 97n;
}

function withCheck(country: string, account: readonly string[]): string {
  const text = account.join('');
  return `${country}${String(98n - rest(country, '00', text)).padStart(2, '0')}${text}`;
}
