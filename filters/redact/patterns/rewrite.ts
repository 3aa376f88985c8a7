import { namedSets } from './character-set.ts';
import type { Piece, Sequence } from './parse.ts';

type Alternatives = readonly Sequence[];

/** A pattern near another one. */
export interface Rewrite {
  readonly source: string;
  /** What it finds beside that other one: `the same`, `the same up to 64 repetitions`, `more: …`. */
  readonly finds: string;
}

// Nobody means more than the first, and the last of them still says what the pattern was about.
const bounds = [64, 32, 16, 8, 4, 2];

/** The text of a pattern. Quantifiers come in their shortest form, all else as the author wrote it. */
export function render(alternatives: Alternatives): string {
  return alternatives.map((sequence) => sequence.map(rendered).join('')).join('|');
}

/**
 * Patterns that find what `alternatives` do, or nearly, and may be accepted where these are not: the closest first. None when
 * there is nothing close.
 */
export function rewritesOf(alternatives: Alternatives): Rewrite[] {
  const more: string[] = [];
  const open = withoutEdges(withoutReferences(alternatives, more), more);
  if (open === undefined) return [];
  const simple = simplified(open);
  const widely = more.length === 0 ? undefined : `more: also ${more.join(', and ')}`;
  const whole = [open, simple].map((one) => ({ source: render(one), finds: widely ?? 'the same' }));
  const shortened = [false, true].flatMap((all) =>
    bounds.map((bound) => ({
      source: render(bounded(simple, bound, all)),
      finds:
        widely === undefined ? `the same up to ${bound} repetitions` : `${widely}, and up to ${bound} repetitions only`,
    })),
  );
  return [...whole, ...shortened];
}

function rendered(piece: Piece): string {
  return ('alternatives' in piece ? `${piece.open}${render(piece.alternatives)})` : piece.source) + quantifier(piece);
}

function quantifier({ least, most, lazy }: Piece): string {
  if (least === 1 && most === 1) return '';
  const endless = most === Number.POSITIVE_INFINITY;
  const short = least === 0 && most === 1 ? '?' : endless && least < 2 ? '*+'.charAt(least) : undefined;
  const bounds = least === most ? `{${least}}` : `{${least},${endless ? '' : most}}`;
  return (short ?? bounds) + (lazy ? '?' : '');
}

// Applies `change` to each piece, the inner ones first; what it answers stands in its place.
function mapped(
  alternatives: Alternatives,
  change: (piece: Piece, at: number, all: Sequence) => Sequence,
): Alternatives {
  return alternatives.map((sequence) =>
    sequence
      .map((piece) =>
        'alternatives' in piece ? { ...piece, alternatives: mapped(piece.alternatives, change) } : piece,
      )
      .flatMap(change),
  );
}

function some(alternatives: Alternatives, test: (piece: Piece) => boolean): boolean {
  return alternatives.some((sequence) =>
    sequence.some((piece) => test(piece) || ('alternatives' in piece && some(piece.alternatives, test))),
  );
}

// A reference becomes a copy of its group. Undefined unless that always stands in front of it: else it matches nothing at all.
function withoutReferences(alternatives: Alternatives, more: string[]): Alternatives | undefined {
  const isReference = ({ kind }: Piece) => kind === 'back';
  if (!some(alternatives, isReference)) return alternatives;
  more.push('where a group and what refers back to it differ');
  const groups: Piece[] = [];
  some(alternatives, (piece) => {
    if (piece.kind === 'group' && piece.open !== '(?:') groups.push(piece);
    return false;
  });
  const written = alternatives.map((sequence) =>
    sequence.map((piece, at): Piece => {
      if (piece.kind !== 'back') return piece;
      const group = sequence
        .slice(0, at)
        .find((one) => one.kind === 'group' && one.least > 0 && isNamed(one, piece.to));
      return group?.kind === 'group'
        ? { ...piece, kind: 'group', open: '(?:', alternatives: group.alternatives }
        : piece;
    }),
  );
  return some(written, isReference) ? undefined : written;

  function isNamed(group: Piece & { kind: 'group' }, to: string): boolean {
    return group.open === `(?<${to}>` || groups.indexOf(group) === Number(to) - 1;
  }
}

// An edge becomes a boundary where a word begins or ends there, and goes otherwise. Undefined when it stands in a look-around.
function withoutEdges(alternatives: Alternatives | undefined, more: string[]): Alternatives | undefined {
  const isEdge = ({ kind }: Piece) => kind === 'edge';
  if (alternatives === undefined || !some(alternatives, isEdge)) return alternatives;
  if (some(alternatives, (piece) => piece.kind === 'look' && some(piece.alternatives, isEdge))) return undefined;
  more.push('in the middle of a text');
  return mapped(alternatives, (piece, at, all) => {
    if (piece.kind !== 'edge') return [piece];
    const beside = all[piece.source === '^' ? at + 1 : at - 1];
    return isWord(beside) ? [{ ...piece, kind: 'boundary', source: '\\b' }] : [];
  });
}

function isWord(piece: Piece | undefined): boolean {
  return (
    piece?.kind === 'set' &&
    piece.least > 0 &&
    piece.set.every((has, code) => has === 0 || namedSets['w']?.[code] === 1)
  );
}

// The same with fewer ways: (a|a) is (a), (a+)+ is a+, and a*a* is a*.
function simplified(alternatives: Alternatives): Alternatives {
  return mapped(alternatives, (piece) => [piece.kind === 'group' ? unfolded(piece) : piece]).map(merged);
}

function unfolded(group: Piece & { kind: 'group' }): Piece {
  const sequences = group.alternatives.map(merged);
  const texts = sequences.map((sequence) => render([sequence]));
  const distinct = sequences.filter((_, at) => texts.indexOf(texts[at] as string) === at);
  const only = distinct.length === 1 && distinct[0]?.length === 1 ? distinct[0][0] : undefined;
  const isPlain = only?.kind === 'set' && only.least < 2 && only.most > 0 && group.most > 0;
  if (!isPlain || !(only.lazy === group.lazy || only.most === 1 || group.most === 1))
    return { ...group, alternatives: distinct };
  const lazy = group.most === 1 && group.least === 1 ? only.lazy : group.lazy;
  return { ...only, least: only.least * group.least, most: only.most * group.most, lazy };
}

function merged(sequence: Sequence): Sequence {
  const pieces: Piece[] = [];
  for (const piece of sequence) {
    const last = pieces.at(-1);
    if (last?.kind === 'set' && piece.kind === 'set' && last.source === piece.source && isLikeRun(last, piece))
      pieces[pieces.length - 1] = { ...piece, least: last.least + piece.least, most: last.most + piece.most };
    else pieces.push(piece);
  }
  return pieces;
}

function isLikeRun(a: Piece, b: Piece): boolean {
  return a.lazy === b.lazy && a.most > a.least && b.most > b.least;
}

// Repetitions without a bound get one. With `all`, those with a higher one get it too.
function bounded(alternatives: Alternatives, bound: number, all: boolean): Alternatives {
  return mapped(alternatives, (piece) => {
    const isHigher = all || piece.most === Number.POSITIVE_INFINITY;
    return [isHigher ? { ...piece, most: Math.min(piece.most, Math.max(piece.least, bound)) } : piece];
  });
}
