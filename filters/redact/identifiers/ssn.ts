import { keywords } from '../scan/keyword.ts';
import { isItin, isSsn } from '../validators/ssn.ts';
import { checkedNumber } from './checked.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const ssnWords = ['ssn', 'social security', 'soc sec', 'ss#'];
const itinWords = ['itin', 'individual taxpayer', 'tax id', 'taxpayer id'];

// Numbers with hyphens need no keyword; three groups with spaces are also a status, a size and a time, so they do.
const written = { digits: 9, groups: [3, 2, 4], separators: ['-', ' '], keyword: 'unless joined' } as const;
// Of goods and papers.
const notBehind =
  /(?:\b|_|[a-z](?=[A-Z]))(?:sku|part|invoice|order|serial|model|item|product|batch|lot|isbn|ticket)(?: ?(?:no|nr|number|id|ref))?["'\\]{0,2}[.:=# ]{1,3}["'\\]{0,2}$/i;
const refusal = 'the number lies in a range that was never issued';

export const ssnMatchers = checkedNumber({
  ...written,
  identifier: 'Ssn-US',
  isValid: isSsn,
  notBehind,
  refusal,
  words: keywords(...ssnWords),
});
export const itinMatchers = checkedNumber({
  ...written,
  identifier: 'IndividualTaxIdentificationNumber-US',
  isValid: isItin,
  refusal,
  words: keywords(...itinWords),
});

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const ssn = (): readonly IdentifierDeclaration[] => [
  {
    name: 'Ssn-US',
    group: 'default',
    summary: 'A US Social Security number with hyphens; without them when a keyword stands in front.',
    check: 'Area not 000, 666 or 9xx, group not 00, serial not 0000, nothing attached.',
    examples: {
      match: ['ssn 536-90-4399', 'applicant: 123-45-6789.', 'SSN=536904399'],
      noMatch: ['000-12-3456', '666-12-3456', '912-34-5678', '536904399', '2026-123-45-6789', '123-45-6789-0'],
    },
  },
  {
    name: 'IndividualTaxIdentificationNumber-US',
    group: 'national',
    summary: 'A US individual taxpayer identification number.',
    check: 'Begins with 9, fourth and fifth digit in the ranges issued, nothing attached.',
    examples: {
      match: ['912-70-1234', 'itin 912 85 3456', 'ITIN: 912701234'],
      noMatch: ['912-45-1234', '812-70-1234', '912701234'],
    },
  },
];
