import type { Probe, WordMatcher } from './scan.ts';

// So many starts with one probe, as the countries of IBANs, share a row: rows cost a start-up its time.
const manyStarts = 20;

/** Which probes may match where a word begins, by its first three characters. Read in the scanner's innermost loop. */
export class StartTable {
  /** First two characters, 7 bits each → row; 0 for none. */
  readonly rows = new Uint16Array(16384);
  /** Row and third character, 7 bits → 1 where some probe wants it: "be" is in every text, "bea" is not. */
  thirds = new Uint8Array(32768);
  readonly probes: Probe[][] = [[]];

  constructor(matchers: readonly WordMatcher[]) {
    // Those that share a row come last, so that nothing is added to it.
    for (const matcher of matchers) if (matcher.starts.length < manyStarts) this.#add(matcher);
    for (const matcher of matchers) if (matcher.starts.length >= manyStarts) this.#addShared(matcher);
  }

  #add({ starts, probe, anyCase }: WordMatcher): void {
    for (const start of starts) {
      if (anyCase !== true) {
        this.#addAt(pairOf(start), start.charAt(2), probe);
        continue;
      }
      const [firsts, seconds, thirds] = [0, 1, 2].map((at) => bothCases(start.charAt(at))) as [string, string, string];
      for (const first of firsts) for (const second of seconds) this.#addAt(pairOf(first + second), thirds, probe);
    }
  }

  #addAt(pair: number, thirds: string, probe: Probe): void {
    if (this.rows[pair] === 0) this.rows[pair] = this.#newRow();
    const row = this.rows[pair] as number;
    const probes = this.probes[row] as Probe[];
    if (!probes.includes(probe)) probes.push(probe);
    this.#want(row, thirds);
  }

  #addShared({ starts, probe }: WordMatcher): void {
    const shared = this.#newRow();
    this.probes[shared]?.push(probe);
    this.#want(shared, (starts[0] as string).charAt(2));
    for (const start of starts) {
      const pair = pairOf(start);
      if (this.rows[pair] === 0) this.rows[pair] = shared;
      else this.#addAt(pair, start.charAt(2), probe);
    }
  }

  #newRow(): number {
    const row = this.probes.push([]) - 1;
    if (this.thirds.length <= row << 7) {
      const grown = new Uint8Array(this.thirds.length * 2);
      grown.set(this.thirds);
      this.thirds = grown;
    }
    return row;
  }

  #want(row: number, thirds: string): void {
    const from = row << 7;
    if (thirds === '') this.thirds.fill(1, from, from + 128);
    else if (thirds === '#') this.thirds.fill(1, from + 48, from + 58);
    else for (let at = 0; at < thirds.length; at++) this.thirds[from + thirds.charCodeAt(at)] = 1;
  }
}

function pairOf(start: string): number {
  return (start.charCodeAt(0) << 7) | start.charCodeAt(1);
}

function bothCases(character: string): string {
  return character.toLowerCase() + character.toUpperCase();
}
