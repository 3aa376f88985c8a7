import type { Example, Part } from '../labelled.ts';
import { createRandom, digits, type Random } from '../random.ts';
import { anyCardNumber } from '../values/cards.ts';
import * as personal from '../values/personal.ts';
import { fill } from './slots.ts';

type Maker = (random: Random) => string;

const values: Readonly<Record<string, Maker>> = {
  EmailAddress: personal.emailAddress,
  CreditCardNumber: anyCardNumber,
  'Ssn-US': personal.ssn,
  IpAddress: personal.ipAddress,
  Iban: personal.iban,
  PhoneNumber: prosePhone,
};

/** Phone numbers as people and test-data generators write them, local ones, extensions and all. */
function prosePhone(random: Random): string {
  const n = (count: number) => random.chars(count, digits);
  const area = `${random.int(2, 9)}${random.int(0, 8)}${random.int(2, 9)}`;
  const exchange = `${random.int(2, 9)}${n(1)}${random.int(2, 9)}`;
  return random.pick<Maker>([
    personal.phoneNumber,
    personal.phoneNumber,
    () => `(${area})${exchange}-${n(4)}`,
    () => `${area}-${exchange}-${n(4)}x${n(3)}`,
    () => `001-${area}-${exchange}-${n(4)}`,
    () => `+1-${area}-${exchange}-${n(4)}x${n(4)}`,
    () => `${area}.${exchange}.${n(4)}`,
    () => `${area}${exchange}${n(4)}`,
    () => `07${n(3)} ${n(6)}`,
    () => `020 7${n(3)} ${n(4)}`,
    () => `(0${n(3)}) ${n(3)} ${n(3)}`,
    () => `0${random.int(2, 9)}${n(1)} ${n(6)}`,
    () => `0${random.int(1, 9)} ${n(2)} ${n(2)} ${n(2)} ${n(2)}`,
    () => `6${n(2)} ${n(2)} ${n(2)} ${n(2)}`,
    () => `(0${random.int(2, 8)}) ${n(4)} ${n(4)}`,
  ])(random);
}

// `{{Type}}` is a labelled value; single braces are harmless slots.
const sentences: readonly string[] = [
  'Please send the signed contract to {{EmailAddress}} before Friday.',
  'You can reach {First} {Last} at {{EmailAddress}} or, if urgent, by phone on {{PhoneNumber}}.',
  'My card number is {{CreditCardNumber}}, could you check the last payment?',
  'The charge on {{CreditCardNumber}} was reversed after {int:2-30} days.',
  'I used {{CreditCardNumber}} in shop {int:1-90} and it was declined twice.',
  '{First} paid {int:10-900} euros with card {{CreditCardNumber}} on {day}.',
  'Her social security number is {{Ssn-US}}.',
  'The form lists {{Ssn-US}} for {First} {Last}, born in {int:1940-2005}.',
  'Our records show SSN {{Ssn-US}}, is that right?',
  'The attack came from {{IpAddress}} shortly after midnight.',
  'I cannot connect to {{IpAddress}} from my office, {First} can.',
  'Whitelist {{IpAddress}} and {{IpAddress}}, please.',
  'Transfer the deposit of {int:100-5000} EUR to {{Iban}} this week.',
  'The account {{Iban}} belongs to {First} {Last}.',
  'Could you pay into {{Iban}}? The reference is {int:1000-9999}.',
  'Call me at {{PhoneNumber}} after {int:1-12} pm.',
  'My phone number is {{PhoneNumber}}.',
  'My new number: {{PhoneNumber}}. The old one, from {int:1990-2020}, is gone.',
  'Text {First} on {{PhoneNumber}} when you arrive.',
  'The office can be contacted by telephone: {{PhoneNumber}}.',
  'Fax or phone: {{PhoneNumber}}',
  'What is the cost of a call to {{PhoneNumber}} from abroad?',
  'Dial {{PhoneNumber}} and ask for {First}.',
  '{First} {Last} ({{PhoneNumber}}) will meet you at gate {int:1-60}.',
  'Tel. {{PhoneNumber}}, e-mail {{EmailAddress}}',
  'Write to {{EmailAddress}}; the mobile {{PhoneNumber}} is off at night.',
];

const harmless: readonly string[] = [
  'We sold {int:100-9999} tickets in {int:1990-2026}, which is {int:1-90} percent more.',
  'Flight {upper:2}{int:100-9999} leaves at {clock} from gate {int:1-60}.',
  'The book has {int:100-900} pages and the ISBN ends in {int:0-9}.',
  'Order {order} has not arrived, {First} says.',
  'Version {semver} fixed the crash, {semver} brought it back.',
  'The parcel {upper:2}{digits:9}{upper:2} is in the depot at {word} street {int:1-200}.',
  'Chapter {int:1-9}.{int:1-20}.{int:1-9} covers refunds of up to {int:100-999}.{digits:2} dollars.',
  'Between {int:1900-1999} and {int:2000-2026} the town grew from {int:1000-9999} to {int:10000-99999} people.',
  '{First} lives at {int:1-999} {Last} Road, {upper:2} {digits:5}.',
  'The meeting of {day} was moved to {clock}.',
  'Serial {code:4}-{code:4}-{code:4} is out of warranty.',
  'He ran {int:5-42}.{digits:3} km in {clock}.',
];

/** `count` sentences with personal data in three of four. The same seed makes the same sentences. */
export function labelledProse(seed: number, count: number): Example[] {
  const random = createRandom(seed * 31 + 17);
  return Array.from({ length: count }, () => ({
    format: 'prose',
    text: sentence(random.chance(0.75) ? random.pick(sentences) : random.pick(harmless), random),
  }));
}

function sentence(template: string, random: Random): Part[] {
  return template.split(/(\{\{[\w-]+\}\})/).map((part): Part => {
    if (!part.startsWith('{{')) return fill(part, random);
    const type = part.slice(2, -2);
    const make = values[type];
    if (make === undefined) throw new Error(`No value is called "${type}" in the sentence: ${template}`);
    return { type, text: make(random) };
  });
}
