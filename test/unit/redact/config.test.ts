import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { IssueWords } from '../../../src/contracts/config.ts';
import { redactKind } from '../../../filters/redact/config.ts';
import { groups, selectIdentifiers } from '../../../filters/redact/names.ts';
import { settingsOf } from './settings.ts';

const messages = (input: object): string[] => {
  const result = z.safeParse(redactKind.config, input);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const { wrong, fix } = (issue.code === 'custom' && (issue.params as IssueWords | undefined)) || {};
    return [`${issue.path.join('.')}: ${wrong === undefined ? '' : `${wrong}; `}${issue.message}`, fix]
      .filter((part) => part !== undefined)
      .join('. ');
  });
};

describe('the settings of redact', () => {
  it('are complete without any', () => {
    expect(settingsOf()).toMatchObject({
      mode: 'enforce',
      identifiers: '@default',
      method: 'replace',
      onError: 'mask-record',
    });
  });

  it.each([
    [
      'an unknown identifier with the nearest known one',
      { identifiers: ['@default', 'IpAdress'] },
      /identifiers: .*`IpAdress` is unknown, did you mean IpAddress/,
    ],
    [
      'an unknown group with the groups there are',
      { identifiers: '@everything' },
      /one of the groups @default, @network/,
    ],
    ['what needs a language model', { identifiers: '+Name' }, /Name does: redact it with keys or paths/],
    [
      'an identifier of CloudWatch that is not offered',
      { identifiers: ['@default', 'arn:aws:dataprotection::aws:data-identifier/PassportNumber-US'] },
      /`PassportNumber-US` of CloudWatch is not offered: redact it with keys, paths or a pattern of your own$/,
    ],
    ['a code that is not offered', { identifiers: '+ZipCode-US' }, /`ZipCode-US` of CloudWatch is not offered/],
    [
      'an insurance number that is not offered',
      { identifiers: 'HealthInsuranceCardNumber-EU' },
      /EU` of CloudWatch is not offered/,
    ],
    ['a name that is like none', { identifiers: 'Quarry' }, /`Quarry` is unknown$/],
    ['off among the identifiers', { identifiers: 'off' }, /only mode: off and SLUICE_REDACT=off/],
    ['a list that selects nothing', { identifiers: '-@default' }, /only mode: off and SLUICE_REDACT=off/],
    ['a list that takes out all it adds', { identifiers: ['@network', '-@network'] }, /only mode: off/],
    ['hmac without a key', { method: 'hmac' }, /hmacKey: .*at least 16 characters/],
    [
      'a rule for an identifier that is not selected',
      { rules: [{ id: 'IpAddress', method: 'mask' }] },
      /rules\.0\.id: .*not selected/,
    ],
    ['a rule that names nothing', { rules: [{ id: 'employee' }] }, /Give the rule a pattern/],
    [
      'a pattern under the name of an identifier',
      { rules: [{ id: 'Iban', pattern: 'EMP\\d{5}' }] },
      /rules\.0\.id: an identifier has this name; .*Choose another/,
    ],
    [
      'two patterns with one id',
      {
        rules: [
          { id: 'X', pattern: 'EMP\\d{5}' },
          { id: 'X', pattern: 'FOO\\d{5}', method: 'count' },
        ],
      },
      /rules\.1\.id: rules\.0 has this id/,
    ],
    [
      'two rules for one identifier',
      {
        rules: [
          { id: 'Jwt', method: 'mask' },
          { id: 'Jwt', method: 'count' },
        ],
      },
      /rules\.1\.id: rules\.0 has this id/,
    ],
    [
      'a pattern that could hold an invocation up, with a rewrite',
      { rules: [{ id: 'e', pattern: 'EMP-\\d+' }] },
      /no upper bound; a pattern such as EMP-\\d\{1,64\}/,
    ],
    ['the empty name of a key', { keys: ['token', ''] }, /^keys\.1: a name with letters/],
    ['the name of a key that is no more than signs', { keys: ['_- '] }, /^keys\.0: a name with letters/],
    ['an empty identifier', { identifiers: ['@default', ''] }, /^identifiers\.1: a name with letters/],
    ['an empty value that is allowed', { allow: { values: [' -'] } }, /^allow\.values\.0: a value that is more/],
    ['an unknown setting', { identifier: '@default' }, /nrecognized|Invalid/],
  ])('name %s', (_what, input, expected) => {
    expect(messages(input).join('\n')).toMatch(expected);
  });

  it.each(['*', '*.example.com', '@example.com', 'a@example.com', '', 'example.'])(
    'refuse a domain that no address could have: %j',
    (domain) => {
      expect(messages({ allow: { emailDomains: [domain] } })).toEqual([
        expect.stringMatching(/^allow\.emailDomains\.0: a domain as it stands behind the @/),
      ]);
    },
  );

  it('take domains of one part, and in other letters', () => {
    expect(messages({ allow: { emailDomains: ['localhost', 'mail.example.com', 'müller.example'] } })).toEqual([]);
  });

  it('take a list as one text with a comma too many', () => {
    expect(messages({ identifiers: '@default,', keys: 'employeeId,,badge' })).toEqual([]);
  });

  it('may look for nothing but what is the user’s own', () => {
    const identifiers = '-@default';
    expect(messages({ identifiers, keys: 'employeeId' })).toEqual([]);
    expect(messages({ identifiers, paths: { 'user.name': 'remove' } })).toEqual([]);
    expect(messages({ identifiers, rules: [{ id: 'badge', pattern: 'EMP\\d{5}' }] })).toEqual([]);
    expect(messages({ identifiers, mode: 'off' })).toEqual([]);
  });

  it.each(['', '.', '..', 'a.', '.a', 'a..b', 'a[', 'a]', 'a[]', 'a["b]', 'a.["b"]', 'a\\.b', '"a.b"', 'user*', ' a'])(
    'refuse a path that could never name a place: %j',
    (path) => {
      const place = z.safeParse(redactKind.config, { paths: { [path]: 'mask' } }).error?.issues[0]?.path;
      expect(place).toEqual(['paths', path]);
      expect(messages({ allow: { paths: [path] } })).toEqual([
        expect.stringMatching(/^allow\.paths\.0: names joined by/),
      ]);
    },
  );

  it('never quote the key of hmac', () => {
    expect(messages({ method: 'hmac', hmacKey: 'too-short' }).join()).not.toContain('too-short');
  });
});

describe('a list of identifiers', () => {
  it('begins with the defaults when it only adds and removes', () => {
    const names = selectIdentifiers('+IpAddress,-Jwt');
    expect(names.has('EmailAddress') && names.has('IpAddress')).toBe(true);
    expect(names.has('Jwt')).toBe(false);
  });

  it('is exactly what it names otherwise', () => {
    expect([...selectIdentifiers(['EmailAddress', '@network'])]).toEqual(['EmailAddress', ...groups.network]);
  });

  it('takes the ARN of a data identifier of CloudWatch', () => {
    const arn = 'arn:aws:dataprotection::aws:data-identifier/';
    expect([...selectIdentifiers(`${arn}Ssn-US,${arn}BankAccountNumber-DE`)]).toEqual(['Ssn-US', 'Iban']);
  });
});
