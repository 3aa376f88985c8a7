import { createRequire } from 'node:module';
import cardValidator from 'card-validator';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../bench/redaction/random.ts';
import { cardNumber, failingNumber } from '../../../bench/redaction/values/cards.ts';
import { deaDigit, luhnDigit, nhsDigit, vinDigit } from '../../../bench/redaction/values/check-digits.ts';
import * as credentials from '../../../bench/redaction/values/credentials.ts';
import * as national from '../../../bench/redaction/values/national.ts';
import * as personal from '../../../bench/redaction/values/personal.ts';

// The package has no types of its own; these are the functions that are used here.
type Check = (text: string, locale?: string) => boolean;
const validator = createRequire(import.meta.url)('validator') as Readonly<
  Record<
    | 'isLuhnNumber'
    | 'isIBAN'
    | 'isEmail'
    | 'isIP'
    | 'isMACAddress'
    | 'isJWT'
    | 'isIdentityCard'
    | 'isTaxID'
    | 'isAbaRouting',
    Check
  >
>;

const random = createRandom(20);
const many = (make: () => string) => Array.from({ length: 300 }, make);
const plain = (text: string) => text.replace(/[\s-]/g, '');

describe('values of the labelled data', () => {
  const oracles: Record<string, [make: () => string, isValid: (text: string) => boolean]> = {
    'card numbers pass Luhn': [() => cardNumber(random), (text) => validator.isLuhnNumber(plain(text))],
    'card numbers are of a known brand': [
      () => cardNumber(random),
      (text) => cardValidator.number(plain(text), { luhnValidateUnionPay: true }).isPotentiallyValid,
    ],
    'order numbers fail Luhn': [() => failingNumber(random), (text) => !validator.isLuhnNumber(text)],
    'IBANs are valid': [() => personal.iban(random), (text) => validator.isIBAN(plain(text).toUpperCase())],
    'e-mail addresses are valid': [() => personal.emailAddress(random), (text) => validator.isEmail(text)],
    'IP addresses are valid': [() => personal.ipAddress(random), (text) => validator.isIP(text)],
    'MAC addresses are valid': [() => personal.macAddress(random), (text) => validator.isMACAddress(text)],
    'JWTs are well formed': [() => credentials.jwt(random), (text) => validator.isJWT(text)],
    'Aadhaar numbers pass Verhoeff': [
      () => national.aadhaar(random),
      (text) => validator.isIdentityCard(plain(text), 'IN'),
    ],
    'NIF numbers have their letter': [() => national.nif(random), (text) => validator.isIdentityCard(text, 'ES')],
    'NIE numbers have their letter': [() => national.nie(random), (text) => validator.isIdentityCard(text, 'ES')],
    'codici fiscali have their letter': [
      () => national.codiceFiscale(random),
      (text) => validator.isTaxID(text, 'it-IT') || validator.isIdentityCard(text, 'IT'),
    ],
    'CPF numbers have their digits': [
      () => national.cpf(random),
      (text) => validator.isTaxID(text.replace(/\D/g, ''), 'pt-BR'),
    ],
    'CNPJ numbers have their digits': [
      () => national.cnpj(random),
      (text) => validator.isTaxID(text.replace(/\D/g, ''), 'pt-BR'),
    ],
    'German tax ids have their digit': [() => national.germanTaxId(random), (text) => validator.isTaxID(text, 'de-DE')],
    'French numbers have their key': [
      () => national.insee(random),
      (text) => Number(plain(text).slice(0, 13)) % 97 === 97 - Number(plain(text).slice(13)),
    ],
    'Canadian numbers pass Luhn': [
      () => national.socialInsuranceNumber(random),
      (text) => validator.isTaxID(plain(text), 'en-CA'),
    ],
    'routing numbers pass ABA': [() => national.abaNumber(random), (text) => validator.isAbaRouting(text)],
  };
  it.each(Object.entries(oracles))('%s, by an independent check', (_, [make, isValid]) => {
    expect(many(make).filter((text) => !isValid(text))).toEqual([]);
  });

  it('agrees with published examples where no library has the check', () => {
    expect(['1M8GDM9AXKP042788', '11111111111111111'].map(vinDigit)).toEqual(['X', '1']);
    expect(nhsDigit('943476591')).toBe('9');
    expect(luhnDigit('80840123456789')).toBe('3');
    expect(deaDigit('123456')).toBe('3');
  });
});
