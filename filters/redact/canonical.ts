import { groups } from './names.ts';

// Of coordinates and dates the separators are part of the value: 1.12. is not 11.2.
const separated: ReadonlySet<string> = new Set(['LatLong', 'DateOfBirth']);
const numbers: ReadonlySet<string> = new Set([
  ...['CreditCardNumber', 'CreditCardSecurityCode', 'BankAccountNumber-US', 'Iban', 'Ssn-US', 'MacAddress'],
  ...[...groups.phone, ...groups.health, ...groups.national].filter((name) => !separated.has(name)),
]);

/**
 * The one spelling of a value that people write in several: numbers without what groups their digits and in capitals,
 * addresses in lower case. Secrets, and what the user looks for, stay as they are. `text` has no escapes any more.
 */
export function canonical(identifier: string, text: string): string {
  if (identifier === 'EmailAddress' || identifier === 'IpAddress') return text.toLowerCase();
  return numbers.has(identifier) ? text.replace(/[^0-9A-Za-z]/g, '').toUpperCase() : text;
}
