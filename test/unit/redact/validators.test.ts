import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { isPlaceholder, normalizedEntropy } from '../../../filters/redact/validators/entropy.ts';
import { isStandIn, markLength } from '../../../filters/redact/validators/stand-in.ts';
import { isInsee } from '../../../filters/redact/validators/french.ts';
import { isCodiceFiscale } from '../../../filters/redact/validators/italian.ts';
import { isLuhn } from '../../../filters/redact/validators/luhn.ts';
import { isInternational, isNanp, nationalShapes } from '../../../filters/redact/validators/phone.ts';
import { isNie, isNif } from '../../../filters/redact/validators/spanish.ts';
import { isItin, isSsn } from '../../../filters/redact/validators/ssn.ts';
import { isVerhoeff } from '../../../filters/redact/validators/verhoeff.ts';
import { isVin } from '../../../filters/redact/validators/vin.ts';
import { isAba, isCnpj, isCpf, isDea, isNhsNumber, isTaxIdDe } from '../../../filters/redact/validators/weighted.ts';
import { accepted, digitsFrom, every } from './numbers.ts';

describe('check digits', () => {
  it.each(every(40))('Luhn agrees with validator on number %i', (seed) => {
    const stem = digitsFrom(seed, 15);
    for (const digit of every(10)) expect(isLuhn(`${stem}${digit}`)).toBe(validator.isLuhnNumber(`${stem}${digit}`));
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
    ['routing number with a digit less', isAba, '02100002'],
    ['routing number with a digit more', isAba, '0210000210'],
    ['DEA number of a kind that is not issued', isDea, 'ZB1234563'],
    ['DEA number with a digit less', isDea, 'AB123456'],
    ['NHS number with a digit more', isNhsNumber, '94347659190'],
    ['German tax id that begins with 0', isTaxIdDe, '02476291358'],
    ['German tax id with a digit less', isTaxIdDe, '8609574271'],
    ['Verhoeff of nothing', isVerhoeff, ''],
  ])('no %s', (_name, isValid, text) => {
    expect(isValid(text)).toBe(false);
  });

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

  it.each([
    ['NHS', '943476591', isNhsNumber, [9]],
    ['German tax id', '8609574271', isTaxIdDe, [9]],
    ['German tax id 2', '4703689281', isTaxIdDe, [6]],
    ['routing number', '02100002', isAba, [1]],
    ['DEA', 'AB123456', isDea, [3]],
    ['VIN', '1M8GDM9AXKP04278', isVin, [8]],
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
    const stems = ['1234567890', '1123456789', '1112345678', '1213145678', '1212345678'];
    expect(stems.map((stem) => accepted(stem, isTaxIdDe).length)).toEqual([0, 1, 0, 1, 0]);
  });

  it('a routing number adds up with the weights 3, 7 and 1', () => {
    for (const seed of every(200)) {
      const stem = `12${digitsFrom(seed, 6)}`;
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = [...stem].map(Number);
      const sum = 3 * (a + d + g) + 7 * (b + e + h) + c + f;
      expect([stem, ...accepted(stem, isAba)]).toEqual([stem, (10 - (sum % 10)) % 10]);
    }
  });

  it('the French number has one key in 97, also in Corsica', () => {
    const keys = every(97).map((key) => String(key + 1).padStart(2, '0'));
    expect(keys.filter((key) => isInsee(`1841276451089${key}`))).toEqual(['46']);
    expect(keys.filter((key) => isInsee(`184122A451089${key}`))).toEqual(['33']);
    expect(keys.filter((key) => isInsee(`184122B451089${key}`))).toHaveLength(1);
    expect(isInsee('584127645108946')).toBe(false);
  });

  it('the French number has a month that exists or stands for one', () => {
    const withKey = (stem: string) => `${stem}${String(97 - Number(BigInt(stem) % 97n)).padStart(2, '0')}`;
    const months = every(100).filter((month) => isInsee(withKey(`184${String(month).padStart(2, '0')}76451089`)));
    expect(months).toEqual(
      every(100).filter((month) => (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50),
    );
    // INSEE: 2A counts as 19, 2B as 18.
    expect(isInsee(`184122A451089${withKey('1841219451089').slice(13)}`)).toBe(true);
    expect(isInsee(`184122B451089${withKey('1841218451089').slice(13)}`)).toBe(true);
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

  it('the VIN takes X as its check character, and neither I, O nor Q', () => {
    expect(isVin('1M8GDM9AXKP042788')).toBe(true);
    expect(isVin('1M8GDM9A0KP042788')).toBe(false);
    expect(isVin('1M8GDM9AXKPO42788')).toBe(false);
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

  it('an ITIN has the groups that the IRS issues', () => {
    const groups = every(100).filter((group) => isItin(`912${String(group).padStart(2, '0')}1234`));
    expect(groups).toEqual(
      every(100).filter(
        (group) =>
          (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) || group >= 94,
      ),
    );
  });

  it.each([
    ['4155552671', true],
    ['1155552671', false],
    ['4115552671', false],
    ['4151152671', false],
    ['9115552671', false],
    ['4152112671', false],
    ['4152122671', true],
    ['2125552671', true],
  ])('area and exchange of %s: %s', (digits, expected) => {
    expect(isNanp(digits)).toBe(expected);
  });

  it.each([
    ['14155552671', true],
    ['442079460958', true],
    ['4402079460958', true],
    ['4915123456789', true],
    ['35312345678', true],
    ['1415555267', false],
    ['12345678', false],
    ['99912345678', false],
    ['4412', false],
  ])('+%s: %s', (digits, expected) => {
    expect(isInternational(digits)).toBe(expected);
  });
});

describe('telephone numbers of a country', () => {
  it.each([
    ['US', ['4155552671', '14155552671'], ['24155552671', '1155552671', '4151552671', '415555267']],
    [
      'GB',
      ['0161496000', '01614960000', '02079460958', '03069990000', '07700900123', '0800123456', '08001234567'],
      ['04612345678', '09012345678', '0207946095', '0306999000', '0770090012', '161496000'],
    ],
    ['DE', ['0301234', '0151234', '0151234567890'], ['0051234', '1512345', '030123', '01512345678901']],
    ['FR', ['0123456789', '0912345678'], ['0023456789', '012345678', '1234567890']],
    ['ES', ['612345678', '912345678'], ['512345678', '61234567', '6123456789']],
    ['IT', ['312345678', '3123456789', '0212345', '02123456789'], ['212345678', '31234567', '021234567890', '02123']],
    [
      'BR',
      ['11987654321', '011987654321', '1133334444', '01133334444', '1123334444', '1153334444'],
      ['1198765432', '1113334444', '1163334444', '21198765432', '0011987654321'],
    ],
  ] as const)('%s', (country, right, wrong) => {
    const shape = nationalShapes[country] as RegExp;
    expect(right.filter((digits) => !shape.test(digits))).toEqual([]);
    expect(wrong.filter((digits) => shape.test(digits))).toEqual([]);
  });
});

describe('calling codes', () => {
  // How many digits follow each code, as the national plans say; then the codes of which nothing more is known than that.
  const plans =
    '1:10 7:10 20:8-10 30:10 31:9 32:8-9 33:9 34:9 36:8-9 39:6-11 40:9 41:9 44:9-10 45:8 46:7-10 47:8 48:9 49:7-11 52:10-11 ' +
    '55:10-11 61:9 64:8-10 65:8 81:9-10 82:8-10 86:10-11 90:10 91:10 27:7-12 43:7-13 51:7-12 53:7-12 54:7-12 56:7-12 57:7-12 ' +
    '58:7-12 60:7-12 62:7-12 63:7-12 66:7-12 84:7-12 92:7-12 93:7-12 94:7-12 95:7-12 98:7-12';
  const known = new Map(
    plans.split(' ').map((plan) => {
      const [code = '', lengths = ''] = plan.split(':');
      const [least, most = least] = lengths.split('-').map(Number);
      return [code, [least, most] as const];
    }),
  );
  const threeDigits = '21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 992 993 994 995 996 998'.split(
    ' ',
  );
  const isKnown = (digits: string) => {
    if (digits.length < 8 || digits.length > 15) return false;
    const code = [...known.keys()].find((one) => digits.startsWith(one));
    if (code === undefined) return digits.length > 8 && threeDigits.some((one) => digits.startsWith(one));
    const [least = 0, most = 0] = known.get(code) ?? [];
    const rest = digits.length - code.length;
    return rest >= least && rest <= most && !(code === '1' && /^1[01]/.test(digits));
  };

  it.each(every(9).map((first) => first + 1))('a number that begins with +%i has the length of its plan', (first) => {
    for (const code of every(100).map((rest) => `${first}${String(rest).padStart(2, '0')}`)) {
      // A zero behind the code is for the next test.
      if (code.length === 3 && [...known.keys()].some((one) => code.startsWith(`${one}0`))) continue;
      for (const length of every(12).map((at) => 6 + at)) {
        const digits = code.padEnd(length, '5');
        expect([digits, isInternational(digits)]).toEqual([digits, isKnown(digits)]);
      }
    }
  });

  it('the trunk digit that people leave in counts for nothing', () => {
    for (const [code, [, most = 0]] of known) {
      if (code === '1' || code === '43' || (most === 12 && code !== '49')) continue;
      expect([code, isInternational(`${code}0`.padEnd(code.length + most + 1, '5'))]).toEqual([code, true]);
      expect([code, isInternational(`${code}0`.padEnd(code.length + most + 2, '5'))]).toEqual([code, false]);
    }
  });
});

describe('entropy', () => {
  it('is 1 when no character repeats and 0 when all are the same', () => {
    expect(normalizedEntropy('abcdefgh')).toBeCloseTo(1);
    expect(normalizedEntropy('aaaaaaaa')).toBe(0);
    expect(normalizedEntropy('aabb')).toBeCloseTo(0.5);
    expect(normalizedEntropy('ab')).toBe(1);
    expect(normalizedEntropy('a')).toBe(0);
    expect(normalizedEntropy('')).toBe(0);
    // Above 64 characters the alphabet is the bound.
    const alphabet = every(64)
      .map((at) => String.fromCharCode(48 + at))
      .join('');
    expect(normalizedEntropy(alphabet + alphabet)).toBe(1);
  });

  it.each(['xxxxxxxxxxxxxxxx', 'AKIAIOSFODNN7EXAMPLE', 'your-api-key-here', '0000000000000000'])(
    '%s is a placeholder',
    (text) => {
      expect(isPlaceholder(text)).toBe(true);
    },
  );

  it.each(['k7Qp2ZxV9mT4wRb8LsD3', '4f9ae02b7c61d835e9a40b7f2c8d1365', 'abcdefghijklmnopqrstuvwxyz0123456789'])(
    '%s is none',
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );

  it.each([
    '****',
    '[Jwt]',
    '[Jwt:k7Qp2ZxV9mT4wRb8]',
    '<password>',
    '${TOKEN}',
    '$TOKEN',
    'process.env.TOKEN',
    'os.environ["X"]',
    '$(cat secret)',
    'YOUR_SECRET',
    '[REDACTED]',
    '[Object: null prototype]',
    '*',
  ])('%s stands in for a secret', (text) => {
    expect(isStandIn(text)).toBe(true);
  });

  it.each([
    ['[Iban]', 6],
    ['[Iban] and more', 6],
    ['[Iban:k7Qp2ZxV9mT4wRb8]', 23],
    ['[Circular *1] x', 13],
    ['[hunter2]', 0],
    ['[Iban: hunter2]', 0],
    ['[secret hunter2]', 0],
    ['[Array]', 7],
    ['[Iban', 0],
    ['x[Iban]', 0],
  ])('%s begins with a mark of %i characters', (text, length) => {
    expect(markLength(text)).toBe(length);
  });

  it.each(['', 'hunter2', '[hunter2]', '[secret 1]x', '$ecret', 'abcdef0123456789', 'xerxes'])(
    '%j does not',
    (text) => {
      expect(isStandIn(text)).toBe(false);
    },
  );
});
