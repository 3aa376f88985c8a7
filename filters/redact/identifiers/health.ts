import { keywords } from '../scan/keyword.ts';
import type { Matchers } from '../scan/scan.ts';
import { isLuhn } from '../validators/luhn.ts';
import { isAba, isDea, isNhsNumber } from '../validators/weighted.ts';
import { checkedCode, checkedNumber } from './checked.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const nhsWords = ['nhs', 'patient', 'health service'];
const npiWords = ['npi', 'provider', 'hipaa'];
const deaWords = ['dea', 'drug enforcement', 'prescri', 'registrant'];
const abaWords = ['routing', 'aba', 'rtn', 'transit', 'bank account', 'wire'];

export const nhsMatchers = checkedNumber({
  identifier: 'NhsNumber-GB',
  digits: 10,
  groups: [3, 3, 4],
  separators: [' ', '-'],
  isValid: isNhsNumber,
  refusal: 'the modulus 11 is wrong',
  words: keywords(...nhsWords),
  keyword: 'always',
});

export const npiMatchers = checkedNumber({
  identifier: 'NationalProviderId-US',
  digits: 10,
  groups: [10],
  separators: [],
  // The prefix of US health applications (ISO 7812) is part of the Luhn sum: CMS, NPI check digit.
  isValid: (digits) => /^[12]/.test(digits) && isLuhn(`80840${digits}`),
  refusal: 'the Luhn check digit with prefix 80840 is wrong',
  words: keywords(...npiWords),
  keyword: 'always',
});

export const deaMatchers = checkedCode({
  identifier: 'DrugEnforcementAgencyNumber-US',
  lengths: [9, 9],
  shape: /^[A-Za-z][A-Za-z9]\d{7}(?!\w)/,
  isValid: isDea,
  refusal: 'the check digit is wrong',
  words: keywords(...deaWords),
});

// CMS, "Understanding the MBI": position by position, without S, L, O, I, B, Z.
const letter = '[AC-HJKMNP-RT-Y]';
const either = '[0-9AC-HJKMNP-RT-Y]';
export const mbiMatchers = checkedCode({
  identifier: 'MedicareBeneficiaryNumber-US',
  lengths: [4, 11],
  shape: new RegExp(`^[1-9]${letter}${either}\\d(-?)${letter}${either}\\d\\1${letter}{2}\\d\\d(?!\\w)`),
  isValid: () => true,
  refusal: '',
});

export const abaMatchers: Matchers = checkedNumber({
  identifier: 'BankAccountNumber-US',
  digits: 9,
  groups: [4, 4, 1],
  separators: ['-', ' '],
  isValid: isAba,
  refusal: 'the check digit or the district is wrong',
  words: keywords(...abaWords),
  keyword: 'always',
});

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const health = (): readonly IdentifierDeclaration[] => [
  {
    name: 'NhsNumber-GB',
    group: 'health',
    summary: 'A number of the National Health Service.',
    check: 'Ten digits with modulus 11, and a keyword.',
    keywords: nhsWords,
    examples: {
      match: ['NHS 943 476 5919', 'patient: 9434765919', 'nhs_number=943-476-5919'],
      noMatch: ['943 476 5919', 'NHS 943 476 5918', 'patient 12345'],
    },
  },
  {
    name: 'NationalProviderId-US',
    group: 'health',
    summary: 'A US national provider identifier.',
    check: 'Ten digits, the first 1 or 2, Luhn with the prefix 80840, and a keyword.',
    keywords: npiWords,
    examples: {
      match: ['NPI 1234567893', 'provider: 1245319599', 'npi=1234567893'],
      noMatch: ['1234567893', 'NPI 1234567890', 'NPI 3234567893'],
    },
  },
  {
    name: 'DrugEnforcementAgencyNumber-US',
    group: 'health',
    summary: 'A number of the US Drug Enforcement Administration.',
    check: 'Two letters and seven digits with their check digit, and a keyword.',
    keywords: deaWords,
    examples: {
      match: ['DEA AB1234563', 'prescriber F91234563', 'dea: ab1234563'],
      noMatch: ['AB1234563', 'DEA AB1234564', 'DEA 121234563'],
    },
  },
  {
    name: 'MedicareBeneficiaryNumber-US',
    group: 'health',
    summary: 'A US Medicare beneficiary identifier.',
    check: 'Eleven characters, letter or digit at each place as issued, with or without hyphens.',
    examples: {
      match: ['1EG4-TE5-MK73', 'mbi 1EG4TE5MK73', 'claim for 2AC3-DE4-FG56.'],
      noMatch: ['0EG4-TE5-MK73', '1SG4TE5MK73', '1EG4-TE5-MK7'],
    },
  },
  {
    name: 'BankAccountNumber-US',
    group: 'financial',
    summary: 'A US bank routing number.',
    check: 'Nine digits with weights 3, 7, 1 and a Federal Reserve district, and a keyword.',
    keywords: abaWords,
    examples: {
      match: ['routing 021000021', 'ABA: 0110-0001-5', 'rtn=121000358'],
      noMatch: ['021000021', 'routing 021000022', 'routing 991000021'],
    },
  },
];
