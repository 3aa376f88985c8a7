import { describe, expect, it } from 'vitest';
import { literalOf, patternProblem } from '../../../filters/redact/patterns/check.ts';
import { shippedOf } from './settings.ts';

const refused: readonly (readonly [pattern: string, reason: RegExp])[] = [
  ['EMP(a+)+', /no upper bound/],
  ['(.*)(.*)(.*)xy', /no upper bound/],
  ['^EMP\\d{5}', /found anywhere/],
  ['EMP\\d{5}$', /found anywhere/],
  ['(?=EMP)\\w{4}', /looks ahead or behind/],
  ['(EMP)\\1', /refers back/],
  ['EMP(?:a{1,20}){1,19}b', /more than 400 steps/],
  ['EMP\\w{1,150}\\d{1,150}x', /more than 400 steps/],
  ['ID(?:a|a){20}b', /more than 400 steps/],
  ['(?:ab?b?){1,30}xx', /more than 400 steps/],
  ['(?:a[bc]{0,3}b{0,3}){1,12}xx', /more than 400 steps/],
  ['(?:x(?:\\d|[0-9])){1,30}end', /more than 400 steps/],
  ['(?:x(?:a|a)(?:b|b)){1,30}end', /more than 400 steps/],
  ['(?:,(?:a|b|[ab])){1,30};;', /more than 400 steps/],
  ['AB(?:|){30}\\bc', /more than 400 steps/],
  ['AB(?:(?:){99999}){99999}', /more than 400 steps/],
  ['\\w{450}zz', /up to 452 characters/],
  ['a?', /fewer than two/],
  ['EM?P?', /fewer than two/],
  ['AB{2,2000}', /up to 2001 characters, and 400 is the most/],
  ['\\d{5}', /neither two fixed characters/],
  ['foo|bar', /neither two fixed characters/],
  ['EMP[a-z', /without its/],
  ['EMP(a', /without its/],
  ['EMP)a', /without its/],
  ['*EMP', /repeats nothing/],
  ['EMP\\p{L}', /not supported/],
  ['x'.repeat(201), /longer than 200/],
];

describe('patterns of the user', () => {
  it.each([
    '\\bEMP\\d{5}\\b',
    '[\\w.]{1,64}@corp\\.com',
    'cust-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}',
    '(?<!\\d)ID\\d{6}(?!\\d)',
    'key=\\S{1,200}',
    '(?:order|invoice) no\\. \\d{1,9}',
    // Each round has one way to read `xa` and `xaa`, however many ways its look suggests.
    '(?:x(?:a|aa)){1,30}end',
    '[\\w.+-]{1,64}@[\\w.-]{1,64}\\.com',
  ])('accept %s', (pattern) => {
    expect(patternProblem(pattern, false)).toBeUndefined();
    expect(() => new RegExp(pattern)).not.toThrow();
  });

  it.each(refused)('refuse %s with the reason and a rewrite that is accepted', (pattern, reason) => {
    const problem = patternProblem(pattern, false) ?? '';
    expect(problem).toMatch(reason);
    const rewrite = /accepted would be (.*?)( with keywords.*)?$/.exec(problem);
    expect(rewrite).not.toBeNull();
    expect(patternProblem(rewrite?.[1] ?? '', rewrite?.[2] !== undefined)).toBeUndefined();
  });

  it('needs no fixed characters when there are keywords', () => {
    expect(patternProblem('\\d{5}', true)).toBeUndefined();
  });

  it('knows the text that every match holds', () => {
    expect(literalOf('\\d{2}abc\\d')).toBe('abc');
    expect(literalOf('(?:ab)cde')).toBe('cde');
    expect(literalOf('ab|cd')).toBeUndefined();
  });

  it('finds matches anywhere in a text of many windows', () => {
    const rules = [{ id: 'badge', pattern: 'EMP\\d{5}' }];
    const gap = '. '.repeat(32_765);
    const shipped = String(shippedOf({ rules }, `EMP12345${gap}EMP23456${gap}EMP34567`)[0]);
    expect(shipped).toBe(`[badge]${gap}[badge]${gap}[badge]`);
  });
});
