import { isDigit, isWord } from '../scan/characters.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { ibanCountries, ibanLength, isIban } from '../validators/iban.ts';
import type { IdentifierDeclaration } from './declaration.ts';

export const ibanMatchers: Matchers = {
  words: [
    {
      starts: ibanCountries.flatMap((country) => [`${country}#`, `${country.toLowerCase()}#`]),
      probe: findIban,
    },
  ],
};

function findIban(scan: Scan, start: number, end: number): number {
  if (!isDigit(scan.code(start + 2)) || !isDigit(scan.code(start + 3))) return 0;
  const length = ibanLength(scan.text.slice(start, start + 2).toUpperCase());
  const iban = end - start === length ? scan.text.slice(start, end) : grouped(scan, start, end, length);
  if (iban === undefined) return 0;
  const to = end - start === length ? end : start + iban.length + Math.ceil(length / 4) - 1;
  if (!isIban(iban)) return scan.refuse('Iban', start, to, 'the structure of its country or the modulus 97 is wrong');
  return scan.found('Iban', start, to);
}

// Groups of four with one space or hyphen between, as printed, or the `+` of a form: DE89 3704 0044 0532 0130 00.
function grouped(scan: Scan, start: number, end: number, length: number): string | undefined {
  if (end - start !== 4) return undefined;
  const separator = scan.code(end);
  if (separator !== 32 && separator !== 45 && separator !== 43) return undefined;
  const to = start + length + Math.ceil(length / 4) - 1;
  if (to > scan.length || isWord(scan.code(to))) return undefined;
  let iban = '';
  for (let at = start; at < to; at += 5) {
    if (at > start && scan.behind(at - 1) !== separator) return undefined;
    iban += scan.text.slice(at, Math.min(at + 4, to));
  }
  return /^\w+$/.test(iban) ? iban : undefined;
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const iban = (): readonly IdentifierDeclaration[] => [
  {
    name: 'Iban',
    group: 'default',
    summary: 'An international bank account number, in one piece or in groups of four, in either case.',
    check: 'The length and structure that its country issues, and modulus 97.',
    examples: {
      match: ['DE89370400440532013000', 'iban: GB29 NWBK 6016 1331 9268 19', 'from fr1420041010050500013m02606 to us'],
      noMatch: ['DE89370400440532013001', 'GB29NWBK60161331926819X', 'be12a4c8f0e6d2b4a8c0e2f4'],
    },
  },
];
