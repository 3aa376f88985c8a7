import { describe, expect, it } from 'vitest';
import { changedIntervals } from '../../../bench/redaction/score/align.ts';

/** The stretches of `input` that the judge takes for redacted. */
const changed = (input: string, output: string) =>
  changedIntervals(input, output).map(({ start, end }) => input.slice(start, end));

describe('changedIntervals', () => {
  const cases: Record<string, [input: string, output: string, changed: string[]]> = {
    'finds nothing in what is the same': ['order 12 [INFO]', 'order 12 [INFO]', []],
    'finds one replaced value': ['mail a@b.example now', 'mail [EmailAddress] now', ['a@b.example']],
    'finds several, in order': ['a=1.2.3.4, b=5.6.7.8', 'a=[IpAddress], b=[IpAddress]', ['1.2.3.4', '5.6.7.8']],
    'finds one at the start and one at the end': ['x@y.zz and x@y.zz', '[E] and [E]', ['x@y.zz', 'x@y.zz']],
    'leaves brackets that the input has': ['[INFO] to a@b.cc', '[INFO] to [EmailAddress]', ['a@b.cc']],
    'tells a placeholder that was there from a new one': ['[Jwt] a@b.cc', '[Jwt] [EmailAddress]', ['a@b.cc']],
    'knows hmac placeholders': ['to a@b.cc!', 'to [EmailAddress:k7Qp_-aa]!', ['a@b.cc']],
    'knows percent-encoded placeholders': ['q=a%40b.cc&x=1', 'q=%5BEmailAddress%5D&x=1', ['a%40b.cc']],
    'knows asterisks': ['pin 123456 ok', 'pin ****** ok', ['123456']],
    'finds kept text that also occurs inside the value': ['key a b a b end', 'key [X] end', ['a b a b']],
    'takes a rewritten text whole': ['abcdef', 'abXdef', ['c']],
    'takes a masked text whole': ['top secret', '[Redacted]', ['top secret']],
    'sees text that was taken out': ['a secret b', 'a  b', ['secret']],
    'sees text that was put in': ['a b', 'a and b', ['b']],
  };
  it.each(Object.entries(cases))('%s', (_, [input, output, expected]) => {
    expect(changed(input, output)).toEqual(expected);
  });

  it('comes to an end where nothing can be told apart', () => {
    const output = '[A] '.repeat(400);
    expect(changedIntervals('x '.repeat(900), output).length).toBeGreaterThan(0);
  });
});
