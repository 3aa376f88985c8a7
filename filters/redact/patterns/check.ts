import { parsePattern, PatternError } from './parse.ts';
import type { Piece, Sequence } from './parse.ts';
import { stepsOf } from './steps.ts';

const longestPattern = 200;
/**
 * Steps that a pattern may take from one place of a text in the worst case, at 3 to 6 ns each. As a step reads a character
 * at most, a pattern looks no further than this, either.
 */
export const mostSteps = 400;
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

/** The steps that an accepted pattern takes from one place of a text, at most. */
export function stepsOfPattern(pattern: string): number {
  return stepsOf(parsePattern(pattern), mostSteps);
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
  const pieces = alternatives.flatMap(piecesOf);
  const edge = pieces.find((piece) => piece.kind === 'edge');
  if (edge !== undefined) return `\`${edge.source}\`: a pattern is found anywhere; use \\b`;
  if (pieces.some((piece) => piece.kind === 'back')) return 'it refers back to a group';
  if (pieces.some((piece) => piece.kind === 'look' && spanOf(piece.alternatives, 'most') > 1))
    return 'it looks ahead or behind by more than one character';
  if (pieces.some((piece) => piece.most === Number.POSITIVE_INFINITY)) return 'a repetition has no upper bound';
  if (spanOf(alternatives, 'least') < 2) return 'it matches fewer than two characters';
  const longest = spanOf(alternatives, 'most');
  if (longest > mostSteps) return `it matches up to ${longest} characters, and ${mostSteps} is the most`;
  if (stepsOf(alternatives, mostSteps) > mostSteps)
    return `it can take more than ${mostSteps} steps from one place of a text, to try all ways to match`;
  if (!hasKeywords && literalOf(pattern) === undefined)
    return 'it has neither two fixed characters in a row nor keywords';
  return undefined;
}

function piecesOf(sequence: Sequence): Piece[] {
  return sequence.flatMap((piece) =>
    ['alternatives' in piece ? piece.alternatives.flatMap(piecesOf) : [], piece].flat(),
  );
}

function spanOf(alternatives: readonly Sequence[], bound: 'least' | 'most'): number {
  const spans = alternatives.map((sequence) =>
    sequence.reduce((sum, piece) => {
      if (piece.kind !== 'set' && piece.kind !== 'group') return sum;
      const one = piece.kind === 'set' ? 1 : spanOf(piece.alternatives, bound);
      return one === 0 ? sum : sum + one * piece[bound];
    }, 0),
  );
  return bound === 'least' ? Math.min(...spans) : Math.max(...spans);
}

function longestLiteral(sequence: Sequence): string {
  let longest = '';
  let current = '';
  for (const piece of sequence) {
    const inner =
      piece.kind === 'group' && piece.alternatives.length === 1 && piece.least > 0
        ? longestLiteral(piece.alternatives[0] as Sequence)
        : '';
    if (piece.kind !== 'boundary' && piece.kind !== 'look')
      current =
        piece.kind === 'set' &&
        piece.set.indexOf(1) === piece.set.lastIndexOf(1) &&
        piece.most === 1 &&
        piece.least === 1
          ? current + piece.source.at(-1)
          : '';
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
