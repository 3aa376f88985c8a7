import { describe, expect, it } from 'vitest';
import { Explainer } from '../../../filters/redact/explain.ts';
import { settingsOf } from './settings.ts';

const explain = (text: string, settings: ReturnType<typeof settingsOf>) => new Explainer(settings).explain(text);

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

  it('shows a candidate once that both its escapes and the text around them show', () => {
    const text = '{"a":"\\u006aane@example.com"}';
    const found = explain(text, settingsOf());
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['\\u006aane@example.com']);
  });

  it('follows a private key from one text to the next, up to its end', () => {
    const explainer = new Explainer(settingsOf());
    const dashes = '-'.repeat(5);
    const texts = [
      `${dashes}BEGIN PRIVATE KEY${dashes}`,
      'MIIEpAIBAAKCAQEA7bq3',
      `${dashes}END PRIVATE KEY${dashes}`,
      'MIIE',
    ];
    expect(texts.map((text) => explainer.explain(text).map(({ identifier }) => identifier))).toEqual([
      ['PkcsPrivateKey'],
      ['PkcsPrivateKey'],
      ['PkcsPrivateKey'],
      [],
    ]);
  });

  it('shows what rules for paths name, and what is allowed at such a place', () => {
    const settings = settingsOf({ paths: { 'users[*].name': 'mask' }, allow: { paths: ['meta["request.id"]'] } });
    const text = '{"users":[{"name":"x"},{"name":"y"}],"meta":{"request.id":"a@example.com","by":"b@example.com"}}';
    const found = explain(text, settings);
    expect(found.map(({ path, start, end, decision }) => [path ?? text.slice(start, end), decision])).toEqual([
      ['users[0].name', 'redacted'],
      ['users[1].name', 'redacted'],
      ['meta["request.id"]', 'allowed'],
      ['a@example.com', 'allowed'],
      ['b@example.com', 'redacted'],
    ]);
  });

  it('says that a text cannot be looked at', () => {
    const text = `${'['.repeat(50_000)}"a%40example.com"${']'.repeat(50_000)}`;
    const [found, ...others] = explain(text, settingsOf());
    expect([found?.identifier, others]).toEqual(['MaskedRecord', []]);
  });

  it('never quotes the candidate in its reason', () => {
    for (const { reason } of explain('ssn 666-12-3456, card 4111111111111112', settingsOf()))
      expect(reason).not.toMatch(/\d{4}/);
  });
});
