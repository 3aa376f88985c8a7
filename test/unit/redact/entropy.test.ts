import { describe, expect, it } from 'vitest';
import { isPlaceholder, normalizedEntropy } from '../../../filters/redact/validators/entropy.ts';
import { every } from './numbers.ts';
import { shippedOf } from './settings.ts';
import { nearOf } from './words.ts';

describe('entropy', () => {
  it('is 1 when no character repeats and 0 when all are the same', () => {
    expect(normalizedEntropy('abcdefgh')).toBeCloseTo(1);
    expect(normalizedEntropy('aaaaaaaa')).toBe(0);
    expect(normalizedEntropy('aabb')).toBeCloseTo(0.5);
    expect(normalizedEntropy('ab')).toBe(1);
    expect(normalizedEntropy('a')).toBe(0);
    expect(normalizedEntropy('')).toBe(0);
    // Above 64 characters the alphabet is the bound.
    const alphabet = every(64)
      .map((at) => String.fromCharCode(48 + at))
      .join('');
    expect(normalizedEntropy(alphabet + alphabet)).toBe(1);
  });

  it('of a secret key of AWS is three quarters at least', () => {
    const characters = 'kP3vLmQ9xTbNwR5yU';
    // Forty characters: with 17 kinds of them as evenly as they go it is 0.763, with 16 it is 0.746.
    const keyOf = (kinds: number) =>
      every(40)
        .map((at) => characters.charAt(at % kinds))
        .join('');
    const key = keyOf(17);
    expect(normalizedEntropy(key)).toBeCloseTo(0.763, 3);
    expect(normalizedEntropy(keyOf(16))).toBeCloseTo(0.746, 3);
    const lines = [17, 16].map((kinds) => `aws secret ${keyOf(kinds)}`);
    const shipped = shippedOf({ identifiers: ['AwsSecretKey'] }, ...lines);
    expect(shipped).toEqual(['aws secret [AwsSecretKey]', lines[1]]);
  });
});

describe('placeholders', () => {
  it.each(['xxxxxxxxxxxxxxxx', 'AKIAIOSFODNN7EXAMPLE', 'your-api-key-here', '0000000000000000'])(
    '%s is a placeholder',
    (text) => {
      expect(isPlaceholder(text)).toBe(true);
    },
  );

  it.each(['k7Qp2ZxV9mT4wRb8LsD3', '4f9ae02b7c61d835e9a40b7f2c8d1365', 'abcdefghijklmnopqrstuvwxyz0123456789'])(
    '%s is none',
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );

  const words =
    'EXAMPLE PLACEHOLDER REDACTED CHANGE_ME CHANGEME DUMMY YOUR_ YOUR- example placeholder changeme your_ your-';
  const runs = ['xxxxxx', 'XXXXXX', '****', 'aaaaaaaaaa', '----------'];
  const all = [...words.split(' '), ...runs];
  it.each(all)('%s is one wherever it stands, and nothing like it', (word) => {
    for (const text of [word, `k7Qp${word}T4wR`]) expect([text, isPlaceholder(text)]).toEqual([text, true]);
    const isOne = (text: string) => all.some((one) => text.includes(one));
    for (const text of nearOf(word)) expect([text, isPlaceholder(text)]).toEqual([text, isOne(text)]);
  });
});
