import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternProblem } from '../../filters/redact/patterns/check.ts';
import { backtrack, nodesOf, render, textOf } from './backtracking.ts';
import type { Node } from './backtracking.ts';

// What docs/redaction.md promises.
const mostSteps = 400;

const sets = fc.constantFrom(
  ['a', 'a'],
  ['b', 'b'],
  ['x', 'x'],
  ['[ab]', 'ab'],
  ['\\d', '12'],
  ['[0-9a]', '12a'],
  [',', ','],
);
const setNodes = sets.map(([source = '', of = '']): Node => ({ kind: 'set', source, of }));
const repeats = fc.constantFrom<readonly [number, number]>(
  [0, 1],
  [1, 2],
  [0, 3],
  [2, 2],
  [1, 8],
  [1, 30],
  [0, 64],
  [12, 12],
);
const nodes = fc.letrec<{ node: Node; either: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    setNodes,
    fc.constant<Node>({ kind: 'boundary' }),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((parts): Node => ({ kind: 'sequence', parts })),
    tie('either'),
    // Rounds that begin with a character of their own, and go on in ways that overlap.
    fc
      .tuple(repeats, tie('either'), fc.option(tie('either'), { nil: undefined }))
      .map(([[least, most], first, second]): Node => {
        const parts: Node[] = [{ kind: 'set', source: 'x', of: 'x' }, first, ...(second === undefined ? [] : [second])];
        return { kind: 'repeat', part: { kind: 'sequence', parts }, least, most, lazy: false };
      }),
    fc
      .tuple(tie('node'), repeats, fc.boolean())
      .map(([part, [least, most], lazy]): Node => ({ kind: 'repeat', part, least, most, lazy })),
    fc
      .tuple(tie('node'), fc.constantFrom<'(?=' | '(?!' | '(?<=' | '(?<!'>('(?=', '(?!', '(?<=', '(?<!'))
      .map(([part, open]): Node => ({ kind: 'look', part, open })),
  ),
  either: fc
    .array(fc.oneof({ weight: 3, arbitrary: setNodes }, { weight: 1, arbitrary: tie('node') }), {
      minLength: 2,
      maxLength: 3,
    })
    .map((parts): Node => ({ kind: 'either', parts })),
})).node;
const patterns = fc
  .array(nodes, { minLength: 1, maxLength: 4 })
  .map((parts): Node => ({ kind: 'sequence', parts: [...parts, { kind: 'set', source: ';', of: ';' }] }));

// What some part of a pattern matches, up to 150 characters of it.
function pumped(pattern: Node, choices: Iterator<number>): string {
  const parts = nodesOf(pattern);
  const part = parts[(choices.next().value as number) % parts.length] as Node;
  let text = '';
  for (let times = 0; times < 40 && text.length < 150; times++) text += textOf(part, choices);
  return text;
}

describe('patterns of the user', () => {
  it('take a bounded number of steps when they are accepted, whatever the text', () => {
    let accepted = 0;
    let refused = 0;
    const choices = fc.infiniteStream(fc.nat(1000));
    fc.assert(
      fc.property(patterns, fc.array(choices, { minLength: 12, maxLength: 12 }), (pattern, texts) => {
        const source = render(pattern);
        if (patternProblem(source, true) !== undefined) return void refused++;
        accepted++;
        const compiled = new RegExp(source, 'y');
        for (const choice of texts) {
          // A beginning of a match, what some part of it matches again and again, and an end that fails.
          const text = `${textOf(pattern, choice).slice(0, choice.next().value as number)}${pumped(pattern, choice)}~`;
          for (const start of [0, 1, text.length >> 1]) {
            const { steps, end } = backtrack(pattern, text, start, mostSteps);
            expect(steps, `${source} on ${text} from ${start}`).toBeLessThanOrEqual(mostSteps);
            compiled.lastIndex = start;
            expect(compiled.test(text) ? compiled.lastIndex : -1).toBe(end);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(200);
    expect(refused).toBeGreaterThan(200);
  });
});

describe('rewrites of patterns of the user', () => {
  const atoms = fc.constantFrom(
    ...[
      'a',
      'b',
      'EM',
      '\\d',
      '\\w',
      '[a-f]',
      '[+*]',
      '\\\\',
      '.',
      'x',
      '(?:ab|c)',
      '(a|b)',
      '(a|a|b)',
      '(?:a+)',
      '(\\d{1,3}-)+',
    ],
  );
  const quantifiers = fc.constantFrom('', '', '?', '{2}', '{1,8}', '{0,30}', '*', '+', '+?', '{2,}');
  const others = fc.constantFrom('^', '$', '\\b', '(?!b)', '(?<=a|EM)', '\\1', '(?=a*b)');
  const patterns = fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.tuple(atoms, quantifiers) }, fc.tuple(others)), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => parts.map((part) => part.join('')).join(''));
  const texts = fc.array(fc.array(fc.constantFrom(...'aabbcxEM1-+*\\ '), { maxLength: 12 }), {
    minLength: 60,
    maxLength: 60,
  });
  const matches = (pattern: string, text: string) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index, 0: found }) => [index, found]);

  it('are accepted, and find what they say', () => {
    const seen = { same: 0, shortened: 0, more: 0 };
    fc.assert(
      fc.property(patterns, fc.boolean(), texts, (pattern, hasKeywords, all) => {
        const problem = patternProblem(pattern, hasKeywords)?.expected ?? '';
        const offered = /such as (.*?)( with keywords)?, which finds (more: )?.*?(?:up to (\d+) repetitions.*)?$/s.exec(
          problem,
        );
        if (offered === null) return;
        const [, rewrite = '', withKeywords, more, bound] = offered;
        expect(patternProblem(rewrite, hasKeywords || withKeywords !== undefined)).toBeUndefined();
        seen[more !== undefined ? 'more' : bound === undefined ? 'same' : 'shortened']++;
        // Nothing repeats more often than a text has characters.
        for (const text of all.map((characters) => characters.slice(0, Number(bound ?? 12)).join(''))) {
          if (more === undefined)
            expect(matches(rewrite, text), `${rewrite} for ${pattern}`).toEqual(matches(pattern, text));
          else if (matches(pattern, text).length > 0)
            expect(matches(rewrite, text).length, `${rewrite} for ${pattern} on ${text}`).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1500 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });

  it('are not needed for patterns that match two characters or more, and compile', () => {
    let accepted = 0;
    fc.assert(
      fc.property(patterns, (pattern) => {
        if (patternProblem(pattern, true) !== undefined) return;
        accepted++;
        const compiled = new RegExp(pattern, 'g');
        expect(pattern.replaceAll('[+*]', '')).not.toMatch(/[*+]/);
        expect([...'aaaaab'.repeat(200).matchAll(compiled)].every((match) => match[0].length >= 2)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
