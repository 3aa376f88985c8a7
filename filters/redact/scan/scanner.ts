import { isDigit, isWord } from './digit-groups.ts';
import type { Matchers, Probe, Scan } from './scan.ts';

// What each UTF-16 unit means to the scan. One table over all 65,536 spares a comparison per character; ordinary text
// touches two cache lines of it. What is neither part of a word nor a sign is 0; only parts of words are 8 and above.
const lookAt = 1;
const pairing = 2;
const escape = 3;
const percent = 4;
const bracket = 5;
const dash = 6;
const digit = 8;
const letter = 9;

/** The fewest characters of a base64 token that is decoded: 16 bytes hardly hold a finding. */
const leastBase64 = 24;
/** Longest word that a matcher for mixed words may ask for. */
const longestMixed = 40;

/** Called at `:` and `=` behind a word whose last letters the gate knows. */
export interface PairProbe {
  /** 1 where a wanted key may end so: its fourth last, second last and last letter, 5 bits each. */
  readonly gate: Uint8Array;
  readonly probe: Probe;
}

export interface ScannerParts {
  readonly matchers: readonly Matchers[];
  /** Names of placeholders such as `[EmailAddress]`, which are stepped over. */
  readonly placeholders: ReadonlySet<string>;
  readonly pairs?: PairProbe | undefined;
  readonly base64?: Probe | undefined;
}

/**
 * One pass over a text, from word to word. A table over the first two characters of a word says which probes may match
 * there; runs of digits go to the probes for that many digits; a few signs have probes of their own. Probes look at a
 * bounded distance and the position only grows, so the time is linear in the text whatever it holds.
 */
export class Scanner {
  readonly #kinds = new Uint8Array(65536);
  // First two characters of a word, 7 bits each → index into #words; 0 for none.
  readonly #starts = new Uint16Array(16384);
  // Index into #words and third character, 7 bits → 1 where some probe wants it: "be" is in every text, "bea" is not.
  #thirds = new Uint8Array(65536);
  readonly #words: Probe[][] = [[]];
  // By the digits in reach: the probes for groups whose least is not above that; and by their exact number those for one run.
  readonly #numbers: Probe[][] = Array.from({ length: 40 }, () => []);
  readonly #plain: Probe[][] = Array.from({ length: 20 }, () => []);
  readonly #mixed: Probe[][] = Array.from({ length: longestMixed + 1 }, () => []);
  readonly #signs: Probe[][] = Array.from({ length: 128 }, () => []);
  readonly #addresses: readonly Probe[];
  readonly #placeholders: ReadonlySet<string>;
  readonly #pairs: PairProbe | undefined;
  readonly #gate: Uint8Array;
  readonly #base64: Probe | undefined;
  // The fewest digits that any probe wants, and whether words below 24 characters must be offered to the mixed probes.
  #leastDigits = 40;
  // The same for a single run of digits.
  #leastPlain = 20;
  #hasMixed = false;

  constructor(parts: ScannerParts) {
    this.#placeholders = parts.placeholders;
    this.#pairs = parts.pairs;
    this.#gate = parts.pairs?.gate ?? new Uint8Array(32768);
    this.#base64 = parts.base64;
    this.#addresses = parts.matchers.flatMap(({ addresses = [] }) => addresses.map(({ probe }) => probe));
    for (const { words = [], numbers = [], mixed = [], signs: atSigns = [] } of parts.matchers) {
      for (const { starts, probe, anyCase } of words) {
        for (const start of starts) this.#addStart(start, probe, anyCase === true);
      }
      for (const { leastDigits, plain, probe } of numbers) {
        this.#leastDigits = Math.min(this.#leastDigits, leastDigits);
        for (let count = leastDigits; count < this.#numbers.length; count++) this.#numbers[count]?.push(probe);
        if (plain === undefined) continue;
        this.#leastPlain = Math.min(this.#leastPlain, plain[0]);
        for (let count = plain[0]; count <= plain[1]; count++) this.#plain[count]?.push(probe);
      }
      for (const { lengths, probe } of mixed) {
        this.#hasMixed ||= lengths[0] < leastBase64;
        for (let length = lengths[0]; length <= lengths[1]; length++) this.#mixed[length]?.push(probe);
      }
      for (const { sign, probe } of atSigns) this.#signs[sign.charCodeAt(0)]?.push(probe);
    }
    this.#fillKinds();
  }

  /**
   * Scans `scan.text`; what it finds is in `scan.findings`. What rules most candidates out is written out here, at the
   * cost of some length: a call for each word, number and sign would double the time.
   */
  run(scan: Scan): void {
    const { length, units } = scan;
    const kinds = this.#kinds;
    const starts = this.#starts;
    const thirds = this.#thirds;
    const gate = this.#gate;
    const mixed = this.#hasMixed;
    const leastPlain = this.#leastPlain;
    let wordEnd = 0;
    let steps = 0;
    let at = 0;
    while (at < length) {
      const code = units[at] as number;
      const kind = kinds[code] as number;
      if (kind === 0) {
        at++;
        continue;
      }
      steps++;
      let next = at + 1;
      if (kind === letter) {
        let end = next;
        let after = units[end] as number;
        while ((kinds[after] as number) >= digit) after = units[++end] as number;
        wordEnd = next = end;
        const size = end - at;
        let start = starts[((code & 127) << 7) | ((units[at + 1] as number) & 127)] as number;
        if (start !== 0 && thirds[(start << 7) | ((units[at + 2] as number) & 127)] === 0) start = 0;
        if (start !== 0 || mixed || size >= leastBase64 || isJoint(after, size))
          next = this.#word(scan, at, end, start);
      } else if (kind === digit) {
        let end = next;
        let after = units[end] as number;
        while (kinds[after] === digit) after = units[++end] as number;
        if (kinds[after] === letter) {
          do after = units[++end] as number;
          while ((kinds[after] as number) >= digit);
          wordEnd = next = end;
          const size = end - at;
          let start = starts[((code & 127) << 7) | ((units[at + 1] as number) & 127)] as number;
          if (start !== 0 && thirds[(start << 7) | ((units[at + 2] as number) & 127)] === 0) start = 0;
          if (start !== 0 || mixed || size >= leastBase64 || isJoint(after, size))
            next = this.#word(scan, at, end, start);
        } else {
          wordEnd = next = end;
          if (
            end - at >= leastPlain ||
            after === 58 ||
            after === 43 ||
            (isSeparator(after) && (kinds[units[end + 1] as number] as number) >= digit)
          ) {
            next = this.#number(scan, at, end, after);
          }
        }
      } else if (kind === pairing) {
        const ahead = units[next] as number;
        // At most three characters between the key and its sign: a quote, an escaped quote, spaces.
        const isKey =
          at - wordEnd <= 3 &&
          wordEnd > 1 &&
          gate[
            ((wordEnd > 3 ? (units[wordEnd - 4] as number) & 31 : 0) << 10) |
              (((units[wordEnd - 2] as number) & 31) << 5) |
              ((units[wordEnd - 1] as number) & 31)
          ] === 1;
        if (isKey || ahead === 47 || ahead === 58) next = this.#pair(scan, at, ahead, wordEnd, isKey);
      } else if (kind !== dash || units[next] === 45) {
        next = this.#sign(scan, at, code, kind);
      }
      // Whatever a probe answers, the scan never stands still and never goes back.
      at = next > at ? next : at + 1;
    }
    scan.steps = steps;
  }

  #word(scan: Scan, at: number, end: number, start: number): number {
    const length = end - at;
    if (start !== 0) {
      for (const probe of this.#words[start] as Probe[]) {
        const next = probe(scan, at, end);
        if (next > 0) return next;
      }
    }
    if (length <= longestMixed) {
      for (const probe of this.#mixed[length] as Probe[]) {
        const next = probe(scan, at, end);
        if (next > 0) return next;
      }
    }
    if (length < 5 && this.#addresses.length > 0) {
      const next = this.#address(scan, at, end);
      if (next > 0) return next;
    }
    if (this.#base64 === undefined) return end;
    const after = scan.code(end);
    return length >= leastBase64 || after === 43 || after === 47 ? this.#base64(scan, at, end) || end : end;
  }

  #number(scan: Scan, at: number, end: number, after: number): number {
    if (after === 43) scan.percent ||= isDigitOrBracket(scan.code(end + 1));
    const length = end - at;
    if (length < 5 && this.#addresses.length > 0) {
      const next = this.#address(scan, at, end);
      if (next > 0) return next;
    }
    const { groups } = scan;
    const isGrouped = isSeparator(after) && isDigit(scan.code(end + 1));
    if (isGrouped || length < 20) groups.read(scan.units, at, end);
    if (isGrouped && groups.total < this.#leastDigits) return end;
    const probes = isGrouped ? this.#numbers[Math.min(groups.total, 39)] : this.#plain[length];
    for (const probe of probes ?? []) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
    }
    if (length >= leastBase64 && this.#base64 !== undefined) return this.#base64(scan, at, end) || end;
    return end;
  }

  // Words of up to four characters in front of `:`, `-` or `.` may begin an IP or MAC address.
  #address(scan: Scan, at: number, end: number): number {
    const after = scan.code(end);
    if (after !== 58 && !(after === 45 && end - at === 2) && !(after === 46 && end - at === 4)) return 0;
    for (const probe of this.#addresses) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
    }
    return 0;
  }

  #sign(scan: Scan, at: number, code: number, kind: number): number {
    if (kind === lookAt || kind === dash) return this.#atSign(scan, at, code);
    if (kind === bracket) {
      const end = placeholderEnd(scan, at, this.#placeholders);
      // As the finding it stands for, it ends the reach of the keywords in front.
      if (end > 0) scan.floor = end;
      return end || at + 1;
    }
    const next = scan.code(at + 1);
    if (kind === percent) {
      // The digits stay part of the word behind them: only the decoded view knows what they stand for.
      if (isHex(next) && isHex(scan.code(at + 2))) scan.percent = true;
      return at + 1;
    }
    // A JSON escape is one unit, so that a word begins right behind it: `\nAKIA…`.
    if (next === 117 || next === 92) scan.escaped = true;
    const isCode = next === 117 && [2, 3, 4, 5].every((place) => isHex(scan.code(at + place)));
    if (!isCode && !isEscapable(next)) return at + 1;
    return (scan.unit = at + (isCode ? 6 : 2));
  }

  #atSign(scan: Scan, at: number, code: number): number {
    if (code === 43 && scan.code(at - 1) === 41) scan.percent = true;
    for (const probe of this.#signs[code] as Probe[]) {
      const next = probe(scan, at, at + 1);
      if (next > 0) return next;
    }
    return at + 1;
  }

  #pair(scan: Scan, at: number, ahead: number, wordEnd: number, isKey: boolean): number {
    if (scan.code(at) === 58) {
      if (ahead === 47) {
        const next = this.#atSign(scan, at, 58);
        if (next > at + 1) return next;
      } else if (ahead === 58) {
        for (const probe of this.#addresses) {
          const next = probe(scan, at, at);
          if (next > 0) return next;
        }
      }
    }
    return isKey && this.#pairs !== undefined ? this.#pairs.probe(scan, at, wordEnd) || at + 1 : at + 1;
  }

  #addStart(start: string, probe: Probe, anyCase: boolean): void {
    const [firsts, seconds] = [casesOf(start.charAt(0), anyCase), casesOf(start.charAt(1), anyCase)];
    for (let first = 0; first < firsts.length; first++) {
      for (let second = 0; second < seconds.length; second++) {
        const index = (firsts.charCodeAt(first) << 7) | seconds.charCodeAt(second);
        if (this.#starts[index] === 0) this.#starts[index] = this.#words.push([]) - 1;
        const word = this.#starts[index] as number;
        const probes = this.#words[word] as Probe[];
        if (!probes.includes(probe)) probes.push(probe);
        this.#addThirds(word, start.length < 3 ? '' : casesOf(start.charAt(2), anyCase));
      }
    }
  }

  #addThirds(word: number, thirds: string): void {
    if (this.#thirds.length <= word << 7) {
      const grown = new Uint8Array(this.#thirds.length * 2);
      grown.set(this.#thirds);
      this.#thirds = grown;
    }
    const from = word << 7;
    if (thirds === '') this.#thirds.fill(1, from, from + 128);
    else if (thirds === '#') this.#thirds.fill(1, from + 48, from + 58);
    else for (let at = 0; at < thirds.length; at++) this.#thirds[from + thirds.charCodeAt(at)] = 1;
  }

  #fillKinds(): void {
    const kinds = this.#kinds;
    for (let code = 48; code <= 57; code++) kinds[code] = digit;
    for (let code = 97; code <= 122; code++) kinds[code] = kinds[code - 32] = letter;
    kinds[95] = letter;
    kinds[58] = kinds[61] = pairing;
    kinds[92] = escape;
    kinds[37] = percent;
    kinds[91] = bracket;
    if (this.#signs[45]?.length) kinds[45] = dash;
    for (const character of '@+(~')
      if (this.#signs[character.charCodeAt(0)]?.length) kinds[character.charCodeAt(0)] = lookAt;
  }
}

function casesOf(character: string, anyCase: boolean): string {
  return anyCase ? character.toLowerCase() + character.toUpperCase() : character;
}

/** The offset behind a placeholder such as `[Iban]` or `[Iban:k7Qp…]` that starts at `at`, or 0 when none does. */
export function placeholderEnd(scan: Scan, at: number, names: ReadonlySet<string>): number {
  let end = at + 1;
  while (end - at < 64 && (isWord(scan.code(end)) || scan.code(end) === 45)) end++;
  if (end - at < 3 || !names.has(scan.text.slice(at + 1, end))) return 0;
  if (scan.code(end) === 58) {
    const from = end + 1;
    do end++;
    while (end - from < 64 && (isWord(scan.code(end)) || scan.code(end) === 45));
  }
  return scan.code(end) === 93 ? end + 1 : 0;
}

export function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

// Behind a short word `:`, and `-` or `.` in MAC addresses, go on with an address; `+` and `/` with base64.
function isJoint(code: number, size: number): boolean {
  if (code === 43 || code === 47) return true;
  return size < 5 && (code === 58 || (code === 45 && size === 2) || (code === 46 && size === 4));
}

// A `+` between digits is the blank of a form: 4111+1111+…, (020)+7946….
function isDigitOrBracket(code: number): boolean {
  return isDigit(code) || code === 40;
}

function isSeparator(code: number): boolean {
  return code === 32 || (code >= 45 && code <= 47);
}

function isEscapable(code: number): boolean {
  return (
    code === 34 ||
    code === 110 ||
    code === 116 ||
    code === 114 ||
    code === 92 ||
    code === 47 ||
    code === 98 ||
    code === 102
  );
}
