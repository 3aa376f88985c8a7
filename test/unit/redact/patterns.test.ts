import { describe, expect, it } from 'vitest';
import { patternProblem } from '../../../filters/redact/patterns/check.ts';
import { shippedOf } from './settings.ts';
import { UserPatterns } from '../../../filters/redact/patterns/user-patterns.ts';
import { Findings } from '../../../filters/redact/scan/findings.ts';

const spansOf = (patterns: UserPatterns, text: string): number[][] => {
  const findings = new Findings();
  patterns.find(text, findings);
  return findings.identifiers.map((_, at) => [findings.starts[at] as number, findings.ends[at] as number]);
};

const refused: readonly (readonly [pattern: string, reason: RegExp])[] = [
  ['EMP(a+)+', /no upper bound/],
  ['(.*)(.*)(.*)xy', /no upper bound/],
  ['^EMP\\d{5}', /found anywhere/],
  ['EMP\\d{5}$', /found anywhere/],
  ['(?=EMP)\\w{4}', /neither two fixed characters/],
  ['(?=EMP\\w+)EMP', /no upper bound/],
  ['EMP(?=(?:a|a){1,9})', /more than 400 steps/],
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
  ['foo|b[ae]r', /neither two fixed characters/],
  ['[\\u0100-\\uffff]{2}', /neither two fixed characters/],
  ['(?<a>EMP)|(?<a>CON)', /two groups have the name a/],
  ['EMP\\01', /not supported/],
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
    '(?:EMP|CON)\\d{5}',
    'EMP(?!000)\\d{5}',
    '(?<!TEMP|X{1,4})\\d{2}abc\\d',
    '(?:ab){2}[cC][dD]e',
    '(?:ab)\\d',
    '[eE][mM]\\d|foo',
    'x{2,4}\\d',
    '(?<number>EMP\\d{5})',
  ])('accept %s', (pattern) => {
    expect(patternProblem(pattern, false)).toBeUndefined();
    expect(() => new RegExp(pattern)).not.toThrow();
  });

  it.each(refused)('refuse %s with the reason, and a rewrite that is accepted or what to change', (pattern, reason) => {
    const { wrong, expected, fix } = patternProblem(pattern, false) ?? expect.unreachable();
    expect(wrong).toMatch(reason);
    expect(expected).toMatch(/^a pattern /);
    expect(fix).toMatch(/^[A-Z].*\.$/);
    const rewrite = / such as (.*?)( with keywords)?, which finds /.exec(expected);
    if (rewrite !== null) expect(patternProblem(rewrite[1] as string, rewrite[2] !== undefined)).toBeUndefined();
  });

  it.each([
    // What a class, a backslash or a group holds stays what it is.
    ['EMP[+*]\\d+', 'a pattern such as EMP[+*]\\d{1,64}, which finds the same up to 64 repetitions'],
    ['EMP\\\\+', 'a pattern such as EMP\\\\{1,64}, which finds the same up to 64 repetitions'],
    ['EMP.+?x', 'a pattern such as EMP.{1,64}?x, which finds the same up to 64 repetitions'],
    [
      '\\bEMP-\\d{4}(-\\d+)*\\b',
      'a pattern such as \\bEMP-\\d{4}(-\\d{1,8}){0,8}\\b, which finds the same up to 8 repetitions',
    ],
    ['(EMP\\d+,?)+', 'a pattern such as (EMP\\d{1,8},?){1,8}, which finds the same up to 8 repetitions'],
    // Ways that make no difference go.
    ['(a|a)*bb', 'a pattern such as a{0,64}bb, which finds the same up to 64 repetitions'],
    ['(?:x(?:a|a)){1,30}end', 'a pattern such as (?:xa){1,30}end, which finds the same'],
    ['EMP(a+)+', 'a pattern such as EMPa{1,64}, which finds the same up to 64 repetitions'],
    ['.*.*.*xy', 'a pattern such as .{0,64}xy, which finds the same up to 64 repetitions'],
    // What finds more says so.
    ['^EMP\\d{5}$', 'a pattern such as \\bEMP\\d{5}\\b, which finds more: also in the middle of a text'],
    ['^#EMP', 'a pattern such as #EMP, which finds more: also in the middle of a text'],
    [
      '(?<a>[ab])-EMP-\\k<a>{2}',
      'a pattern such as (?<a>[ab])-EMP-(?:[ab]){2}, which finds more: also where a group and what refers back to it differ',
    ],
    ['\\d{6}', 'a pattern such as \\d{6} with keywords, which finds the same, and only behind one of them'],
  ])('offer for %s %s', (pattern, expected) => {
    expect(patternProblem(pattern, false)?.expected).toBe(expected);
  });

  it.each([
    [
      'EMP-\\d+',
      'a repetition has no upper bound; expected a pattern such as EMP-\\d{1,64}, which finds the same up to 64 repetitions. ' +
        'Take that one, or give each + and * an upper bound, as in {1,64}.',
    ],
    ['[', 'a `[` without its `]`; expected a pattern that can be read. Write \\[ for the character itself.'],
    ['EMP+*', '`*` repeats nothing; expected a pattern that can be read. Write \\* for the character itself.'],
    [
      'x'.repeat(201),
      'it is longer than 200 characters; expected a pattern of at most 200 characters. Make several rules of it.',
    ],
    // Where nothing is close, there is nothing to be offered.
    [
      'a',
      'it matches fewer than two characters; expected a pattern of at least two characters. Make two of its characters required.',
    ],
    [
      'a{1000}',
      'it matches up to 1000 characters, and 400 is the most; expected a pattern that matches at most 400 characters. ' +
        'Shorten its repetitions.',
    ],
    [
      '.*',
      'a repetition has no upper bound, and it matches fewer than two characters; ' +
        'expected a pattern whose repetitions have an upper bound and of at least two characters. ' +
        'Give each + and * an upper bound, as in {1,64}, and make two of its characters required.',
    ],
    [
      '(EMP(?!^))',
      '`^` stands for an edge of the text, and a pattern is found anywhere in it; expected a pattern without ^ and $. ' +
        'Use \\b in place of ^.',
    ],
    [
      '\\d(EM\\1)',
      'it refers back to a group; expected a pattern without references to its groups. Write out what may stand in their place.',
    ],
  ])('say of %s what is wrong with it, what is accepted, and what to do', (pattern, words) => {
    const { wrong, expected, fix } = patternProblem(pattern, false) ?? expect.unreachable();
    expect(`${wrong}; expected ${expected}. ${fix}`).toBe(words);
  });

  it('needs no fixed characters when there are keywords', () => {
    expect(patternProblem('\\d{5}', true)).toBeUndefined();
  });

  it('finds matches anywhere in a text of many windows', () => {
    const rules = [{ id: 'badge', pattern: 'EMP\\d{5}' }];
    const gap = '. '.repeat(32_765);
    const shipped = String(shippedOf({ rules }, `EMP12345${gap}EMP23456${gap}EMP34567`)[0]);
    expect(shipped).toBe(`[badge]${gap}[badge]${gap}[badge]`);
  });

  it('finds in a text of many windows what it finds in one', () => {
    const words = [
      'EMP12345',
      'EMP1234',
      'xEMP12345',
      'EMP123456',
      'badge',
      'a'.repeat(150),
      '7'.repeat(300),
      ', ',
      '; ',
      ' ',
    ];
    const patterns = ['\\bEMP\\d{5}', '(?<!\\d)\\d{2,300}', 'a{100}(?!a)', '[a ]{20,90}'];
    let seed = 1;
    const next = () => (seed = (seed * 48_271) % 2_147_483_647);
    const text = Array.from({ length: 1200 }, () => words[next() % words.length]).join('');
    expect(text.length).toBeGreaterThan(20_000);
    for (const pattern of patterns) {
      const expected = [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: found }) => [
        index,
        index + found.length,
      ]);
      expect(expected.length).toBeGreaterThan(10);
      expect(spansOf(new UserPatterns([{ id: 'x', pattern }]), text)).toEqual(expected);
    }
  });

  it('sees a keyword in the window before', () => {
    const text = `${' '.repeat(1980)}badge${' '.repeat(100)}123456`;
    const patterns = new UserPatterns([{ id: 'x', pattern: '\\d{6}', keywords: ['badge'], within: 120 }]);
    expect(spansOf(patterns, text)).toEqual([[2085, 2091]]);
  });
});

describe('the time that patterns take', () => {
  const slow = [{ id: 'slow', pattern: '\\w{390}zz' }];
  const line = ', '.repeat(5000);
  // A clock by which each search lasts as long as one can.
  const clockOf = (ms: number) => {
    let now = 0;
    return () => (now += ms);
  };
  const maskedOf = (patterns: UserPatterns, records: readonly string[]) =>
    records.filter((record) => {
      try {
        spansOf(patterns, record);
        return false;
      } catch {
        return true;
      }
    }).length;

  it('masks no record while it is as long as searches of ordinary text are', () => {
    expect(maskedOf(new UserPatterns(slow, clockOf(0.2)), Array<string>(300).fill(line))).toBe(0);
  });

  it('is limited within a record', () => {
    const readings = { count: 0 };
    const patterns = new UserPatterns(slow, () => 10 * readings.count++);
    expect(maskedOf(patterns, [', '.repeat(500_000)])).toBe(1);
    // 100 ms and 0.5 ms for each 1,000 characters, in steps of 10.
    expect(readings.count).toBeLessThan(65);
  });

  it('is limited over records', () => {
    const readings = { count: 0 };
    const patterns = new UserPatterns(slow, () => 10 * readings.count++);
    expect(maskedOf(patterns, Array<string>(200).fill(line))).toBeGreaterThan(150);
    // 100 ms, and 5 ms for each record.
    expect(readings.count).toBeLessThan(320);
  });

  it('is there again when others have taken less, up to the reserve', () => {
    const clock = { ms: 0, each: 10 };
    const patterns = new UserPatterns(slow, () => (clock.ms += clock.each));
    expect(maskedOf(patterns, Array<string>(20).fill(line))).toBeGreaterThan(0);
    clock.each = 0;
    expect(maskedOf(patterns, Array<string>(1000).fill(line))).toBeLessThan(20);
    clock.each = 10;
    expect(maskedOf(patterns, Array<string>(20).fill(line))).toBeGreaterThan(0);
  });

  it('is not what a process waits for its processor', () => {
    const quick = new UserPatterns([{ id: 'quick', pattern: 'EMP\\d{5}' }], clockOf(50));
    expect(maskedOf(quick, Array<string>(1000).fill('EMP12345 came in at noon'))).toBe(0);
  });
});
