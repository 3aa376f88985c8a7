import { emptySet, overlaps, unionOf } from './character-set.ts';
import type { CharacterSet } from './character-set.ts';
import { parsePattern, PatternError } from './parse.ts';
import type { Piece, Sequence } from './parse.ts';
import { longestMatch } from './user-patterns.ts';

const longestPattern = 200;
// Steps that a match may take from one place of a text in the worst case. At about 1 ns each, 1 MiB takes half a second
// in the worst case that a pattern can have, and a few milliseconds in the case that they do.
const mostSteps = 512;
const rewrittenBound = 64;

/**
 * Why a pattern is refused, and a rewrite that is accepted; undefined when it is accepted as it is. Accepted patterns take
 * a bounded number of steps at each place of a text, so the time is linear in the text whatever it holds.
 */
export function patternProblem(pattern: string, hasKeywords: boolean): string | undefined {
  const reason = reasonAgainst(pattern, hasKeywords);
  if (reason === undefined) return undefined;
  const rewrite = rewrites(pattern).find((candidate) => reasonAgainst(candidate, hasKeywords) === undefined);
  if (rewrite !== undefined) return `${reason}; accepted would be ${rewrite}`;
  return `${reason}; accepted would be \\b[\\w-]{4,32} with keywords that stand in front of it`;
}

/** The longest text that every match holds, when it has two characters or more. */
export function literalOf(pattern: string): string | undefined {
  const alternatives = parsePattern(pattern);
  const longest = alternatives.length === 1 ? longestLiteral(alternatives[0] as Sequence) : '';
  return longest.length > 1 ? longest : undefined;
}

function reasonAgainst(pattern: string, hasKeywords: boolean): string | undefined {
  if (pattern.length > longestPattern) return `it is longer than ${longestPattern} characters`;
  try {
    return problemOf(parsePattern(pattern), pattern, hasKeywords);
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

function problemOf(alternatives: readonly Sequence[], pattern: string, hasKeywords: boolean): string | undefined {
  if (alternatives.some(isUnbounded)) return 'a repetition has no upper bound';
  if (Math.min(...alternatives.map((one) => spanOf(one, 'least'))) < 2) return 'it matches fewer than two characters';
  if (Math.max(...alternatives.map((one) => spanOf(one, 'most'))) > longestMatch)
    return `it matches more than ${longestMatch} characters`;
  if (stepsOf(alternatives, emptySet()) > mostSteps) return 'its repetitions can share a text in too many ways';
  if (!hasKeywords && literalOf(pattern) === undefined)
    return 'it has neither two fixed characters in a row nor keywords';
  return undefined;
}

function isUnbounded(sequence: Sequence): boolean {
  return sequence.some((piece) => piece.most === Number.POSITIVE_INFINITY || (piece.group ?? []).some(isUnbounded));
}

function spanOf(sequence: Sequence, bound: 'least' | 'most'): number {
  const choose = bound === 'least' ? Math.min : Math.max;
  return sequence.reduce((sum, piece) => {
    const one = piece.group === undefined ? 1 : choose(...piece.group.map((inner) => spanOf(inner, bound)));
    return sum + one * piece[bound];
  }, 0);
}

// The steps to try all ways from one place. A repetition that gives characters back to what follows multiplies its own
// ways with those of the rest, unless what follows cannot begin with any of its characters.
function stepsOf(alternatives: readonly Sequence[], after: CharacterSet): number {
  return alternatives.reduce((sum, sequence) => sum + stepsFrom(sequence, 0, after), 0);
}

function stepsFrom(sequence: Sequence, from: number, after: CharacterSet): number {
  const piece = sequence[from];
  if (piece === undefined) return 1;
  const rest = stepsFrom(sequence, from + 1, after);
  const follow = firstOf(sequence, from + 1, after);
  const own = piece.group === undefined ? 1 : stepsOf(piece.group, unionOf(follow, firstOfAll(piece.group)));
  const isAmbiguous = overlaps(charactersOf(piece), follow);
  const varies =
    piece.most > piece.least ||
    (piece.group !== undefined && (piece.group.length > 1 || own > spanOf([piece], 'most') + 1));
  // Inside a repeated group every round multiplies when the rounds can be told apart in more than one way.
  const rounds =
    piece.group !== undefined &&
    piece.most > 1 &&
    hasVariable(piece.group) &&
    !(isSeparated(piece.group) && isSingle(piece.group))
      ? own ** piece.most
      : own * piece.most;
  return varies && isAmbiguous
    ? rounds + (piece.most - piece.least + 1) * rest * (piece.group === undefined ? 1 : own)
    : rounds + rest;
}

// Each round begins with a character that no repetition inside can take, and that tells the alternatives apart.
function isSeparated(group: readonly Sequence[]): boolean {
  const firsts = group.map(([first]) => first?.set ?? emptySet());
  if (firsts.some((set, at) => firsts.slice(0, at).some((other) => overlaps(set, other)))) return false;
  return group.every(([first, ...others]) => {
    if (first?.set === undefined || first.least !== 1 || first.most !== 1) return false;
    return !others.some((piece) => overlaps(charactersOf(piece), first.set as CharacterSet));
  });
}

// What varies inside a round never meets its like there, so that a round reads a text in one way: in `ab?b?` it does not.
function isSingle(group: readonly Sequence[]): boolean {
  return group.every((sequence) => {
    const varying = sequence.filter((piece) => piece.most > piece.least);
    return !varying.some(
      (piece, at) =>
        sequence.some((other) => other !== piece && overlaps(charactersOf(piece), charactersOf(other))) ||
        varying.slice(0, at).some((other) => overlaps(charactersOf(piece), charactersOf(other))),
    );
  });
}

function hasVariable(group: readonly Sequence[]): boolean {
  return (
    group.length > 1 ||
    group.some((sequence) => sequence.some((piece) => piece.most > piece.least || hasVariable(piece.group ?? [])))
  );
}

function charactersOf(piece: Piece): CharacterSet {
  return piece.set ?? unionOf(...(piece.group ?? []).flatMap((sequence) => sequence.map(charactersOf)));
}

function firstOfAll(alternatives: readonly Sequence[]): CharacterSet {
  return unionOf(...alternatives.map((sequence) => firstOf(sequence, 0, emptySet())));
}

// What the sequence can begin with from a piece on: that piece, and those behind it while they may be left out.
function firstOf(sequence: Sequence, from: number, after: CharacterSet): CharacterSet {
  const piece = sequence[from];
  if (piece === undefined) return after;
  const own = piece.set ?? firstOfAll(piece.group ?? []);
  const mayBeEmpty = piece.least === 0 || (piece.group ?? []).some((inner) => spanOf(inner, 'least') === 0);
  return mayBeEmpty ? unionOf(own, firstOf(sequence, from + 1, after)) : own;
}

function longestLiteral(sequence: Sequence): string {
  let longest = '';
  let current = '';
  for (const piece of sequence) {
    const inner = piece.group?.length === 1 && piece.least > 0 ? longestLiteral(piece.group[0] as Sequence) : '';
    current = piece.literal !== undefined && piece.least === 1 && piece.most === 1 ? current + piece.literal : '';
    for (const candidate of [current, inner]) if (candidate.length > longest.length) longest = candidate;
  }
  return longest;
}

// What the author most likely meant, from the closest to the widest.
function rewrites(pattern: string): string[] {
  const unanchored = pattern.replace(/^\^/, '\\b').replace(/(?<!\\)\$$/, '\\b');
  const plain = unanchored.replace(/\(\?<?[=!](?:\\.|[^()\\])*\)/g, '').replace(/\(\?<\w+>/g, '(');
  const bounded = plain
    .replace(/(?<!\\)\*\??/g, `{0,${rewrittenBound}}`)
    .replace(/(?<!\\)\+\??/g, `{1,${rewrittenBound}}`)
    .replace(/\{(\d+),\}/g, (_, least: string) => `{${least},${Math.max(Number(least), rewrittenBound)}}`);
  const flat = bounded.replace(/\((?:\?:)?([^()]*)\)\{\d+,\d+\}/g, '$1');
  const literal = /(?:[A-Za-z_-]|\\[-.@/]){2,}/.exec(
    pattern.replace(/\\[a-zA-Z]|\[[^\]]*\]?|\{[^}]*\}|\(\?<?\w*>?/g, ' '),
  )?.[0];
  return [unanchored, plain, bounded, flat, ...(literal === undefined ? [] : [`${literal}[\\w.-]{1,32}`])];
}
