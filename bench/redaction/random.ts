export const digits = '0123456789';
export const lower = 'abcdefghijklmnopqrstuvwxyz';
export const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const hex = '0123456789abcdef';
export const alphanumeric = upper + lower + digits;
export const base64 = `${alphanumeric}+/`;
export const base64url = `${alphanumeric}-_`;

/** A source of choices that is the same for the same seed, on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  /** `length` characters out of `alphabet`. */
  chars(length: number, alphabet: string): string;
}

/** sfc32 (Chris Doty-Humphrey, PractRand; public domain): 128 bits of state, 32 bits a step, passes BigCrush. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = seed | 0;
  function step(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  // Neighbouring seeds start alike; 20 steps are enough to part them.
  for (let warm = 0; warm < 20; warm++) step();
  const next = () => step() / 0x100000000;
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('Nothing to pick from.');
      return list[int(0, list.length - 1)] as T;
    },
    chance: (probability) => next() < probability,
    chars(length, alphabet) {
      let text = '';
      for (let index = 0; index < length; index++) text += alphabet[int(0, alphabet.length - 1)];
      return text;
    },
  };
}
