import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { redactKind } from '../../../filters/redact/config.ts';
import type { RedactSettings } from '../../../filters/redact/config.ts';
import { Explainer } from '../../../filters/redact/explain.ts';
import { create } from '../../../filters/redact/filter.ts';
import { identifiers } from '../../../filters/redact/identifiers.ts';
import { identifierNames } from '../../../filters/redact/names.ts';

const settingsOf = (input: object): RedactSettings => z.parse(redactKind.config, input);
const shipped = (settings: RedactSettings, record: string) =>
  create(settings).apply({ time: '2026-01-02T03:04:05.000Z', type: 'function', record })?.record;

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

  const others = identifiers.flatMap(({ name, examples }) => examples.noMatch.map((text) => [name, text] as const));
  it.each(others)('%s is not found in %j', (name, text) => {
    expect(shipped(settingsOf({ identifiers: [name] }), text)).toBe(text);
  });
});
