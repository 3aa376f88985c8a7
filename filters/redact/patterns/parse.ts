import { complementOf, emptySet, namedSets, rangeSet, unionOf } from './character-set.ts';
import type { CharacterSet } from './character-set.ts';

/** One place of a pattern: characters of a set, or a group of alternatives; `least` to `most` times. */
export interface Piece {
  readonly set?: CharacterSet;
  readonly group?: readonly Sequence[];
  readonly least: number;
  readonly most: number;
  /** The character, when there is only one. */
  readonly literal?: string;
}
export type Sequence = readonly Piece[];

/** What a pattern has that the safe subset has not. */
export class PatternError extends Error {}

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

/** Parses a pattern of the safe subset. Throws `PatternError` with the reason for anything else. */
export function parsePattern(source: string): readonly Sequence[] {
  const parser = new Parser(source);
  const alternatives = parser.alternatives();
  if (parser.at < source.length) throw new PatternError(`a \`)\` without its \`(\` at character ${parser.at + 1}`);
  return alternatives;
}

class Parser {
  at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Sequence[] {
    const all: Piece[][] = [[]];
    while (this.at < this.#source.length && this.#peek() !== ')') {
      if (this.#take('|')) {
        all.push([]);
        continue;
      }
      const piece = this.#piece();
      if (piece !== undefined) all.at(-1)?.push(piece);
    }
    return all;
  }

  #piece(): Piece | undefined {
    const boundary = /^(?:\\b|\\B|\(\?<?[=!](?:\\?[^()\\[\]]|\[(?:\\.|[^\\\]])*\])\))/.exec(
      this.#source.slice(this.at),
    );
    if (boundary !== null) {
      this.at += boundary[0].length;
      return undefined;
    }
    const atom = this.#atom();
    return { ...atom, ...this.#quantifier() };
  }

  #atom(): Omit<Piece, 'least' | 'most'> {
    const character = this.#next();
    if (character === '(') return this.#group();
    if (character === '[') return { set: this.#class() };
    if (character === '\\') return this.#escape();
    if (character === '.') return { set: namedSets['.'] as CharacterSet };
    if (character === '^' || character === '$')
      throw new PatternError(`\`${character}\`: a pattern is found anywhere; use \\b`);
    if ('*+?{'.includes(character)) throw new PatternError(`\`${character}\` repeats nothing`);
    return { set: rangeSet(character.charCodeAt(0), character.charCodeAt(0)), literal: character };
  }

  #group(): { group: Sequence[] } {
    if (this.#peek() === '?' && !this.#take('?:')) {
      const isLook = /^\?<?[=!]/.test(this.#source.slice(this.at));
      throw new PatternError(
        isLook ? 'it looks ahead or behind by more than one character' : 'only (?: and ( open a group',
      );
    }
    const group = this.alternatives();
    if (!this.#take(')')) throw new PatternError('a `(` without its `)`');
    return { group };
  }

  #escape(): Omit<Piece, 'least' | 'most'> {
    const named = namedSets[this.#peek()];
    if (named !== undefined && this.#peek() !== '.') {
      this.at++;
      return { set: named };
    }
    const code = this.#escapedCode();
    return { set: rangeSet(code, code), literal: String.fromCharCode(code) };
  }

  #escapedCode(): number {
    const character = this.#next();
    if (/[1-9k]/.test(character)) throw new PatternError('it refers back to a group');
    const digits = character === 'x' ? 2 : character === 'u' ? 4 : 0;
    if (digits > 0) {
      const hex = this.#source.slice(this.at, this.at + digits);
      if (!/^[0-9a-f]+$/i.test(hex) || hex.length < digits)
        throw new PatternError(`\\${character} needs ${digits} hexadecimal digits`);
      this.at += digits;
      return Number.parseInt(hex, 16);
    }
    if (controls[character] !== undefined) return controls[character];
    if (/[A-Za-z]/.test(character)) throw new PatternError(`\\${character} is not supported`);
    return character.charCodeAt(0);
  }

  #class(): CharacterSet {
    const negated = this.#take('^');
    let set = emptySet();
    while (this.at < this.#source.length && this.#peek() !== ']') {
      const first = this.#classAtom();
      if (typeof first === 'number' && this.#peek() === '-' && this.#source[this.at + 1] !== ']') {
        this.at++;
        const last = this.#classAtom();
        if (typeof last !== 'number' || last < first) throw new PatternError('a range in [ ] runs backwards');
        set = unionOf(set, rangeSet(first, last));
      } else {
        set = unionOf(set, typeof first === 'number' ? rangeSet(first, first) : first);
      }
    }
    if (!this.#take(']')) throw new PatternError('a `[` without its `]`');
    return negated ? complementOf(set) : set;
  }

  #classAtom(): number | CharacterSet {
    const character = this.#next();
    if (character !== '\\') return character.charCodeAt(0);
    const named = namedSets[this.#peek()];
    if (named === undefined || this.#peek() === '.') return this.#escapedCode();
    this.at++;
    return named;
  }

  #quantifier(): { least: number; most: number } {
    const match = /^(?:([*+?])|\{(\d{1,5})(,(\d{0,5}))?\})\??/.exec(this.#source.slice(this.at));
    if (match === null) return { least: 1, most: 1 };
    this.at += match[0].length;
    if (match[1] !== undefined)
      return { least: match[1] === '+' ? 1 : 0, most: match[1] === '?' ? 1 : Number.POSITIVE_INFINITY };
    const least = Number(match[2]);
    const most = match[3] === undefined ? least : match[4] === '' ? Number.POSITIVE_INFINITY : Number(match[4]);
    if (most < least) throw new PatternError('a repetition has its bounds the wrong way round');
    return { least, most };
  }

  #peek(): string {
    return this.#source[this.at] ?? '';
  }

  #next(): string {
    const character = this.#source[this.at++];
    if (character === undefined) throw new PatternError('it ends in the middle');
    return character;
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}
