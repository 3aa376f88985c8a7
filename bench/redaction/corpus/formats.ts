import { encodeText, type Example, type Part, spell, type Text, type Tree } from '../labelled.ts';
import type { Random } from '../random.ts';
import { plainCardNumber } from '../values/cards.ts';
import { ipAddress } from '../values/personal.ts';
import { negativeField, negativeNumber, negativeSentence } from './negatives.ts';
import { fill } from './slots.ts';
import type { Subject } from './subjects.ts';

/** Writes one line of a format around the given subjects (one, two, or none). */
export type Format = (random: Random, subjects: readonly Subject[]) => Example;

// Marks that people put around a value.
const quotes = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”'],
] as const;
const brackets = [
  ['(', ')'],
  ['[', ']'],
  ['<', '>'],
  ['«', '»'],
  ['{', '}'],
] as const;

// `password=<…>` is how placeholders are written, and nobody puts the value of a header in brackets.
const quotedOnly = new Set(['PasswordKeyValue', 'BearerToken', 'BasicAuth']);

/** One of the subject's phrases around a new value, which one time in five stands in quotes or brackets of its own. */
export function phrase(random: Random, subject: Subject): Text {
  const [before = '', after = ''] = random.pick(subject.phrases).split('{}');
  const marks = quotedOnly.has(subject.type) ? quotes : [...quotes, ...brackets];
  const alreadyMarked = /["'<([{]$/.test(before) || /^["'>)\]}]/.test(after);
  const [open, close] = random.chance(0.2) && !alreadyMarked ? random.pick(marks) : ['', ''];
  return [before, open, ...subject.make(random), close, after];
}

function fields(random: Random, subjects: readonly Subject[]): { key: string; text: Text }[] {
  const labelled = subjects.map((subject) => ({ key: random.pick(subject.keys), text: subject.make(random) }));
  const harmless = Array.from({ length: random.int(2, 4) }, (): { key: string; text: Text } => {
    const { key, text } = negativeField(random);
    return { key, text: [text] };
  });
  const all = [...harmless];
  for (const field of labelled) all.splice(random.int(0, all.length), 0, field);
  return all.filter(
    ({ key }, index) => all.findIndex((other) => other.key === key) === index || labelled.some((l) => l.key === key),
  );
}

function object(pairs: readonly { key: string; text: Text }[]): Record<string, Tree> {
  return Object.fromEntries(pairs.map(({ key, text }) => [key, { text }]));
}

const level = (random: Random) => random.pick(['INFO', 'INFO', 'WARN', 'ERROR', 'DEBUG']);

const json: Format = (random, subjects) => {
  const inMessage = random.chance(0.5);
  const message: Text =
    inMessage && subjects[0] !== undefined ? phrase(random, subjects[0]) : [negativeSentence(random)];
  const number = negativeNumber(random);
  const tree: Record<string, Tree> = {
    timestamp: { plain: fill('{iso}', random) },
    level: { plain: level(random) },
    message: { text: message },
    ...object(fields(random, inMessage ? subjects.slice(1) : subjects)),
    [number.key]: { plain: number.number },
  };
  if (subjects[0]?.type === 'CreditCardNumber' && random.chance(0.2)) {
    tree['account_number'] = { numeric: { type: 'CreditCardNumber', text: plainCardNumber(random) } };
  }
  return { format: 'json', tree: { object: tree }, asText: random.chance(0.5) };
};

const nested: Format = (random, subjects) => {
  const inner: Tree = { object: { ...object(fields(random, subjects)), note: { plain: negativeSentence(random) } } };
  const wrapped = random.pick<() => Tree>([
    () => ({ object: { user: { object: { profile: inner } } } }),
    () => ({ object: { items: { list: [{ plain: fill('{uuid}', random) }, inner, { plain: random.int(1, 99) }] } } }),
    () => ({ object: { body: { embedded: inner }, isBase64Encoded: { plain: false } } }),
    () => ({
      object: {
        event: { object: { Records: { list: [{ object: { body: { embedded: { object: { detail: inner } } } } }] } } },
      },
    }),
    () => ({ object: { response: { embedded: { object: { payload: { embedded: inner } } } } } }),
  ])();
  const outer: Tree = {
    object: { level: { plain: level(random) }, time: { plain: Number(fill('{epochms}', random)) }, data: wrapped },
  };
  return { format: 'nested', tree: outer, asText: random.chance(0.5) };
};

const text: Format = (random, subjects) => {
  const escaped = (subject: Subject) => encodeText(phrase(random, subject), (part) => part.replaceAll('\n', '\\n'));
  const head = random.pick([
    () => `${fill('{iso}\t{uuid}', random)}\t${level(random)}\t`,
    () => `${fill('{day} {clock},{digits:3}', random)} ${level(random)} [main] ${fill('{class}', random)} - `,
    () => `[${level(random)}] ${fill('{iso} {uuid} ', random)}`,
    () => '',
  ])();
  const parts: Part[] = [head];
  const sentences = [...subjects.map(escaped), [negativeSentence(random)]];
  if (random.chance(0.5)) sentences.reverse();
  sentences.forEach((sentence, index) =>
    parts.push(...(index === 0 ? [] : [random.pick(['; ', ' | ', '. ', ', '])]), ...sentence),
  );
  return { format: 'text', text: parts };
};

const logfmt: Format = (random, subjects) => {
  const parts: Part[] = [`ts=${fill('{iso}', random)} level=${level(random).toLowerCase()}`];
  if (random.chance(0.6)) parts.push(` msg=${JSON.stringify(negativeSentence(random))}`);
  for (const { key, text } of fields(random, subjects)) {
    const quoted = /[\s"=]/.test(spell(text).text) || random.chance(0.15);
    const escape = (part: string) => part.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    parts.push(` ${key}=`, ...(quoted ? ['"', ...encodeText(text, escape), '"'] : text));
  }
  return { format: 'logfmt', text: parts };
};

const access: Format = (random, subjects) => {
  const query: Part[] = [];
  for (const { key, text } of fields(random, subjects)) {
    query.push(
      query.length === 0 ? '?' : '&',
      `${key}=`,
      ...encodeText(text, random.chance(0.5) ? encodeURIComponent : queryEncode),
    );
  }
  const client: Part = random.chance(0.7) ? { type: 'IpAddress', text: ipAddress(random) } : fill('{fqdn}', random);
  const referrer = random.chance(0.5) ? '-' : fill('https://{fqdn}{path}', random);
  return {
    format: 'access',
    text: [
      client,
      ` - ${random.pick(['-', '-', 'admin'])} [${fill('{clf}', random)}] "${random.pick(['GET', 'POST'])} ${fill('{path}', random)}`,
      ...query,
      ` HTTP/1.1" ${random.pick([200, 201, 302, 404, 500])} ${random.int(0, 99999)} "${referrer}" "${fill('{agent}', random)}"`,
    ],
  };
};

const percent: Format = (random, subjects) => {
  const encode = random.pick([encodeURIComponent, encodeURIComponent, formEncode, lowerEncode]);
  const pairs = fields(random, subjects);
  const head = random.pick(['body=', 'form data ', '', 'POST /submit ']);
  if (random.chance(0.3)) {
    const { text: whole, spans } = spell(jsonParts(pairs));
    const parts: Part[] = ['payload='];
    let at = 0;
    for (const { start, end, type } of spans) {
      const part = encode(whole.slice(start, end));
      parts.push(encode(whole.slice(at, start)), type === undefined ? { beside: part } : { type, text: part });
      at = end;
    }
    return { format: 'percent', text: [...parts, encode(whole.slice(at))] };
  }
  const parts: Part[] = [head];
  pairs.forEach(({ key, text }, index) => parts.push(index === 0 ? '' : '&', `${key}=`, ...encodeText(text, encode)));
  return { format: 'percent', text: parts };
};

function jsonParts(pairs: readonly { key: string; text: Text }[]): Text {
  const parts: Part[] = ['{'];
  pairs.forEach(({ key, text }, index) => {
    parts.push(`${index === 0 ? '' : ','}${JSON.stringify(key)}:"`);
    parts.push(...encodeText(text, (part) => JSON.stringify(part).slice(1, -1)), '"');
  });
  return [...parts, '}'];
}

// What browsers leave as it is in a query: everything that does not end it.
function queryEncode(part: string): string {
  return part.replace(/[\s"<>#%&+\\]/g, (character) => encodeURIComponent(character));
}

function formEncode(part: string): string {
  return encodeURIComponent(part).replaceAll('%20', '+');
}

function lowerEncode(part: string): string {
  return encodeURIComponent(part).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}

export const formats: Readonly<Record<string, Format>> = { json, nested, text, logfmt, access, percent };
