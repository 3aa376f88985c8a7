import { keywords } from '../scan/keyword.ts';
import { isCodiceFiscale } from '../validators/italian.ts';
import { isInsee } from '../validators/french.ts';
import { isLuhn } from '../validators/luhn.ts';
import { isNie, isNif } from '../validators/spanish.ts';
import { isVerhoeff } from '../validators/verhoeff.ts';
import { isCnpj, isCpf, isTaxIdDe } from '../validators/weighted.ts';
import { checkedCode, checkedNumber } from './checked.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const sinWords = ['sin', 'social insurance', 'nas'];
const cpfWords = ['cpf', 'cadastro de pessoa'];
const cnpjWords = ['cnpj', 'cadastro nacional'];
const taxWords = ['steuer', 'idnr', 'tin', 'tax id', 'taxid', 'idnummer'];
const aadhaarWords = ['aadhaar', 'aadhar', 'uidai', 'uid'];
const inseeWords = ['insee', 'nir', 'secu', 'sécurité sociale', 'securite sociale', 'numero ss'];

// HMRC, NIM39110: letters never used, prefixes never used, suffix A to D.
export const ninoMatchers = checkedCode({
  identifier: 'NationalInsuranceNumber-GB',
  lengths: [2, 9],
  shape:
    /^[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]([ -]?)\d{2}\1\d{2}\1\d{2}\1[A-Da-d](?!\w)/,
  isValid: (code) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/i.test(code),
  refusal: 'the prefix was never issued',
});

export const sinMatchers = checkedNumber({
  identifier: 'SocialInsuranceNumber-CA',
  digits: 9,
  groups: [3, 3, 3],
  separators: ['-', ' '],
  isValid: (digits) => /^[1-79]/.test(digits) && isLuhn(digits),
  refusal: 'the Luhn check digit is wrong',
  words: keywords(...sinWords),
  keyword: 'unless joined',
});

export const cpfMatchers = checkedNumber({
  identifier: 'CpfCode-BR',
  digits: 11,
  groups: [3, 3, 3, 2],
  separators: ['..-'],
  isValid: isCpf,
  refusal: 'a check digit is wrong',
  words: keywords(...cpfWords),
  keyword: 'unless grouped',
});

export const cnpjMatchers = checkedNumber({
  identifier: 'Cnpj-BR',
  digits: 14,
  groups: [2, 3, 3, 4, 2],
  separators: ['../-'],
  isValid: isCnpj,
  refusal: 'a check digit is wrong',
  words: keywords(...cnpjWords),
  keyword: 'unless grouped',
});

export const nifMatchers = checkedCode({
  identifier: 'NifNumber-ES',
  lengths: [9, 9],
  shape: /^\d{8}[A-Za-z](?!\w)/,
  isValid: isNif,
  refusal: 'the check letter is wrong',
});

export const nieMatchers = checkedCode({
  identifier: 'NieNumber-ES',
  lengths: [1, 9],
  shape: /^[XYZxyz](-?)\d{7}\1[A-Za-z](?!\w)/,
  isValid: isNie,
  refusal: 'the check letter is wrong',
});

export const inseeMatchers = [
  checkedNumber({
    identifier: 'InseeCode-FR',
    digits: 15,
    groups: [1, 2, 2, 2, 3, 3, 2],
    separators: [' '],
    isValid: isInsee,
    refusal: 'the key of two digits is wrong',
    words: keywords(...inseeWords),
    keyword: 'unless grouped',
  }),
  checkedCode({
    identifier: 'InseeCode-FR',
    lengths: [15, 15],
    shape: /^[1-478]\d{4}2[ABab]\d{8}(?!\w)/,
    isValid: isInsee,
    refusal: 'the key of two digits is wrong',
  }),
];

export const taxIdMatchers = checkedNumber({
  identifier: 'TaxId-DE',
  digits: 11,
  groups: [2, 3, 3, 3],
  separators: [' '],
  isValid: isTaxIdDe,
  refusal: 'the check digit or the pattern of repeated digits is wrong',
  words: keywords(...taxWords),
  keyword: 'always',
});

export const codiceFiscaleMatchers = checkedCode({
  identifier: 'NationalIdentificationNumber-IT',
  lengths: [16, 16],
  shape: /^[A-Za-z]{6}[\dA-Za-z]{10}(?!\w)/,
  isValid: isCodiceFiscale,
  refusal: 'the shape or the check letter is wrong',
});

export const aadhaarMatchers = checkedNumber({
  identifier: 'Aadhaar-IN',
  digits: 12,
  groups: [4, 4, 4],
  separators: [' ', '-'],
  isValid: (digits) => /^[2-9]/.test(digits) && isVerhoeff(digits),
  refusal: 'the Verhoeff check digit is wrong',
  words: keywords(...aadhaarWords),
  keyword: 'unless grouped',
});

const declare = (
  name: IdentifierDeclaration['name'],
  summary: string,
  check: string,
  match: readonly string[],
  noMatch: readonly string[],
  words?: readonly string[],
): IdentifierDeclaration => ({
  name,
  group: 'national',
  summary,
  check,
  ...(words === undefined ? {} : { keywords: words }),
  examples: { match, noMatch },
});

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const national = (): readonly IdentifierDeclaration[] => [
  declare(
    'NationalInsuranceNumber-GB',
    'A British national insurance number.',
    'Two letters that are issued, six digits, A to D; in one piece or in pairs.',
    ['nino AB123456C', 'AB 12 34 56 C', 'ni: jg103759a'],
    ['GB123456C', 'AB123456E', 'DA123456C'],
  ),
  declare(
    'SocialInsuranceNumber-CA',
    'A Canadian social insurance number.',
    'Nine digits with Luhn; a keyword unless they are joined by hyphens.',
    ['130-692-544', 'SIN 130 692 544', 'sin=130692544'],
    ['130-692-545', '130692544', '830-692-547'],
    sinWords,
  ),
  declare(
    'CpfCode-BR',
    'The tax number of a person in Brazil.',
    'Eleven digits with two check digits; a keyword unless they are grouped.',
    ['529.982.247-25', 'cpf 52998224725', 'CPF: 111.444.777-35'],
    ['529.982.247-26', '52998224725', '111.111.111-11'],
    cpfWords,
  ),
  declare(
    'Cnpj-BR',
    'The tax number of a company in Brazil.',
    'Fourteen digits with two check digits; a keyword unless they are grouped.',
    ['11.222.333/0001-81', 'cnpj 11222333000181', 'CNPJ: 11.444.777/0001-61'],
    ['11.222.333/0001-82', '11222333000181', '11.222.333-0001-81'],
    cnpjWords,
  ),
  declare(
    'NifNumber-ES',
    'The tax and identity number of a Spaniard.',
    'Eight digits and their letter by modulus 23.',
    ['DNI 12345678Z', 'nif=00000000T', '87654321x'],
    ['12345678A', '1234567Z', '123456789Z'],
  ),
  declare(
    'NieNumber-ES',
    'The identity number of a foreigner in Spain.',
    'X, Y or Z, seven digits and their letter by modulus 23.',
    ['X1234567L', 'NIE: Y-1234567-X', 'z1234567r'],
    ['X1234567A', 'W1234567L', 'X123456L'],
  ),
  declare(
    'InseeCode-FR',
    'The French social security number (NIR).',
    'Sex, month and the key by modulus 97; a keyword unless it is grouped. Corsica’s 2A and 2B too.',
    ['1 84 12 76 451 089 46', 'insee 184127645108946', 'nir 184122A45108933'],
    ['1 84 12 76 451 089 47', '184127645108946', '584127645108946'],
    inseeWords,
  ),
  declare(
    'TaxId-DE',
    'A German tax identification number.',
    'Eleven digits, one digit repeated as issued, ISO 7064 MOD 11,10, and a keyword.',
    ['Steuer-ID 86095742719', 'IdNr. 86 095 742 719', 'tax_id=47036892816'],
    ['86095742719', 'Steuer-ID 86095742718', 'Steuer-ID 12345678901'],
    taxWords,
  ),
  declare(
    'NationalIdentificationNumber-IT',
    'An Italian codice fiscale.',
    'Sixteen characters in their shape and the check letter.',
    ['RSSMRA85T10A562S', 'cf: rssmra85t10a562s', 'VRDGPP13R10B293P'],
    ['RSSMRA85T10A562T', 'RSSMRA85Z10A562S', 'RSSMRA85T10A562'],
  ),
  declare(
    'Aadhaar-IN',
    'An Indian Aadhaar number.',
    'Twelve digits, the first 2 to 9, with the Verhoeff check digit; a keyword unless they are grouped.',
    ['2341 2341 2346', 'aadhaar 234123412346', 'uid: 2341-2341-2346'],
    ['2341 2341 2347', '234123412346', '1341 2341 2346'],
    aadhaarWords,
  ),
];
