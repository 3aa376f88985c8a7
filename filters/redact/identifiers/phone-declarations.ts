import type { IdentifierDeclaration } from './declaration.ts';
import { phoneWords } from './phone-words.ts';

const national = (
  name: IdentifierDeclaration['name'],
  country: string,
  match: readonly string[],
  noMatch: readonly string[],
): IdentifierDeclaration => ({
  name,
  group: 'phone',
  summary: `A telephone number as it is dialled inside ${country}.`,
  check: 'The digits of a national number, and a keyword.',
  keywords: phoneWords,
  examples: { match, noMatch },
});

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const phone = (): readonly IdentifierDeclaration[] => [
  {
    name: 'PhoneNumber',
    group: 'phone',
    summary: 'A telephone number: international with +, North American, or any other with a keyword.',
    check: 'A calling code in use with a length it can have; or area code and exchange of the North American plan.',
    keywords: phoneWords,
    examples: {
      match: [
        '+44 20 7946 0958',
        'call (415) 555-2671 now',
        '415-555-2671',
        '+14155552671',
        'phone: 0541 754 301',
        'call me at 0044 20 7946 0958',
      ],
      noMatch: ['+0000', 'took 415 555 2671', '1735787045500', '112-555-2671', '+12345678'],
    },
  },
  national(
    'PhoneNumber-US',
    'the United States',
    ['cell 4155552671', 'phone 415 555 2671', 'tel: (415) 555 2671'],
    ['4155552671', 'phone 1155552671', 'id 415 555 2671'],
  ),
  national(
    'PhoneNumber-GB',
    'Great Britain',
    ['tel 020 7946 0958', 'mobile: 07700900123', 'phone=(0161) 496 0123'],
    ['020 7946 0958', 'tel 120 7946 0958', 'order 07700900123'],
  ),
  national(
    'PhoneNumber-DE',
    'Germany',
    ['Telefon 030 901820', 'Handy: 0151 23456789', 'tel (089) 636-48018'],
    ['030 901820', 'tel 130901', 'Nr. 0151 23456789'],
  ),
  national(
    'PhoneNumber-FR',
    'France',
    ['téléphone 01 42 68 53 00', 'portable: 0612345678', 'tel=01.42.68.53.00'],
    ['01 42 68 53 00', 'tel 00 42 68 53 00', 'ref 0612345678'],
  ),
  national(
    'PhoneNumber-ES',
    'Spain',
    ['telefono 912 345 678', 'movil: 612345678', 'tel=612-345-678'],
    ['912 345 678', 'tel 112 345 678', 'id 612345678'],
  ),
  national(
    'PhoneNumber-IT',
    'Italy',
    ['cellulare 347 1234567', 'telefono: 06 69812345', 'tel=3471234567'],
    ['347 1234567', 'tel 1471234567', 'id 3471234567'],
  ),
  national(
    'PhoneNumber-BR',
    'Brazil',
    ['celular (11) 91234-5678', 'telefone: 11 3123-4567', 'tel=11912345678'],
    ['11 91234-5678', 'tel 00912345678', 'id 11912345678'],
  ),
];
