import type { Probe, WordMatcher } from './scan.ts';

// So many starts with one probe, as the countries of IBANs, share a row: rows cost a start-up its time.
const manyStarts = 20;
const anyFourth = 0xffffffff;
// `#`, which stands for a digit.
const digitSign = 35;

/** Which probes may match where a word begins, by its first four characters. Read in the scanner's innermost loop. */
export class StartTable {
  /** First two characters, 7 bits each → row; 0 for none. */
  readonly rows = new Uint16Array(16384);
  /** Row and third character, 7 bits → 1 where some probe wants it: "be" is in every text, "bea" is not. */
  thirds = new Uint8Array(32768);
  /** Row → a bit for each fourth character that some probe wants, by its last five bits: `curl` is wanted, `current` is not. */
  readonly fourths = [0];
  readonly probes: Probe[][] = [[]];

  constructor(matchers: readonly WordMatcher[]) {
    // Those that share a row come last, so that nothing is added to it.
    for (const matcher of matchers) if (matcher.starts.length < manyStarts) this.#add(matcher);
    for (const matcher of matchers) if (matcher.starts.length >= manyStarts) this.#addShared(matcher);
  }

  // No iterators and no strings in these loops: they are a thousand turns of every start, in code that is not compiled yet.
  #add({ starts, probe, anyCase }: WordMatcher): void {
    for (let index = 0; index < starts.length; index++) {
      const start = starts[index] as string;
      const pair = pairOf(start);
      this.#addAt(pair, start, anyCase === true, probe);
      if (anyCase !== true) continue;
      const [first, second] = [caseOf(start, 0) << 7, caseOf(start, 1)];
      this.#addAt(pair ^ first, start, true, probe);
      this.#addAt(pair ^ second, start, true, probe);
      this.#addAt(pair ^ first ^ second, start, true, probe);
    }
  }

  #addAt(pair: number, start: string, anyCase: boolean, probe: Probe): void {
    if (this.rows[pair] === 0) this.rows[pair] = this.#newRow();
    const row = this.rows[pair] as number;
    const probes = this.probes[row] as Probe[];
    if (!probes.includes(probe)) probes.push(probe);
    this.#want(row, start, anyCase, fourthOf(start));
  }

  #addShared({ starts, probe }: WordMatcher): void {
    const shared = this.#newRow();
    this.probes[shared]?.push(probe);
    this.#want(shared, starts[0] as string, false, anyFourth);
    for (let index = 0; index < starts.length; index++) {
      const start = starts[index] as string;
      const pair = pairOf(start);
      if (this.rows[pair] === 0) this.rows[pair] = shared;
      else this.#addAt(pair, start, false, probe);
    }
  }

  #newRow(): number {
    const row = this.probes.push([]) - 1;
    this.fourths.push(0);
    if (this.thirds.length <= row << 7) {
      const grown = new Uint8Array(this.thirds.length * 2);
      grown.set(this.thirds);
      this.thirds = grown;
    }
    return row;
  }

  #want(row: number, start: string, anyCase: boolean, fourth: number): void {
    const from = row << 7;
    this.fourths[row] = ((this.fourths[row] as number) | fourth) >>> 0;
    const third = start.charCodeAt(2);
    if (start.length === 2) this.thirds.fill(1, from, from + 128);
    else if (third === digitSign) this.thirds.fill(1, from + 48, from + 58);
    else {
      this.thirds[from + third] = 1;
      if (anyCase) this.thirds[from + (third ^ caseOf(start, 2))] = 1;
    }
  }
}

function pairOf(start: string): number {
  return (start.charCodeAt(0) << 7) | start.charCodeAt(1);
}

// The bit of the fourth character, in either case; all of them for a start that has none.
function fourthOf(start: string): number {
  return start.length < 4 ? anyFourth : (1 << (start.charCodeAt(3) & 31)) >>> 0;
}

// What makes the other case of a letter; nothing for a sign.
function caseOf(start: string, at: number): number {
  const lower = start.charCodeAt(at) | 32;
  return lower >= 97 && lower <= 122 ? 32 : 0;
}
