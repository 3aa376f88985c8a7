import type { CharacterSet } from './character-set.ts';
import { parsePattern, PatternError } from './parse.ts';
import type { Piece, Sequence } from './parse.ts';
import { rewritesOf } from './rewrite.ts';
import { mostSteps, stepsOf } from './steps.ts';

const longestPattern = 200;

/** One thing that stands against a pattern. */
interface Problem {
  readonly reason: string;
  /** What a pattern without it is, behind the words `a pattern`. */
  readonly rule: string;
  readonly change: string;
}

/** Why a pattern is refused, in words that follow `found <pattern>: `, `; expected ` and `. `. */
export interface PatternProblem {
  readonly wrong: string;
  /** A pattern near this one that is accepted, with what it finds otherwise; where there is none, what kind of pattern is. */
  readonly expected: string;
  readonly fix: string;
}

/**
 * Why a pattern is refused, with a rewrite that is accepted and what that finds otherwise, or where none is close with what
 * to change; undefined when it is accepted as it is. Accepted patterns take a bounded number of steps at each place of a
 * text, so the time is linear in the text whatever it holds. Called when the configuration is read.
 */
export function patternProblem(pattern: string, hasKeywords: boolean): PatternProblem | undefined {
  const { problems, alternatives } = checked(pattern, hasKeywords);
  if (problems.length === 0) return undefined;
  const wrong = problems.map((one) => one.reason).join(', and ');
  const change = problems.map((one) => one.change).join(', and ');
  // No rewrite makes two characters of one, or letters of a class: for these, keywords are the way.
  const withKeywords = hasKeywords || problems.includes(noFixedText);
  const rewrite =
    alternatives === undefined || problems.includes(tooShort)
      ? undefined
      : rewritesOf(alternatives).find(({ source }) => checked(source, withKeywords).problems.length === 0);
  if (rewrite === undefined) {
    const expected = `a pattern ${problems.map((one) => one.rule).join(' and ')}`;
    return { wrong, expected, fix: `${change[0]?.toUpperCase()}${change.slice(1)}.` };
  }
  const fix = `Take that one, or ${change}.`;
  return withKeywords === hasKeywords
    ? { wrong, expected: `a pattern such as ${rewrite.source}, which finds ${rewrite.finds}`, fix }
    : {
        wrong,
        expected: `a pattern such as ${rewrite.source} with keywords, which finds ${rewrite.finds}, and only behind one of them`,
        fix,
      };
}

/** `alternatives` is undefined when the pattern cannot be read. */
interface Checked {
  readonly problems: readonly Problem[];
  readonly alternatives?: readonly Sequence[];
}

function checked(pattern: string, hasKeywords: boolean): Checked {
  if (pattern.length > longestPattern)
    return {
      problems: [
        {
          reason: `it is longer than ${longestPattern} characters`,
          rule: `of at most ${longestPattern} characters`,
          change: 'make several rules of it',
        },
      ],
    };
  try {
    const alternatives = parsePattern(pattern);
    return { problems: problemsOf(alternatives, hasKeywords), alternatives };
  } catch (error) {
    if (error instanceof PatternError)
      return { problems: [{ reason: error.message, rule: 'that can be read', change: error.change }] };
    throw error;
  }
}

function problemsOf(alternatives: readonly Sequence[], hasKeywords: boolean): Problem[] {
  const problems = shapeProblems(alternatives.flatMap(piecesOf));
  if (spanOf(alternatives, 'least') < 2) return [...problems, tooShort];
  if (!hasKeywords && !hasFixedText(alternatives)) problems.push(noFixedText);
  // Without a bound there is nothing to count; that is a problem of its own.
  const size = spanOf(alternatives, 'most') === Number.POSITIVE_INFINITY ? undefined : sizeProblem(alternatives);
  return size === undefined ? problems : [...problems, size];
}

const tooShort: Problem = {
  reason: 'it matches fewer than two characters',
  rule: 'of at least two characters',
  change: 'make two of its characters required',
};
const noFixedText: Problem = {
  reason: 'it has neither two fixed characters in a row nor keywords',
  rule: 'with two fixed characters in a row, or with keywords',
  change: 'give the rule keywords, or the pattern two fixed characters in a row',
};

function shapeProblems(pieces: readonly Piece[]): Problem[] {
  const problems: Problem[] = [];
  const edge = pieces.find((piece) => piece.kind === 'edge');
  if (edge !== undefined)
    problems.push({
      reason: `\`${edge.source}\` stands for an edge of the text, and a pattern is found anywhere in it`,
      rule: 'without ^ and $',
      change: `use \\b in place of ${edge.source}`,
    });
  if (pieces.some((piece) => piece.kind === 'back'))
    problems.push({
      reason: 'it refers back to a group',
      rule: 'without references to its groups',
      change: 'write out what may stand in their place',
    });
  if (pieces.some((piece) => piece.most === Number.POSITIVE_INFINITY))
    problems.push({
      reason: 'a repetition has no upper bound',
      rule: 'whose repetitions have an upper bound',
      change: 'give each + and * an upper bound, as in {1,64}',
    });
  return problems;
}

function sizeProblem(alternatives: readonly Sequence[]): Problem | undefined {
  const longest = spanOf(alternatives, 'most');
  if (longest > mostSteps)
    return {
      reason: `it matches up to ${longest} characters, and ${mostSteps} is the most`,
      rule: `that matches at most ${mostSteps} characters`,
      change: 'shorten its repetitions',
    };
  if (stepsOf(alternatives, mostSteps) <= mostSteps) return undefined;
  return {
    reason: `it can take more than ${mostSteps} steps from one place of a text, to try all ways to match`,
    rule: `that takes at most ${mostSteps} steps from one place of a text`,
    change: 'shorten its repetitions, or part what they share by a character that none of them takes',
  };
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

// Two fixed characters in a row in every match: nearly all places of a text are told by them.
function hasFixedText(alternatives: readonly Sequence[]): boolean {
  return alternatives.every((sequence) => {
    let row = 0;
    return sequence.some((piece) => {
      if (piece.kind === 'group' && piece.least > 0 && hasFixedText(piece.alternatives)) return true;
      if (piece.kind === 'set' && isFixed(piece.source, piece.set)) {
        row += piece.least;
        const isReached = row > 1;
        if (piece.most > piece.least) row = 0;
        return isReached;
      }
      if (piece.kind !== 'boundary' && piece.kind !== 'look') row = 0;
      return false;
    });
  });
}

// One character, or both cases of a letter. Beyond ASCII a class may hold any number of them.
function isFixed(source: string, set: CharacterSet): boolean {
  const first = set.indexOf(1);
  const last = set.lastIndexOf(1);
  if (first === last) return first >= 0 && (first < 128 || !source.startsWith('['));
  const isLetter = first >= 65 && first <= 90 && last === first + 32;
  return isLetter && set.indexOf(1, first + 1) === last;
}
