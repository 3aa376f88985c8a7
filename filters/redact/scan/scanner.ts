import { KeyGate } from '../keys/key-gate.ts';
import { isDigit, isEscapable, isHex, isLetter, isQuoteOrEscape } from './characters.ts';
import { holdsVariants } from './variants.ts';
import { colourEnd } from './colour.ts';
import { isSeparator, joinsGroups, joinsWords } from './joints.ts';
import { placeholderEnd } from './placeholder.ts';
import { Scan } from './scan.ts';
import type { Matchers, Probe } from './scan.ts';
import { StartTable } from './start-table.ts';
import { digitsEvent, joinsMark, pairEvent, secretMark, textMark, wordEvent } from './walk.ts';
import type { Stops } from './walk.ts';

const none: readonly Probe[] = [];

/** Called at `:` and `=` behind a word whose last letters the gate knows. */
export interface PairProbe {
  readonly gate: KeyGate;
  readonly probe: Probe;
}

/** Called at a word that may begin base64: of text, or of the length of an AWS secret key. Answers as a probe. */
export type Base64Probe = (scan: Scan, at: number, mayText: boolean, maySecret: boolean) => number;

/** What a scanner asks at its stops, and which marks it steps over. */
export interface ScannerParts {
  readonly matchers: readonly Matchers[];
  /** Names of placeholders such as `[EmailAddress]`, which are stepped over. */
  readonly placeholders: ReadonlySet<string>;
  readonly pairs?: PairProbe | undefined;
  readonly base64?: Base64Probe | undefined;
}

/**
 * One pass over a text, from word to word. A table over the first two characters of a word says which probes may match
 * there; runs of digits go to the probes for that many digits; a few signs have probes of their own. Probes look at a
 * bounded distance and the position only grows, so the time is linear in the text whatever it holds.
 */
export class Scanner {
  readonly #table: StartTable;
  // By the digits in reach: the probes for groups whose least is not above that; and by their exact number those for one run.
  readonly #numbers: Probe[][] = [];
  readonly #plain: Probe[][] = [];
  readonly #mixed: Probe[][] = [];
  readonly #signs: Probe[][] = [];
  readonly #addresses: readonly Probe[];
  readonly #placeholders: ReadonlySet<string>;
  readonly #keys: Probe | undefined;
  readonly #pairs: readonly Probe[];
  readonly #base64: Base64Probe | undefined;
  // The fewest digits that any probe wants of several groups.
  #leastDigits = 40;
  readonly #stops: Stops;

  constructor(parts: ScannerParts) {
    this.#placeholders = parts.placeholders;
    const ofKeys = parts.matchers.flatMap(({ pairs = [] }) => pairs);
    const gate = parts.pairs?.gate ?? (ofKeys.length > 0 ? new KeyGate() : undefined);
    for (const { endings } of ofKeys) for (const ending of endings) gate?.open(ending, false);
    this.#keys = parts.pairs?.probe;
    this.#pairs = ofKeys.map(({ probe }) => probe);
    this.#base64 = parts.base64;
    this.#addresses = parts.matchers.flatMap(({ addresses = [] }) => addresses);
    this.#table = new StartTable(parts.matchers.flatMap(({ words = [] }) => words));
    const wordLengths: number[] = [];
    const hyphenLengths: number[] = [];
    let leastPlain = 20;
    let leastLength = 41;
    for (const { numbers = [], mixed = [], signs: atSigns = [] } of parts.matchers) {
      for (const { leastDigits, leastLength: least = leastDigits + 1, plain, probe } of numbers) {
        this.#leastDigits = Math.min(this.#leastDigits, leastDigits);
        leastLength = Math.min(leastLength, least);
        for (let count = leastDigits; count < 40; count++) (this.#numbers[count] ??= []).push(probe);
        if (plain === undefined) continue;
        leastPlain = Math.min(leastPlain, plain[0]);
        for (let count = plain[0]; count <= plain[1]; count++) (this.#plain[count] ??= []).push(probe);
      }
      for (const { lengths, isHyphened, probe } of mixed) {
        for (let length = lengths[0]; length <= lengths[1]; length++) {
          (this.#mixed[length] ??= []).push(probe);
          (isHyphened === true ? hyphenLengths : wordLengths).push(length);
        }
      }
      for (const { sign, probe } of atSigns) (this.#signs[sign.charCodeAt(0)] ??= []).push(probe);
    }
    this.#stops = {
      starts: this.#table,
      gate,
      leastPlain,
      leastGrouped: leastLength - 1,
      skipsTimes: !parts.matchers.some(({ numbers = [] }) => numbers.some(({ takesDates }) => takesDates)),
      wordLengths,
      hyphenLengths,
    };
  }

  /** A scan for `run`. */
  scan(level: 0 | 1): Scan {
    return new Scan(this.#stops, this.#placeholders, level);
  }

  /** Scans `scan.text`; what it finds is in `scan.findings`. */
  run(scan: Scan): void {
    const { walk, length } = scan;
    const { event } = walk;
    let at = walk.begin(length);
    if (walk.mayVary && !scan.escaped) scan.escaped = holdsVariants(scan);
    while (at >= 0) {
      const kind = event[0] as number;
      const first = event[1] as number;
      let next: number;
      if (kind === wordEvent) next = this.#word(scan, at, first, event[2] as number, event[3] as number);
      else if (kind === digitsEvent) next = this.#number(scan, at, first, event[2] as number, event[3] === 1);
      else if (kind === pairEvent) next = this.#pair(scan, at, first, event[2] as number, event[3] === 1);
      else next = this.#sign(scan, at, first);
      // Whatever a probe answers, the scan never stands still and never goes back.
      at = walk.next(next > at ? next : at + 1);
    }
  }

  #word(scan: Scan, at: number, end: number, row: number, marks: number): number {
    if (row !== 0) {
      for (const probe of this.#table.probes[row] as Probe[]) {
        const next = probe(scan, at, end);
        if (next > 0) return next;
      }
    }
    for (const probe of this.#mixed[end - at] ?? none) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
    }
    if ((marks & joinsMark) !== 0) {
      const next = this.#address(scan, at, end);
      if (next > 0) return next;
    }
    const mayText = (marks & textMark) !== 0;
    const maySecret = (marks & secretMark) !== 0;
    return mayText || maySecret ? this.#base64?.(scan, at, mayText, maySecret) || end : end;
  }

  #number(scan: Scan, at: number, end: number, after: number, joins: boolean): number {
    if (after === 43) scan.percent ||= joinsGroups(scan, at, end);
    // The first two are those of an escape: what stands behind them is seen in the decoded view.
    if (scan.code(at - 1) === 37 && isHex(scan.code(at + 1))) return end;
    const length = end - at;
    if (joins) {
      const next = this.#address(scan, at, end);
      if (next > 0) return next;
    }
    const { groups } = scan;
    const isGrouped = isSeparator(after) && isDigit(scan.code(end + (isSlashed(scan, end) ? 2 : 1)));
    // Milliseconds since 1970.
    if (!isGrouped && length === 13 && scan.units[at] === 49) return end;
    if (isGrouped) groups.read(scan.units, at, end);
    else groups.begin(at, end);
    if (isGrouped && groups.total < this.#leastDigits) return end;
    const probes = isGrouped ? this.#numbers[Math.min(groups.total, 39)] : this.#plain[length];
    for (const probe of probes ?? none) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
    }
    return end;
  }

  // Up to four hexadecimal digits in front of `:`, `-` or `.` may begin an IP or MAC address.
  #address(scan: Scan, at: number, end: number): number {
    for (const probe of this.#addresses) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
    }
    return 0;
  }

  #sign(scan: Scan, at: number, code: number): number {
    if (code === 91) {
      const end = placeholderEnd(scan, at);
      // As the finding it stands for, it ends the reach of the keywords in front.
      if (end > 0) scan.floor = end;
      const next = scan.code(at + 1);
      return end || (isQuoteOrEscape(next) || isLetter(next) ? this.#atSign(scan, at, code) : at + 1);
    }
    if (code === 0 || code === 27) return (scan.unit = colourEnd(scan, at) || at + 1);
    const next = scan.code(at + 1);
    if (code === 37) {
      // The digits stay part of the word behind them: only the decoded view knows what they stand for.
      if (isHex(next) && isHex(scan.code(at + 2))) scan.percent = true;
      return at + 1;
    }
    if (code !== 92) return this.#atSign(scan, at, code);
    // A JSON escape is one unit, so that a word begins right behind it: `\nAKIA…`.
    // PHP escapes the slashes of a URL.
    if (next === 117 || next === 92 || (next === 47 && scan.code(at - 1) === 58)) scan.escaped = true;
    const isCode = next === 117 && [2, 3, 4, 5].every((place) => isHex(scan.code(at + place)));
    if (!isCode && !isEscapable(next)) return at + 1;
    return (scan.unit = at + (isCode ? 6 : 2));
  }

  #atSign(scan: Scan, at: number, code: number): number {
    if (code === 43 && !scan.percent) scan.percent = scan.code(at - 1) === 41 || joinsWords(scan, at);
    for (const probe of this.#signs[code] ?? none) {
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
        const next = this.#address(scan, at, at);
        if (next > 0) return next;
      }
    }
    if (!(isKey || (ahead === 91 && at - wordEnd <= 3))) return at + 1;
    // Apart from the others, since nearly every key is for this one.
    const end = this.#keys === undefined ? 0 : this.#keys(scan, at, wordEnd);
    if (end > 0) return end;
    for (const probe of this.#pairs) {
      const next = probe(scan, at, wordEnd);
      if (next > 0) return next;
    }
    return at + 1;
  }
}

// A slash between groups of digits may have a blank behind it.
function isSlashed(scan: Scan, at: number): boolean {
  return scan.code(at) === 47 && scan.code(at + 1) === 32;
}
