import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { isLuhn } from '../../../filters/redact/validators/luhn.ts';
import { mod97 } from '../../../filters/redact/validators/mod97.ts';
import { isItin, isSsn } from '../../../filters/redact/validators/ssn.ts';
import { isVerhoeff } from '../../../filters/redact/validators/verhoeff.ts';
import { isAba, isCnpj, isCpf, isDea, isNhsNumber, isTaxIdDe } from '../../../filters/redact/validators/weighted.ts';
import { accepted, digitsFrom, every } from './numbers.ts';

describe('check digits', () => {
  it.each(every(40))('Luhn agrees with validator on number %i', (seed) => {
    const stem = digitsFrom(seed, 15);
    for (const digit of every(10)) expect(isLuhn(`${stem}${digit}`)).toBe(validator.isLuhnNumber(`${stem}${digit}`));
  });

  it('modulus 97 is the remainder of the number that letters make as 10 to 35', () => {
    for (const seed of every(100)) {
      const letter = String.fromCharCode(65 + (seed % 26));
      const text = `${digitsFrom(seed, 9)}${letter}${digitsFrom(seed + 1, seed % 8)}Z`;
      const number = [...text].map((character) => Number.parseInt(character, 36)).join('');
      const rest = Number(BigInt(number) % 97n);
      expect([text, mod97(text), mod97(text.toLowerCase())]).toEqual([text, rest, rest]);
    }
    expect(mod97('')).toBe(0);
  });

  it('Luhn and Verhoeff need a digit at least', () => {
    expect([isLuhn(''), isVerhoeff('')]).toEqual([false, false]);
    expect([isLuhn('0'), isVerhoeff('0')]).toEqual([true, true]);
  });

  it.each(every(40))('Verhoeff agrees with the Aadhaar check of validator on number %i', (seed) => {
    const stem = `${2 + (seed % 8)}${digitsFrom(seed, 10)}`;
    for (const digit of every(10)) {
      expect(isVerhoeff(`${stem}${digit}`)).toBe(validator.isIdentityCard(`${stem}${digit}`, 'IN'));
    }
  });

  it.each(every(40))('CPF and CNPJ agree with validator on number %i', (seed) => {
    for (const tail of every(100)) {
      const cpf = `${digitsFrom(seed, 9)}${String(tail).padStart(2, '0')}`;
      const cnpj = `${digitsFrom(seed, 12)}${String(tail).padStart(2, '0')}`;
      expect(isCpf(cpf)).toBe(validator.isTaxID(cpf, 'pt-BR'));
      expect(isCnpj(cnpj)).toBe(validator.isTaxID(cnpj, 'pt-BR'));
    }
  });

  it('CPF and CNPJ have one pair of check digits, that of validator, whatever the remainders', () => {
    const tails = every(100).map((tail) => String(tail).padStart(2, '0'));
    for (const seed of every(300)) {
      for (const [stem, isValid] of [
        [digitsFrom(seed, 9), isCpf],
        [digitsFrom(seed, 12), isCnpj],
      ] as const) {
        const right = tails.filter((tail) => isValid(`${stem}${tail}`));
        expect([stem, right.length]).toEqual([stem, 1]);
        expect(validator.isTaxID(`${stem}${right[0]}`, 'pt-BR')).toBe(true);
      }
    }
  });

  it('the NHS number and its check digit add up to a multiple of 11', () => {
    for (const seed of every(300)) {
      const stem = digitsFrom(seed, 9);
      const sum = [...stem].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
      const right = every(10).filter((digit) => (sum + digit) % 11 === 0);
      expect([stem, ...accepted(stem, isNhsNumber)]).toEqual([stem, ...right]);
    }
  });

  it.each([
    ['CNPJ of one digit', isCnpj, '00000000000000'],
    ['CNPJ with a digit more', isCnpj, '112223330001810'],
    ['CNPJ with a digit less', isCnpj, '1122233300018'],
    ['CPF of one digit', isCpf, '11111111111'],
    ['routing number of zeros', isAba, '000000000'],
    ['routing number with a digit less', isAba, '02100002'],
    ['routing number with a digit more', isAba, '0210000210'],
    ['NHS number with a digit more', isNhsNumber, '94347659190'],
    ['German tax id that begins with 0', isTaxIdDe, '02476291358'],
    ['German tax id with a digit less', isTaxIdDe, '8609574271'],
    ['Verhoeff of nothing', isVerhoeff, ''],
  ])('no %s', (_name, isValid, text) => {
    expect(isValid(text)).toBe(false);
  });

  it.each([
    ['NHS', '943476591', isNhsNumber, [9]],
    ['German tax id', '8609574271', isTaxIdDe, [9]],
    ['German tax id 2', '4703689281', isTaxIdDe, [6]],
    ['routing number', '02100002', isAba, [1]],
    ['DEA', 'AB123456', isDea, [3]],
  ])('%s takes the one right last digit', (_name, stem, isValid, expected) => {
    expect(accepted(stem, isValid)).toEqual(expected);
  });

  it.each(every(30))('a German tax id agrees with validator on number %i', (seed) => {
    const stem = `${1 + (seed % 9)}${digitsFrom(seed, 9)}`;
    for (const digit of every(10)) {
      if (isTaxIdDe(`${stem}${digit}`)) expect(validator.isTaxID(`${stem}${digit}`, 'de-DE')).toBe(true);
    }
    expect(isTaxIdDe('11111111111')).toBe(false);
  });

  it('a German tax id has one check digit when one digit of the others occurs twice, or three times apart', () => {
    for (const seed of every(400)) {
      const stem = `${1 + (seed % 9)}${digitsFrom(seed, 9)}`;
      const counts = every(10).map((digit) => stem.split(String(digit)).length - 1);
      const most = Math.max(...counts);
      const others = counts.filter((count) => count > 1).length;
      const isPossible =
        others === 1 && (most === 2 || (most === 3 && !stem.includes(String(counts.indexOf(3)).repeat(3))));
      expect([stem, accepted(stem, isTaxIdDe).length]).toEqual([stem, isPossible ? 1 : 0]);
    }
    const stems = ['1234567890', '1123456789', '1112345678', '1213145678', '1121345678', '1211345678', '1212345678'];
    expect(stems.map((stem) => accepted(stem, isTaxIdDe).length)).toEqual([0, 1, 0, 1, 1, 1, 0]);
  });

  it('a routing number adds up with the weights 3, 7 and 1', () => {
    for (const seed of every(200)) {
      const stem = `12${digitsFrom(seed, 6)}`;
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = [...stem].map(Number);
      const sum = 3 * (a + d + g) + 7 * (b + e + h) + c + f;
      expect([stem, ...accepted(stem, isAba)]).toEqual([stem, (10 - (sum % 10)) % 10]);
    }
  });

  it('a routing number has a district of the Federal Reserve', () => {
    const districts = every(100).filter((district) =>
      every(10).some((digit) => isAba(`${String(district).padStart(2, '0')}100002${digit}`)),
    );
    expect(districts).toEqual(
      every(100).filter(
        (district) =>
          district <= 12 || (district >= 21 && district <= 32) || (district >= 61 && district <= 72) || district === 80,
      ),
    );
  });
});

describe('numbers by range', () => {
  it.each([
    ['001010001', true],
    ['123456789', true],
    ['899999999', true],
    ['000123456', false],
    ['666123456', false],
    ['900123456', false],
    ['123006789', false],
    ['123450000', false],
  ])('SSN %s: %s', (digits, expected) => {
    expect(isSsn(digits)).toBe(expected);
  });

  it('an ITIN begins with 9', () => {
    expect(every(10).filter((digit) => isItin(`${digit}12701234`))).toEqual([9]);
  });

  it('an ITIN has the groups that the IRS issues', () => {
    const groups = every(100).filter((group) => isItin(`912${String(group).padStart(2, '0')}1234`));
    expect(groups).toEqual(
      every(100).filter(
        (group) =>
          (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94,
      ),
    );
  });
});
