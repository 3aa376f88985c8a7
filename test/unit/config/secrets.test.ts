import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { loadConfig } from '../../../src/config/load.ts';
import { maskTexts, maskValue, secretTexts } from '../../../src/config/secrets.ts';
import { load, redactKind } from './configuration.ts';

const canary = 'canary-4711-0815';
const bucket = { SLUICE_S3_BUCKET: 'a-bucket' };

describe('secrets', () => {
  it.each<[what: string, environment: Record<string, string>]>([
    ['headers', { SLUICE_HTTP_URL: 'https://a.example', SLUICE_HTTP_HEADERS: `Authorization=Bearer ${canary}` }],
    ['headers that cannot be read', { SLUICE_HTTP_URL: 'https://a.example', SLUICE_HTTP_HEADERS: `{"${canary}` }],
    [
      'headers of a wrong type',
      { SLUICE_CONFIG: `{"sinks":{"http":{"url":"https://a.example","headers":["${canary}"]}}}` },
    ],
    ['a header of a wrong type', { SLUICE_CONFIG: `{"sinks":{"http":{"headers":{"A":{"b":"${canary}"}}}}}` }],
    ['a URL with credentials', { SLUICE_HTTP_URL: `https://user:${canary}@a.example/in?key=${canary}` }],
    ['a URL that is none', { SLUICE_HTTP_URL: `htps:/user:${canary}@a.example` }],
    ['a sink that is a URL', { SLUICE_CONFIG: `{"sinks":{"http":"https://user:${canary}@a.example"}}` }],
    ['a key', { ...bucket, SLUICE_REDACT_METHOD: 'hmac', SLUICE_REDACT_HMAC_KEY: canary }],
    ['a key that is too short', { ...bucket, SLUICE_REDACT_HMAC_KEY: canary.slice(0, 11) }],
    ['a variable that nobody knows', { ...bucket, SLUICE_TOKEN: canary }],
    ['a file that is broken', { SLUICE_CONFIG: `{"sinks":{"http":{"headers":{"A":"${canary}"}}},}` }],
  ])('are shown nowhere: %s', async (_what, environment) => {
    const result = await load(environment);
    const shown = JSON.stringify(result.ok ? [...result.sources] : result.problems);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown).not.toContain(canary.slice(0, 11));
  });

  it('are shown nowhere although a schema or another setting quotes them', async () => {
    const quoting = z
      .string()
      .check(z.refine(() => false, { error: (issue) => `another key than ${String(issue.input)}` }));
    const kind = { ...redactKind, config: z.strictObject({ hmacKey: quoting, keys: z.enum(['none']) }) };
    const result = await loadConfig({
      environment: { SLUICE_REDACT_HMAC_KEY: canary, SLUICE_REDACT_KEYS: canary },
      sinkKinds: [],
      filterKinds: [kind],
      loadSinkModule: (path) => Promise.resolve(path),
      readFile: (path) => Promise.reject(new Error(path)),
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ expected: 'another key than ***' }, { path: 'SLUICE_REDACT_KEYS', found: '"***"' }],
    });
  });

  it.each([
    ['https://user:pass@host/path', 'https://***@host/path'],
    ['https://token@host/path', 'https://***@host/path'],
    ['https://user:p@ss/w@host', 'https://***@host'],
    ['user:pass@host', '***@host'],
    ['https://host/in?token=abc&v=1', 'https://host/in?token=***&v=***'],
    ['@default,+IpAddress', '@default,+IpAddress'],
    ['arn:aws:kms:eu-west-1:123456789012:key/a', 'arn:aws:kms:eu-west-1:123456789012:key/a'],
    ['{prefix}{functionName}/{first}', '{prefix}{functionName}/{first}'],
  ])('mask the credentials of %s and nothing else', (text, masked) => {
    expect(maskValue(text, false)).toBe(masked);
    expect(maskValue([{ inner: text }], false)).toEqual([{ inner: masked }]);
  });

  it('mask a secret value whole, whatever it is made of', () => {
    for (const value of ['a', 1, { a: 'b' }, ['c'], null]) expect(maskValue(value, true)).toBe('***');
  });

  it('are taken out of texts with all their parts, the longest first', () => {
    const secrets = secretTexts({ a: 'Bearer abcdef-123456', b: ['abcdef'], c: 1234567, d: 'ab' });
    expect(maskTexts('bad header "Bearer abcdef-123456", abcdef-123456, abcdef, 1234567, ab', secrets)).toBe(
      'bad header "***", ***, ***, ***, ab',
    );
  });
});
