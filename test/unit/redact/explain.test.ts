import { describe, expect, it } from 'vitest';
import { explain } from '../../../filters/redact/explain.ts';
import { settingsOf } from './settings.ts';

describe('explain', () => {
  it('says what became of each candidate and why, in the order of the text', () => {
    const text = 'a@example.org 4111111111111112 AKIAY3T6Z7QWERTUIO5P';
    const explanations = explain(text, settingsOf({ allow: { emailDomains: ['example.org'] } }));
    expect(
      explanations.map(({ identifier, start, end, decision }) => [identifier, text.slice(start, end), decision]),
    ).toEqual([
      ['EmailAddress', 'a@example.org', 'allowed'],
      ['CreditCardNumber', '4111111111111112', 'refused'],
      ['AwsAccessKeyId', 'AKIAY3T6Z7QWERTUIO5P', 'redacted'],
    ]);
    expect(explanations[1]?.reason).toMatch(/Luhn/);
  });

  it('shows what is part of something longer', () => {
    const [key, inner] = explain('password="AKIAY3T6Z7QWERTUIO5P and more"', settingsOf());
    expect(key).toMatchObject({ identifier: 'PasswordKeyValue', decision: 'redacted' });
    expect(inner).toMatchObject({ identifier: 'AwsAccessKeyId', decision: 'overlapped' });
  });

  it('gives offsets in the text as it is written, percent-encoded or not', () => {
    const text = 'x=1&mail=jane%40example.com&y';
    const found = explain(text, settingsOf()).find(({ decision }) => decision === 'redacted');
    expect(text.slice(found?.start, found?.end)).toBe('jane%40example.com');
  });

  it('never quotes the candidate in its reason', () => {
    for (const { reason } of explain('ssn 666-12-3456, card 4111111111111112', settingsOf()))
      expect(reason).not.toMatch(/\d{4}/);
  });
});
