import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, rawNumber } from '../../../src/contracts/json.ts';

describe('parseJson', () => {
  it.each([
    '12345678901234567890',
    '{"id":9007199254740993}',
    '[0.12345678901234567890123]',
    '{"a":[{"b":-12345678901234567890.5}]}',
    '1e400',
  ])('keeps every digit of %s', (text) => {
    expect(JSON.stringify(parseJson(text))).toBe(text);
  });

  it('leaves numbers that a double holds exactly as numbers', () => {
    expect(parseJson('{"a":1767322800123,"b":1.50,"c":1e3,"d":9007199254740992}')).toEqual({
      a: 1767322800123,
      b: 1.5,
      c: 1000,
      d: 9007199254740992,
    });
  });

  it('tells the digits of a number that it kept', () => {
    expect(rawNumber(parseJson('12345678901234567890'))).toBe('12345678901234567890');
    expect(rawNumber(parseJson('12'))).toBeUndefined();
    expect(rawNumber('12345678901234567890')).toBeUndefined();
  });

  it('does what JSON.parse does with any JSON text, and throws as it does on any other', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
    expect(() => parseJson('{"a":1234567890123456789')).toThrow(SyntaxError);
  });
});
