import { isDigit, isWord } from '../scan/characters.ts';
import { hasKeyword, keywords } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { beginningProblem, cardProblem, isCardGrouping } from '../validators/card.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const expirationWords = keywords('expir', 'exp', 'valid thru', 'valid through', 'good thru', 'exp date', 'mm/yy');
const securityWords = keywords('cvv', 'cvc', 'cvv2', 'cvc2', 'cid', 'csc', 'security code', 'card code', 'cvn');

// Numbers of 12 and 13 digits are also accounts and orders, so those of Maestro need one of these in front.
const cardWords = keywords(
  ...'card,pan,payment,charge,maestro,debit,credit,paid,purchase,used,cc,visa,amex,billed'.split(','),
);

const nearDistance = 12;
const track = /^((?:25)?B)(\d{12,19})(?:\^|%5E)/i;
const longestTrack = 25;

// Codes of goods have 13 or 14 digits, and those of four countries begin as Visa's old numbers do.
const goodsWords = keywords('ean', 'eans', 'gtin', 'gtins', 'isbn', 'isbns', 'barcode', 'ean13', 'gtin14', 'sku');
// Identifiers of traces, and counters of nanoseconds, in any length.
const counterWords = keywords('trace id', 'span id', 'uptime', 'nanos');
// In running text only: under these keys numbers are frequent, and never as long.
const placeWords = keywords('offset', 'lsn');

export const cardMatchers: readonly Matchers[] = [
  {
    numbers: [{ leastDigits: 12, plain: [12, 19], probe: findCard }],
    context: cardWords,
  },
  { words: [{ starts: ['B2#', 'B3#', 'B4#', 'B5#', 'B6#', '25B'], probe: findTrack }] },
  { context: goodsWords },
  { context: counterWords },
];
export const expirationMatchers: Matchers = {
  numbers: [{ leastDigits: 3, probe: findExpiration }],
  context: expirationWords,
};
export const securityCodeMatchers: Matchers = {
  numbers: [{ leastDigits: 3, plain: [3, 4], probe: findSecurityCode }],
  context: securityWords,
};

function findCard(scan: Scan, start: number): number {
  const { groups } = scan;
  const first = scan.code(start);
  // Times since 1970 begin with 1 and have 13, 16 or 19 digits; only old JCB numbers, of 15 digits, begin so.
  if (first === 49 && groups.groupAt(15) < 0) return 0;
  if (groups.lengthOf(0) === groups.total && groups.total > 19) return 0;
  let problem: string | undefined;
  let refusedEnd = 0;
  for (let last = groups.count - 1; last >= 0; last--) {
    const count = groups.sumOf(last);
    if (count > 19) continue;
    if (count < 12) break;
    if (!isCardGrouping(groups, last) || !groups.sameSeparator(last, '- ')) continue;
    const end = groups.endOf(last);
    // Rows of numbers of four digits come here at each of them.
    problem =
      beginningProblem(first - 48, count) ??
      isTorn(scan, start, end, last) ??
      cardProblem(groups.digitsFrom(scan.units, start, count), count);
    if (
      problem === undefined &&
      (last === 0 || count === 12) &&
      count < 14 &&
      first !== 52 &&
      !hasKeyword(scan, start, cardWords)
    ) {
      problem = 'in this length it needs a keyword in front';
    }
    const isOfGoods = problem === undefined && last === 0 && count < 15 && hasKeyword(scan, start, goodsWords);
    if (isOfGoods && !hasKeyword(scan, start, cardWords, nearDistance)) {
      problem = 'a keyword in front says it is the code of goods';
    }
    const isCounter = problem === undefined && last === 0;
    if (isCounter && (hasKeyword(scan, start, counterWords) || hasKeyword(scan, start, placeWords))) {
      problem = 'a keyword in front says it counts or identifies something else';
    }
    if (problem === undefined) {
      return scan.found('CreditCardNumber', start, end);
    }
    refusedEnd = end;
  }
  return problem === undefined ? 0 : scan.refuse('CreditCardNumber', start, refusedEnd, problem);
}

// What a magnetic stripe holds begins with `%B` and the number (ISO/IEC 7813): %B4111111111111111^DOE/JOHN^2712101? In a URL
// its percent sign is encoded, and decoded twice it would be none any more.
function findTrack(scan: Scan, start: number): number {
  const match = scan.code(start - 1) === 37 ? track.exec(scan.text.slice(start, start + longestTrack)) : null;
  if (match === null) return 0;
  const [, front = '', number = ''] = match;
  const from = start + front.length;
  const digits = scan.groups.digitsFrom(scan.units, from, number.length);
  return cardProblem(digits, number.length) === undefined
    ? scan.found('CreditCardNumber', from, from + number.length)
    : 0;
}

// Part of something longer: a decimal, an ARN's account, the last group of a UUID, or one group of a longer row.
function isTorn(scan: Scan, start: number, end: number, last: number): string | undefined {
  const before = scan.behind(start - 1);
  const after = scan.code(end);
  const next = scan.code(end + 1);
  if (isWord(after)) return 'it goes on as a word';
  if (before === 46 && isDigit(scan.code(start - 2))) return 'it is the fraction of a number';
  if (after === 46 && isDigit(scan.code(end + 1))) return 'it is the whole part of a number';
  if (last === 0 && before === 45 && !isWord(scan.behind(start - 2))) return 'it is a number below zero';
  if (before === 45 && isWord(scan.behind(start - 2))) return 'it goes on from the word in front of the hyphen';
  if (after === 45 && isWord(next)) return 'it goes on behind the hyphen';
  if (before === 58 && after === 58 && end - start === 12) return 'it is a field between colons, as in an ARN';
  if (
    last > 0 &&
    before === scan.groups.separatorOf(1) &&
    isDigit(scan.code(start - 2)) &&
    (before === 45 || isShort(scan, last))
  )
    return 'it is part of a longer row';
  return undefined;
}

// Three groups of four behind another are the rest of a number of sixteen whose check digit is wrong.
function isShort({ groups }: Scan, last: number): boolean {
  return last === 2 && groups.sumOf(2) === 12;
}

function findExpiration(scan: Scan, start: number): number {
  const { groups } = scan;
  const yearDigits = groups.lengthOf(1);
  const separator = groups.separatorOf(1);
  if (groups.count < 2 || (yearDigits !== 2 && yearDigits !== 4) || (separator !== 47 && separator !== 45)) return 0;
  const month = Number(scan.text.slice(start, groups.endOf(0)));
  const end = groups.endOf(1);
  if (month < 1 || month > 12 || (yearDigits === 4 && !scan.text.startsWith('20', end - 4))) return 0;
  if ((groups.count > 2 && groups.separatorOf(2) === separator) || scan.behind(start - 1) === separator) return 0;
  if (!hasKeyword(scan, start, expirationWords)) return 0;
  return scan.found('CreditCardExpiration', start, end);
}

function findSecurityCode(scan: Scan, start: number, end: number): number {
  if (end - start < 3 || end - start > 4 || !hasKeyword(scan, start, securityWords, 20)) return 0;
  return scan.found('CreditCardSecurityCode', start, end);
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const card = (): readonly IdentifierDeclaration[] => [
  {
    name: 'CreditCardNumber',
    group: 'default',
    summary: 'The number of a payment card, in one piece or grouped as on the card.',
    check: 'A prefix and length that a card scheme issues, the Luhn check digit, the grouping, and nothing attached.',
    examples: {
      match: [
        'card 4111 1111 1111 1111 declined',
        'amex=3782-822463-10005',
        'pan:5018000000000009',
        'maestro 501800000009',
        '%B4111111111111111^DOE/JOHN^2712101?',
        '"jcb": 3530111333300000',
      ],
      noMatch: [
        'order 4111111111111112',
        '1735787045500123456',
        'arn:aws:lambda:eu-west-1:501800000009:function:a',
        '0.4111111111111111',
        'ean 4866538308636',
      ],
    },
  },
  {
    name: 'CreditCardExpiration',
    group: 'financial',
    summary: 'The month and year a card expires.',
    check: 'MM/YY, MM-YY, MM/YYYY or MM-YYYY with a month from 1 to 12, and a keyword.',
    keywords: ['expir', 'exp', 'valid thru', 'valid through', 'good thru', 'exp date', 'mm/yy'],
    examples: {
      match: ['expires 09/28', 'card_exp=11/2029', 'valid thru: 01-27'],
      noMatch: ['page 09/28', 'expires 13/28', 'expires 2026-11-20'],
    },
  },
  {
    name: 'CreditCardSecurityCode',
    group: 'financial',
    summary: 'The three or four digits on the back of a card.',
    check: 'Three or four digits with a keyword within 20 characters in front.',
    keywords: ['cvv', 'cvc', 'cvv2', 'cvc2', 'cid', 'csc', 'security code', 'card code', 'cvn'],
    examples: {
      match: ['cvv 123', 'CVC: 9876', 'card_security_code=123'],
      noMatch: ['status 200', 'cvv 12345', 'took 123 ms'],
    },
  },
];
