import { complementOf, emptySet, namedSets, rangeSet, unionOf } from './character-set.ts';
import type { CharacterSet } from './character-set.ts';

/** One place of a pattern, without its quantifier. `source` and `open` are as the author wrote them. */
export type Atom =
  | { readonly kind: 'set'; readonly source: string; readonly set: CharacterSet }
  | { readonly kind: 'group'; readonly open: string; readonly alternatives: readonly Sequence[] }
  /** What must or must not stand ahead or, as `open` says, behind. */
  | { readonly kind: 'look'; readonly open: string; readonly alternatives: readonly Sequence[] }
  /** `\b` and `\B`. */
  | { readonly kind: 'boundary'; readonly source: string }
  /** `^` and `$`. */
  | { readonly kind: 'edge'; readonly source: string }
  /** What the group of this number or name has matched. */
  | { readonly kind: 'back'; readonly source: string; readonly to: string };
/** An atom, `least` to `most` times; `most` is infinite where the author set no bound. */
export type Piece = Atom & { readonly least: number; readonly most: number; readonly lazy: boolean };
export type Sequence = readonly Piece[];

/** Why a text cannot be read as a pattern, and what to change. */
export class PatternError extends Error {
  readonly change: string;

  constructor(reason: string, change: string) {
    super(reason);
    this.change = change;
  }
}

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };
const once = { least: 1, most: 1, lazy: false };

/**
 * Parses a regular expression as JavaScript reads it without flags. Throws `PatternError` for what no engine reads, and for
 * what reads otherwise than it looks.
 */
export function parsePattern(source: string): readonly Sequence[] {
  const parser = new Parser(source);
  const alternatives = parser.alternatives();
  if (parser.at < source.length)
    throw new PatternError(
      `a \`)\` without its \`(\` at character ${parser.at + 1}`,
      'write \\) for the character itself',
    );
  return alternatives;
}

class Parser {
  at = 0;
  readonly #source: string;
  readonly #names = new Set<string>();

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Sequence[] {
    const all: Piece[][] = [[]];
    while (this.at < this.#source.length && this.#peek() !== ')') {
      if (this.#take('|')) all.push([]);
      else all.at(-1)?.push(this.#piece());
    }
    return all;
  }

  #piece(): Piece {
    const atom = this.#atom();
    if (atom.kind === 'set' || atom.kind === 'group' || atom.kind === 'back') return { ...atom, ...this.#quantifier() };
    return { ...atom, ...once };
  }

  #atom(): Atom {
    const from = this.at;
    const character = this.#next();
    if (character === '(') return this.#group();
    if (character === '^' || character === '$') return { kind: 'edge', source: character };
    if (character === '\\') return this.#escape(from);
    if ('*+?{'.includes(character))
      throw new PatternError(`\`${character}\` repeats nothing`, `write \\${character} for the character itself`);
    const set =
      character === '['
        ? this.#class()
        : character === '.'
          ? (namedSets['.'] as CharacterSet)
          : rangeSet(character.charCodeAt(0), character.charCodeAt(0));
    return { kind: 'set', source: this.#source.slice(from, this.at), set };
  }

  #group(): Atom {
    const rest = this.#source.slice(this.at);
    const opened = /^(?:\?:|\?<[A-Za-z_]\w*>|\?<?[=!])?/.exec(rest)?.[0] ?? '';
    if (opened === '' && rest.startsWith('?'))
      throw new PatternError(
        'a group opens with (, (?:, (?<name> or a look-around only',
        'write both cases in a class, as in [Ee], where (?i) would ignore case',
      );
    this.at += opened.length;
    const name = /^\?<(\w+)>/.exec(opened)?.[1];
    if (name !== undefined && this.#names.has(name))
      throw new PatternError(`two groups have the name ${name}`, 'leave the names out');
    if (name !== undefined) this.#names.add(name);
    const alternatives = this.alternatives();
    if (!this.#take(')')) throw new PatternError('a `(` without its `)`', 'write \\( for the character itself');
    return { kind: /[=!]$/.test(opened) ? 'look' : 'group', open: `(${opened}`, alternatives };
  }

  #escape(from: number): Atom {
    const reference = /^(?:[1-9]\d*|k<(\w+)>)/.exec(this.#source.slice(this.at));
    if (reference !== null) {
      this.at += reference[0].length;
      return { kind: 'back', source: `\\${reference[0]}`, to: reference[1] ?? reference[0] };
    }
    if (this.#take('b') || this.#take('B')) return { kind: 'boundary', source: this.#source.slice(from, this.at) };
    const character = this.#peek();
    const named = character === '.' ? undefined : namedSets[character];
    if (named !== undefined) this.at++;
    const code = named === undefined ? this.#escapedCode() : 0;
    return { kind: 'set', source: this.#source.slice(from, this.at), set: named ?? rangeSet(code, code) };
  }

  #escapedCode(): number {
    const character = this.#next();
    const digits = character === 'x' ? 2 : character === 'u' ? 4 : 0;
    if (digits > 0) {
      const hex = this.#source.slice(this.at, this.at + digits);
      if (!/^[0-9a-f]+$/i.test(hex) || hex.length < digits)
        throw new PatternError(`\\${character} needs ${digits} hexadecimal digits`, 'write all of them');
      this.at += digits;
      return Number.parseInt(hex, 16);
    }
    const control = /\d/.test(this.#peek()) ? undefined : controls[character];
    if (control !== undefined) return control;
    if (/[A-Za-z\d]/.test(character))
      throw new PatternError(`\\${character} is not supported`, 'write a class of the characters in its place');
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
        if (typeof last !== 'number' || last < first)
          throw new PatternError('a range in [ ] runs backwards', 'write \\- for the character itself');
        set = unionOf(set, rangeSet(first, last));
      } else {
        set = unionOf(set, typeof first === 'number' ? rangeSet(first, first) : first);
      }
    }
    if (!this.#take(']')) throw new PatternError('a `[` without its `]`', 'write \\[ for the character itself');
    return negated ? complementOf(set) : set;
  }

  #classAtom(): number | CharacterSet {
    const character = this.#next();
    if (character !== '\\') return character.charCodeAt(0);
    const named = this.#peek() === '.' ? undefined : namedSets[this.#peek()];
    if (named === undefined) return this.#escapedCode();
    this.at++;
    return named;
  }

  #quantifier(): { least: number; most: number; lazy: boolean } {
    const match = /^(?:([*+?])|\{(\d{1,5})(,(\d{0,5}))?\})(\?)?/.exec(this.#source.slice(this.at));
    if (match === null) return once;
    this.at += match[0].length;
    const lazy = match[5] !== undefined;
    if (match[1] !== undefined)
      return { least: match[1] === '+' ? 1 : 0, most: match[1] === '?' ? 1 : Number.POSITIVE_INFINITY, lazy };
    const least = Number(match[2]);
    const most = match[3] === undefined ? least : match[4] === '' ? Number.POSITIVE_INFINITY : Number(match[4]);
    if (most < least)
      throw new PatternError('a repetition has its bounds the wrong way round', 'write the smaller one first');
    return { least, most, lazy };
  }

  #peek(): string {
    return this.#source[this.at] ?? '';
  }

  #next(): string {
    const character = this.#source[this.at++];
    if (character === undefined) throw new PatternError('it ends in the middle', 'write \\\\ for a backslash');
    return character;
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}
