import type { Probe, WordMatcher } from './scan.ts';

// So many starts with one probe, as the countries of IBANs, share a row: rows cost a start-up its time.
const manyStarts = 20;
const anyFourth = 0xffffffff;

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

  #add({ starts, probe, anyCase }: WordMatcher): void {
    for (const start of starts) {
      if (anyCase !== true) {
        this.#addAt(pairOf(start), start.charAt(2), fourthOf(start), probe);
        continue;
      }
      const [firsts, seconds, thirds] = [0, 1, 2].map((at) => bothCases(start.charAt(at))) as [string, string, string];
      for (const first of firsts)
        for (const second of seconds) this.#addAt(pairOf(first + second), thirds, fourthOf(start), probe);
    }
  }

  #addAt(pair: number, thirds: string, fourth: number, probe: Probe): void {
    if (this.rows[pair] === 0) this.rows[pair] = this.#newRow();
    const row = this.rows[pair] as number;
    const probes = this.probes[row] as Probe[];
    if (!probes.includes(probe)) probes.push(probe);
    this.#want(row, thirds, fourth);
  }

  #addShared({ starts, probe }: WordMatcher): void {
    const shared = this.#newRow();
    this.probes[shared]?.push(probe);
    this.#want(shared, (starts[0] as string).charAt(2), anyFourth);
    for (const start of starts) {
      const pair = pairOf(start);
      if (this.rows[pair] === 0) this.rows[pair] = shared;
      else this.#addAt(pair, start.charAt(2), anyFourth, probe);
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

  #want(row: number, thirds: string, fourth: number): void {
    const from = row << 7;
    this.fourths[row] = ((this.fourths[row] as number) | fourth) >>> 0;
    if (thirds === '') this.thirds.fill(1, from, from + 128);
    else if (thirds === '#') this.thirds.fill(1, from + 48, from + 58);
    else for (let at = 0; at < thirds.length; at++) this.thirds[from + thirds.charCodeAt(at)] = 1;
  }
}

function pairOf(start: string): number {
  return (start.charCodeAt(0) << 7) | start.charCodeAt(1);
}

// The bit of the fourth character, in either case; all of them for a start that has none.
function fourthOf(start: string): number {
  return start.length < 4 ? anyFourth : (1 << (start.charCodeAt(3) & 31)) >>> 0;
}

function bothCases(character: string): string {
  return character.toLowerCase() + character.toUpperCase();
}
