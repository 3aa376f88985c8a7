import { describe, expect, it } from 'vitest';
import { isInternational, isNanp, nationalShapes } from '../../../filters/redact/validators/phone.ts';
import { every } from './numbers.ts';

// A shape is a beginning and how many digits follow: N is 2 to 9, Z is 1 to 9, X any digit.
const shapes: Readonly<Record<string, string>> = {
  US: 'NXXN:6 1NXXN:6',
  GB: '01:8-9 02:9 03:9 07:9 08:8-9',
  DE: '0Z:5-11',
  FR: '0Z:8',
  ES: '6:8 7:8 8:8 9:8',
  IT: '3:8-9 0:5-10',
  BR: 'ZX9:8 ZX2:7 ZX3:7 ZX4:7 ZX5:7 0ZX9:8 0ZX2:7 0ZX3:7 0ZX4:7 0ZX5:7',
};
const sets: Readonly<Record<string, string>> = { N: '23456789', Z: '123456789', X: '0123456789' };
const masksOf = (country: string) =>
  (shapes[country] as string).split(' ').flatMap((shape) => {
    const [beginning = '', counts = ''] = shape.split(':');
    const [least = 0, most = least] = counts.split('-').map(Number);
    return every(most - least + 1).map((more) => beginning.padEnd(beginning.length + least + more, 'X'));
  });
const fits = (text: string, mask: string) =>
  text.length === mask.length && [...mask].every((set, at) => (sets[set] ?? set).includes(text.charAt(at)));

it('has a shape for each country of the table', () => {
  expect(Object.keys(nationalShapes)).toEqual(Object.keys(shapes));
});

describe.each(Object.keys(shapes))('a telephone number of %s', (country) => {
  const shape = nationalShapes[country] as RegExp;
  const masks = masksOf(country);

  it('has the digits that its plan gives each place, and no other length', () => {
    for (const mask of masks) {
      const digits = [...mask].map((set) => (set in sets ? '5' : set));
      const near = digits.flatMap((_, at) => [...'0123456789/:A_'].map((other) => digits.with(at, other)));
      const longer = [...'0123456789A'].flatMap((other) => [
        [other, ...digits],
        [...digits, other],
        [other, other, ...digits],
      ]);
      for (const text of [digits, digits.slice(1), digits.slice(0, -1), ...near, ...longer].map((one) =>
        one.join(''),
      )) {
        expect([text, shape.test(text)]).toEqual([text, masks.some((one) => fits(text, one))]);
      }
    }
  });
});

describe('a number of the North American plan', () => {
  const isCode = (code: string) => /^[2-9]/.test(code) && !code.endsWith('11');

  it('has an area code and an exchange from 200 to 999, none x11', () => {
    for (const code of every(1000).map((one) => String(one).padStart(3, '0'))) {
      expect([code, isNanp(`${code}5552671`), isNanp(`415${code}2671`)]).toEqual([code, isCode(code), isCode(code)]);
    }
  });

  it('has ten digits', () => {
    for (const at of every(10)) {
      for (const other of '/:A_') expect(isNanp([...'4155552671'].with(at, other).join(''))).toBe(false);
    }
    for (const text of ['415555267', '41555526711', '14155552671', ''])
      expect([text, isNanp(text)]).toEqual([text, false]);
  });
});

describe('a number behind a plus', () => {
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
