import type { CharacterSet } from './character-set.ts';
import { parsePattern } from './parse.ts';
import type { Piece, Sequence } from './parse.ts';

/**
 * Steps that a pattern may take from one place of a text in the worst case, at 3 to 6 ns each. As a step reads a character
 * at most, a pattern looks no further than this, either.
 */
export const mostSteps = 400;

// A pattern with its repetitions written out has no more rounds than this: each takes memory while it is checked.
const mostRounds = 20_000;
// More kinds of text than this are not followed: a pattern that tells so many apart is refused.
const mostFollowed = 4000;

/** What may be tried next: in how many ways each test is reached, and the steps that all of it takes. */
interface Ways {
  readonly tests: ReadonlyMap<number, number>;
  readonly steps: number;
}

const end: Ways = { tests: new Map(), steps: 0 };
const tooMany: Ways = { tests: new Map(), steps: Number.POSITIVE_INFINITY };

/**
 * The most steps that a backtracking engine takes from one place of a text, whatever the text holds, until it has tried all
 * ways to match: characters compared, groups entered, boundaries and look-arounds tried. Infinite when there are more than `limit`, or
 * when the pattern is too large to tell. `backwards`: it is read from its end, as engines read what must stand behind.
 */
export function stepsOf(alternatives: readonly Sequence[], limit: number, backwards = false): number {
  try {
    const written = new WrittenOut(limit, backwards);
    const start = written.waysInto(alternatives, end);
    return new Texts(written, limit).steps(start, 0);
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** The steps that an accepted pattern takes from one place of a text, at most. */
export function stepsOfPattern(pattern: string): number {
  return stepsOf(parsePattern(pattern), mostSteps);
}

/**
 * Follows all texts, character by character. After two that lead to the same tests in the same numbers of ways the same is to
 * come, so that is followed once.
 */
class Texts {
  readonly #written: WrittenOut;
  readonly #limit: number;
  readonly #characters: readonly number[];
  readonly #known = new Map<string, number>();

  constructor(written: WrittenOut, limit: number) {
    this.#written = written;
    this.#limit = limit;
    this.#characters = written.characters();
  }

  /** The steps of the costliest text that goes on from `ways`, where `before` were taken to come there. */
  steps({ tests, steps }: Ways, before: number): number {
    if (before + steps > this.#limit) throw new RangeError('too many steps');
    if (tests.size === 0) return steps;
    const key = [...tests].join(';');
    let behind = this.#known.get(key);
    if (behind === undefined) {
      behind = 0;
      for (const character of this.#characters)
        behind = Math.max(behind, this.steps(this.#written.after(tests, character), before + steps));
      if (this.#known.size >= mostFollowed) throw new RangeError('too many texts');
      this.#known.set(key, behind);
    }
    if (before + steps + behind > this.#limit) throw new RangeError('too many steps');
    return steps + behind;
  }
}

/** A pattern with each round of its repetitions written out, from its end to its start. */
class WrittenOut {
  readonly #limit: number;
  readonly #backwards: boolean;
  readonly #tests: { readonly set: CharacterSet; readonly next: Ways }[] = [];
  readonly #looks = new Map<Piece, number>();
  #rounds = 0;

  constructor(limit: number, backwards: boolean) {
    this.#limit = limit;
    this.#backwards = backwards;
  }

  /** The ways to go on where `alternatives` begin, and behind them `next`. */
  waysInto(alternatives: readonly Sequence[], next: Ways): Ways {
    return this.#sum(
      alternatives.map((sequence) => {
        const pieces = this.#backwards ? sequence : sequence.toReversed();
        return pieces.reduce((after, piece) => this.#repeated(piece, after), next);
      }),
    );
  }

  /** The ways to go on when all tests have seen this character. */
  after(reached: Ways['tests'], character: number): Ways {
    const passed: Ways[] = [];
    const counts: number[] = [];
    for (const [test, count] of reached) {
      const { set, next } = this.#tests[test] as { set: CharacterSet; next: Ways };
      if (set[character] === 0) continue;
      passed.push(next);
      counts.push(count);
    }
    return this.#sum(passed, counts);
  }

  /** One character of each kind that the tests can tell apart. */
  characters(): number[] {
    const sets = [...new Set(this.#tests.map(({ set }) => set))];
    const kinds = new Map<string, number>();
    for (let code = 0; code <= 128; code++) kinds.set(sets.map((set) => set[code]).join(''), code);
    return [...kinds.values()];
  }

  #repeated(piece: Piece, next: Ways): Ways {
    let ways = next;
    for (let round = piece.most; round > 0; round--) {
      if (++this.#rounds > mostRounds) throw new RangeError('too many rounds');
      ways = this.#once(piece, ways);
      if (round > piece.least) ways = this.#sum([ways, next]);
    }
    return ways;
  }

  #once(piece: Piece, next: Ways): Ways {
    if (piece.kind === 'group') {
      const { tests, steps } = this.waysInto(piece.alternatives, next);
      return { tests, steps: steps + 1 };
    }
    if (piece.kind === 'set')
      return { tests: new Map([[this.#tests.push({ set: piece.set, next }) - 1, 1]]), steps: 1 };
    return { tests: next.tests, steps: next.steps + 1 + this.#inside(piece) };
  }

  #inside(piece: Piece): number {
    if (piece.kind !== 'look') return 0;
    let steps = this.#looks.get(piece);
    if (steps === undefined) {
      steps = stepsOf(piece.alternatives, this.#limit, piece.open.startsWith('(?<'));
      this.#looks.set(piece, steps);
    }
    return steps;
  }

  #sum(all: readonly Ways[], counts?: readonly number[]): Ways {
    if (all.length === 1 && (counts?.[0] ?? 1) === 1) return all[0] as Ways;
    const steps = all.reduce((sum, one, at) => sum + one.steps * (counts?.[at] ?? 1), 0);
    if (steps === 0) return end;
    if (steps > this.#limit) return tooMany;
    const tests = new Map<number, number>();
    for (const [at, one] of all.entries())
      for (const [test, count] of one.tests) tests.set(test, (tests.get(test) ?? 0) + count * (counts?.[at] ?? 1));
    return { tests: new Map([...tests].sort(([a], [b]) => a - b)), steps };
  }
}
