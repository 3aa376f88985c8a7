import creditCardType from 'card-validator';
import validator from 'validator';
import { describe, expect, it } from 'vitest';
import { beginningProblem, cardProblem, isCardGrouping } from '../../../filters/redact/validators/card.ts';
import { isLuhn } from '../../../filters/redact/validators/luhn.ts';
import { accepted, every } from './numbers.ts';

const card = (digits: string) => cardProblem(Uint8Array.from(digits, Number), digits.length);
const notIssued = 'no card scheme issues this prefix in this length';

describe('payment cards', () => {
  const published = [
    '4111111111111111',
    '4222222222222',
    '5555555555554444',
    '2223003122003222',
    '378282246310005',
    '30569309025904',
    '6011111111111117',
    '3530111333300000',
    '6200000000000005',
    '2201382000000013',
  ];

  it.each(published)('%s is one, as card-validator says', (digits) => {
    // card-validator no longer knows Visa's old numbers of 13 digits.
    expect(creditCardType.number(digits).isValid || validator.isCreditCard(digits)).toBe(true);
    expect(card(digits)).toBeUndefined();
  });

  it.each(published)('%s with another last digit is none', (digits) => {
    const others = accepted(digits.slice(0, -1), (text) => card(text) === undefined);
    expect(others).toEqual([Number(digits.at(-1))]);
  });

  it('takes the old numbers of JCB and Maestro with twelve digits', () => {
    for (const [stem, length] of [
      ['1800', 15],
      ['2131', 15],
      ['5018', 12],
      ['6304', 12],
      ['6759', 19],
    ] as const) {
      const body = stem.padEnd(length - 1, '7');
      expect(accepted(body, (text) => card(text) === undefined)).toHaveLength(1);
    }
  });

  it('refuses a length in which the scheme does not issue, though Luhn is right', () => {
    // Visa with 14, American Express with 16, Mastercard with 17 digits.
    for (const stem of ['4111111111111', '378282246310001', '5105105105105101']) {
      expect(accepted(stem, (text) => isLuhn(text))).toHaveLength(1);
      expect(accepted(stem, (text) => card(text) === undefined)).toEqual([]);
    }
  });

  it('refuses a prefix that nobody issues, though Luhn is right', () => {
    expect(isLuhn('1234567812345670')).toBe(true);
    expect(card('1234567812345670')).toBe(notIssued);
    // The cheaper check comes first: most numbers fail in both.
    expect(card('1234567812345671')).toBe(notIssued);
    expect(card('4111111111111112')).toBe('the Luhn check digit is wrong');
  });

  // As the schemes publish them, first digits and lengths.
  const schemes: readonly (readonly [name: string, prefixes: string, lengths: readonly number[]])[] = [
    ['Visa', '4', [13, 16, 19]],
    ['Mastercard', '51-55 2221-2720', [16]],
    ['American Express', '34 37', [15]],
    ['Diners Club', '300-305 3095 36 38-39', [14, 16]],
    ['Discover', '6011 644-659', [16, 19]],
    ['JCB', '35', [16, 17, 18, 19]],
    ['JCB, its old numbers', '1800 2131', [15]],
    ['UnionPay', '62 8100-8171', [16, 17, 18, 19]],
    ['Maestro', '5018-5020 5038 56-58 0604 6304 6390 67', [12, 13, 14, 15, 16, 17, 18, 19]],
    ['Mir', '2200-2204', [16, 17, 18, 19]],
    ['Elo', '504175', [16]],
    ['Elo, Verve, RuPay', '506099-509999', [16, 18, 19]],
    ['Hipercard, RuPay', '606282-608500', [16]],
    ['Maestro, InterPayment', '636', [16, 17, 18, 19]],
    ['InstaPayment', '637-639', [16]],
    ['Switch, Solo', '6331-6334', [16, 18, 19]],
    ['UzCard, Humo', '8600 9860', [16]],
    ['RuPay', '8172-8299', [16]],
    ['Troy', '9792', [16]],
  ];
  const ranges = schemes.flatMap(([name, prefixes, lengths]) =>
    prefixes.split(' ').map((prefix) => {
      const [low, high = low] = prefix.split('-') as [string, string?];
      return { name, low: Number(low.padEnd(6, '0')), high: Number(high.padEnd(6, '9')), lengths };
    }),
  );

  it.each(ranges)('$name is issued from $low to $high in its lengths, and not beside them', ({ low, high }) => {
    for (const first of [low - 1, low, high, high + 1]) {
      const prefix = String(first).padStart(6, '0');
      for (const length of every(8).map((at) => 12 + at)) {
        const isIssued = ranges.some((one) => first >= one.low && first <= one.high && one.lengths.includes(length));
        const found = accepted(prefix.padEnd(length - 1, '0'), (text) => card(text) === undefined);
        expect([prefix, length, found.length]).toEqual([prefix, length, isIssued ? 1 : 0]);
      }
    }
  });

  it('tells by the first digit and the length what no scheme issues', () => {
    for (const digit of every(10)) {
      for (const count of every(20)) {
        const isIssued = ranges.some(
          ({ low, high, lengths }) =>
            digit >= Math.floor(low / 100_000) && digit <= Math.floor(high / 100_000) && lengths.includes(count),
        );
        expect([digit, count, beginningProblem(digit, count)]).toEqual([
          digit,
          count,
          isIssued ? undefined : notIssued,
        ]);
      }
    }
  });

  it('stands alone, by four, or as on the cards of American Express, Diners Club and UATP', () => {
    const known = ['4 6 5', '4 6 4', '4 3 3 3'];
    const isKnown = (lengths: readonly number[]) =>
      lengths.length === 1 ||
      known.includes(lengths.join(' ')) ||
      (lengths.slice(0, -1).every((length) => length === 4) && (lengths.at(-1) as number) <= 4);
    let all: number[][] = [[]];
    for (const _ of every(5)) {
      all = all.flatMap((lengths) => every(8).map((length) => [...lengths, length + 1]));
      const wrong = all.filter(
        (lengths) =>
          isCardGrouping({ lengthOf: (group) => lengths[group] ?? 0 }, lengths.length - 1) !== isKnown(lengths),
      );
      expect(wrong).toEqual([]);
    }
  });
});
