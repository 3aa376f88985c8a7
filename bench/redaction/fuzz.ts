import { isDeepStrictEqual } from 'node:util';
import type { Filter } from '../../src/contracts/filter.ts';
import type { JsonValue } from '../../src/contracts/record.ts';
import { coreSubjects } from './corpus/subjects.ts';
import { spell } from './labelled.ts';
import { createRandom, type Random } from './random.ts';
import { maskedWhole, redactorOf } from './redactor.ts';
import type { Row } from './table.ts';

/** What went wrong in how many records. All must be 0. */
export interface FuzzCounts {
  readonly records: number;
  brokenJson: number;
  secondPass: number;
  leaked: number;
  exceptions: number;
  /** The first few, for tuning seeds. */
  readonly failures: FuzzFailure[];
}

export interface FuzzFailure {
  readonly what: 'brokenJson' | 'secondPass' | 'leaked' | 'exceptions';
  readonly record: JsonValue;
  readonly output: JsonValue | undefined;
  /** What a second pass made of it. */
  readonly again: JsonValue | undefined;
}

const mostFailures = 200;

// Pieces that patterns begin with, end with or stumble over.
const pieces = [
  '@',
  '.',
  ':',
  '::',
  '-',
  '--',
  '+',
  '%',
  '%4',
  '%40',
  '%2540',
  '\\',
  '\\"',
  '\\u0040',
  '\\n',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '=',
  '&',
  '?',
  '/',
  '://',
  ' ',
  '\t',
  '\n',
  '\r',
  '\0',
  '(',
  ')',
  '*',
  '[EmailAddress]',
  '[EmailAddress:',
  '[Jwt]',
  'password',
  'password=',
  '"password":"',
  'password is ',
  'password for a: ',
  'name=pwd value=',
  'user[pwd]=',
  "pwd: [ '",
  'pwd=Some("',
  '<password>',
  '</password>',
  '"]=>\n  string(9) "',
  '""pwd"":""',
  'INSERT INTO t (a, pwd) VALUES (',
  'mysql -p',
  'curl -u ',
  ' -> ',
  'hunter2x',
  '0(532) ',
  'tcp(',
  '#',
  '>',
  '<',
  'secret',
  'token:',
  'Bearer ',
  'Basic ',
  'eyJ',
  'AKIA',
  'ghp_',
  'sk-',
  'xoxb-',
  '-----BEGIN PRIVATE ',
  'KEY-----',
  '-----END ',
  'http://a:b',
  'user:',
  'phone ',
  'ssn ',
  '4111',
  '1234567',
  '9',
  '0',
  'DE89',
  'GB82',
  'a',
  'b',
  'abc',
  'ü',
  'пароль',
  '密码',
  '😀',
  '\ud83d',
  '\u2028',
  '\u200b',
  '\ufeff',
  '1.2.3',
  '255',
  'ff',
  'null',
] as const;

/**
 * Runs `count` random records through new filters: strings, JSON in strings and objects, half of them with a canary (a value
 * that must be found) set off by blanks. A filter is made anew for every 50 records, since a private key's start stays open.
 */
export function fuzz(seed: number, count: number, create: () => Filter): FuzzCounts {
  const random = createRandom(seed * 31 + 41);
  const counts: FuzzCounts = { records: count, brokenJson: 0, secondPass: 0, leaked: 0, exceptions: 0, failures: [] };
  for (let done = 0; done < count; done += 50) {
    const filter = create();
    for (let index = 0; index < 50; index++) one(random, filter, create, counts);
    counts.exceptions += filter.counters?.()['errors'] ?? 0;
  }
  return counts;
}

function one(random: Random, filter: Filter, create: () => Filter, counts: FuzzCounts): void {
  const canary = random.chance(0.5) ? makeCanary(random) : undefined;
  const record = makeRecord(random, canary?.text ?? '');
  let output: JsonValue | undefined;
  let again: JsonValue | undefined;
  const failed = (what: FuzzFailure['what']) => {
    counts[what] += 1;
    if (counts.failures.length < mostFailures) counts.failures.push({ what, record, output, again });
  };
  try {
    output = redactorOf(filter)(record);
    const text = typeof output === 'string' ? output : JSON.stringify(output ?? null);
    if (canary !== undefined && text.includes(canary.value)) failed('leaked');
    if (typeof record === 'string' && isJson(record) && !isJson(text) && !maskedWhole.test(text)) failed('brokenJson');
    if (output === undefined) return;
    again = redactorOf(create())(output);
    if (!isDeepStrictEqual(again, output)) failed('secondPass');
  } catch {
    failed('exceptions');
  }
}

function makeCanary(random: Random): { text: string; value: string } {
  for (;;) {
    const parts = random.pick(coreSubjects).make(random);
    const value = parts.find((part) => typeof part !== 'string' && 'type' in part) as { text: string };
    // A password is nothing without its key, an AWS secret nothing without its name, and fuzz may tear a key from its end.
    const type = (value as { type?: string }).type ?? '';
    if (!['PasswordKeyValue', 'AwsSecretKey'].includes(type) && !type.endsWith('PrivateKey')) {
      return { text: spell(parts).text, value: value.text };
    }
  }
}

function makeRecord(random: Random, canary: string): JsonValue {
  const noise = () => Array.from({ length: random.int(0, 12) }, () => random.pick(pieces)).join('');
  const text = () => (canary === '' ? noise() : `${noise()} ${canary} ${noise()}`);
  return random.pick<() => JsonValue>([
    text,
    text,
    () => JSON.stringify({ message: text(), [noise()]: noise() }),
    () => JSON.stringify({ body: JSON.stringify({ inner: text() }), list: [noise(), random.int(0, 1e9)] }),
    () => ({ message: text(), [noise()]: [noise(), { [noise()]: noise() }, null, true, random.int(0, 1e15)] }),
    () => ({ a: { b: { c: text() } }, __proto__x: noise() }),
    () => `${noise()}${JSON.stringify({ m: text() })}${noise()}`,
  ])();
}

// A number alone is JSON too, and rightly none once it has become a name in brackets.
function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The figures on safety. A run that did not end in time is an endless loop until shown otherwise. */
export function fuzzRows(counts: FuzzCounts | { readonly endless: string }): Row[] {
  if ('endless' in counts) {
    return [
      {
        what: 'endless loop under fuzz',
        mustReach: '0',
        measured: `no end in time: ${counts.endless}`,
        reference: '-',
        ok: false,
      },
    ];
  }
  const row = (what: string, count: number): Row => {
    return { what, mustReach: '0', measured: String(count), reference: '-', ok: count === 0 };
  };
  return [
    row(`broken JSON in ${counts.records} fuzzed records`, counts.brokenJson),
    row('  second pass changes something', counts.secondPass),
    row('  leaked canary', counts.leaked),
    row('  exception', counts.exceptions),
    row('  endless loop', 0),
  ];
}
