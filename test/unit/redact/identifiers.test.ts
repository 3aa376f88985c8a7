import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { redactKind } from '../../../filters/redact/config.ts';
import type { RedactSettings } from '../../../filters/redact/config.ts';
import { Explainer } from '../../../filters/redact/explain.ts';
import { create } from '../../../filters/redact/filter.ts';
import { identifiers } from '../../../filters/redact/identifiers.ts';
import { groups, identifierNames } from '../../../filters/redact/names.ts';
import type { IdentifierName } from '../../../filters/redact/names.ts';

const settingsOf = (input: object): RedactSettings => z.parse(redactKind.config, input);
const shipped = (settings: RedactSettings, record: string) =>
  create(settings).apply({ time: '2026-01-02T03:04:05.000Z', type: 'function', record })?.record;

// What else is found in examples when everything is looked for: what comes first where two find the same, and a keyword.
const besides: Partial<Record<IdentifierName, IdentifierName>> = {
  AwsSecretKey: 'AwsAccessKeyId',
  BasicAuth: 'PasswordKeyValue',
  BearerToken: 'PasswordKeyValue',
  MailchimpKey: 'PasswordKeyValue',
  'PhoneNumber-US': 'PhoneNumber',
  'PhoneNumber-GB': 'PhoneNumber',
  'PhoneNumber-DE': 'PhoneNumber',
  'PhoneNumber-FR': 'PhoneNumber',
  'PhoneNumber-ES': 'SocialInsuranceNumber-CA',
  'PhoneNumber-IT': 'PhoneNumber',
};

describe('the declared identifiers', () => {
  it('are exactly those that can be selected, in the same order', () => {
    expect(identifiers.map(({ name }) => name)).toEqual(identifierNames);
    expect(identifierNames.length).toBeGreaterThan(95);
  });

  it.each(identifiers.map((identifier) => [identifier.name, identifier] as const))(
    '%s has three examples and three look-alikes',
    (_name, { examples }) => {
      expect(new Set(examples.match).size).toBeGreaterThanOrEqual(3);
      expect(new Set(examples.noMatch).size).toBeGreaterThanOrEqual(3);
    },
  );

  const matching = identifiers.flatMap(({ name, examples }) => examples.match.map((text) => [name, text] as const));
  it.each(matching)('%s is found and replaced in %j', (name, text) => {
    const settings = settingsOf({ identifiers: [name] });
    const found = new Explainer(settings).explain(text).filter(({ decision }) => decision === 'redacted');
    expect(found.map(({ identifier }) => identifier)).toContain(name);
    const changed = String(shipped(settings, text));
    expect(changed).toContain(`[${name}]`);
    for (const { start, end } of found) expect(changed).not.toContain(text.slice(start, end));
  });

  const all = settingsOf({ identifiers: Object.keys(groups).map((group) => `@${group}`) });
  it.each(matching)('%s and nothing else is found in %j, whatever is looked for besides', (name, text) => {
    const found = new Explainer(all).explain(text).filter(({ decision }) => decision === 'redacted');
    expect(found).not.toEqual([]);
    expect(found.map(({ identifier }) => identifier).filter((one) => one !== name && one !== besides[name])).toEqual(
      [],
    );
  });

  const others = identifiers.flatMap(({ name, examples }) => examples.noMatch.map((text) => [name, text] as const));
  it.each(others)('%s is not found in %j', (name, text) => {
    expect(shipped(settingsOf({ identifiers: [name] }), text)).toBe(text);
  });
});
