import { isDigit, isEscapable, isHex } from './characters.ts';
import { goesOn, isGroupPart, isJoint, isSeparator, joinsGroups, leastBase64 } from './joints.ts';
import { bracket, dash, digit, kindsWith, letter, lookAt, nul, pairing, percent } from './kinds.ts';
import { colourEnd, isGapEnd } from './colour.ts';
import { placeholderEnd } from './placeholder.ts';
import type { Matchers, Probe, Scan } from './scan.ts';
import { StartTable } from './start-table.ts';
import { isTime, timeLength } from './time-stamp.ts';
import { isUuid, uuidLength } from './uuid.ts';

const none: readonly Probe[] = [];
/** The most blanks and quotes between a key and its sign. */
const longestGap = 48;

/** Called at `:` and `=` behind a word whose last letters the gate knows. */
export interface PairProbe {
  /**
   * By the fourth last, second last and last letter of a key, 5 bits each: 0 for none that is wanted, 1 for one that may be,
   * else 32 and the sixth last letter that it must have.
   */
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
  readonly #kinds: Uint8Array;
  readonly #table: StartTable;
  // By the digits in reach: the probes for groups whose least is not above that; and by their exact number those for one run.
  readonly #numbers: Probe[][] = [];
  readonly #plain: Probe[][] = [];
  readonly #mixed: Probe[][] = [];
  readonly #signs: Probe[][] = [];
  readonly #addresses: readonly Probe[];
  readonly #placeholders: ReadonlySet<string>;
  readonly #pairs: PairProbe | undefined;
  readonly #gate: Uint8Array;
  readonly #base64: Probe | undefined;
  // The fewest digits that any probe wants, and whether words below 24 characters must be offered to the mixed probes.
  #leastDigits = 40;
  // The same for a single run of digits.
  #leastPlain = 20;
  // How far behind the first digit of the shortest match in groups its last one stands.
  #leastGrouped = 40;
  #hasMixed = false;
  // A time stamp is in nearly every line. It holds nothing, but takes a tenth of the time when it is read group by group.
  readonly #skipsTimes: boolean;

  constructor(parts: ScannerParts) {
    this.#placeholders = parts.placeholders;
    this.#pairs = parts.pairs;
    this.#gate = parts.pairs?.gate ?? new Uint8Array(32768);
    this.#base64 = parts.base64;
    this.#addresses = parts.matchers.flatMap(({ addresses = [] }) => addresses.map(({ probe }) => probe));
    this.#table = new StartTable(parts.matchers.flatMap(({ words = [] }) => words));
    for (const { numbers = [], mixed = [], signs: atSigns = [] } of parts.matchers) {
      for (const { leastDigits, leastLength = leastDigits + 1, plain, probe } of numbers) {
        this.#leastDigits = Math.min(this.#leastDigits, leastDigits);
        this.#leastGrouped = Math.min(this.#leastGrouped, leastLength - 1);
        for (let count = leastDigits; count < 40; count++) (this.#numbers[count] ??= []).push(probe);
        if (plain === undefined) continue;
        this.#leastPlain = Math.min(this.#leastPlain, plain[0]);
        for (let count = plain[0]; count <= plain[1]; count++) (this.#plain[count] ??= []).push(probe);
      }
      for (const { lengths, probe } of mixed) {
        this.#hasMixed ||= lengths[0] < leastBase64;
        for (let length = lengths[0]; length <= lengths[1]; length++) (this.#mixed[length] ??= []).push(probe);
      }
      for (const { sign, probe } of atSigns) (this.#signs[sign.charCodeAt(0)] ??= []).push(probe);
    }
    this.#skipsTimes = !parts.matchers.some(({ numbers = [] }) => numbers.some(({ takesDates }) => takesDates));
    this.#kinds = kindsWith([...'@+(~-'].filter((sign) => this.#signs[sign.charCodeAt(0)] !== undefined).join(''));
  }

  /**
   * Scans `scan.text`; what it finds is in `scan.findings`. What rules most candidates out is written out here, at the
   * cost of some length: a call for each word, number and sign would double the time.
   */
  run(scan: Scan): void {
    const { length, units } = scan;
    const kinds = this.#kinds;
    const { rows, thirds } = this.#table;
    const gate = this.#gate;
    const mixed = this.#hasMixed;
    const leastPlain = this.#leastPlain;
    const leastGrouped = this.#leastGrouped;
    const skipsTimes = this.#skipsTimes;
    let wordEnd = 0;
    let steps = 0;
    let at = 0;
    for (;;) {
      let code = units[at] as number;
      let kind = kinds[code] as number;
      while (kind === 0) {
        code = units[++at] as number;
        kind = kinds[code] as number;
      }
      // The 0 behind the text stops the loop above, which so need not look at the length.
      if (at >= length) break;
      steps++;
      let next = at + 1;
      if (kind >= letter) {
        let end = next;
        let after = units[end] as number;
        while ((kinds[after] as number) >= digit) after = units[++end] as number;
        wordEnd = next = end;
        const size = end - at;
        let row = rows[((code & 127) << 7) | ((units[at + 1] as number) & 127)] as number;
        if (row !== 0 && thirds[(row << 7) | ((units[at + 2] as number) & 127)] === 0) row = 0;
        if (after === 45 && size === 8 && isUuid(units, kinds, at)) wordEnd = next = at + uuidLength;
        else if (row !== 0 || mixed || size >= leastBase64 || goesOn(units, at, size, after))
          next = this.#word(scan, at, end, row);
      } else if (kind === digit) {
        let end = next;
        let after = units[end] as number;
        while (kinds[after] === digit) after = units[++end] as number;
        if ((kinds[after] as number) >= letter) {
          do after = units[++end] as number;
          while ((kinds[after] as number) >= digit);
          wordEnd = next = end;
          const size = end - at;
          let row = rows[((code & 127) << 7) | ((units[at + 1] as number) & 127)] as number;
          if (row !== 0 && thirds[(row << 7) | ((units[at + 2] as number) & 127)] === 0) row = 0;
          if (after === 45 && size === 8 && isUuid(units, kinds, at)) wordEnd = next = at + uuidLength;
          else if (row !== 0 || mixed || size >= leastBase64 || goesOn(units, at, size, after))
            next = this.#word(scan, at, end, row);
        } else {
          wordEnd = next = end;
          if (after === 45 && skipsTimes && isTime(units, at, end)) {
            next = at + timeLength;
          } else if (
            end - at >= leastPlain ||
            after === 58 ||
            after === 43 ||
            (isSeparator(after) &&
              (isGroupPart(units[at + leastGrouped] as number) || isJoint(units, at, end - at, after)) &&
              (kinds[units[end + 1] as number] as number) >= digit)
          ) {
            next = this.#number(scan, at, end, after);
          }
        }
      } else if (kind === pairing) {
        const ahead = units[next] as number;
        // Between the key and its sign: a quote, an escaped quote, a colour, blanks, as many as align a column.
        const ending =
          (at - wordEnd <= 3 || (isGapEnd(units[at - 1] as number) && at - wordEnd < longestGap)) && wordEnd > 1
            ? (gate[
                ((wordEnd > 3 ? (units[wordEnd - 4] as number) & 31 : 0) << 10) |
                  (((units[wordEnd - 2] as number) & 31) << 5) |
                  ((units[wordEnd - 1] as number) & 31)
              ] as number)
            : 0;
        const isKey = ending === 1 || (ending > 1 && ending === (32 | ((units[wordEnd - 6] as number) & 31)));
        if (isKey || ahead === 47 || ahead === 58 || ahead === 91) next = this.#pair(scan, at, ahead, wordEnd, isKey);
      } else if (kind !== dash || units[next] === 45) {
        next = this.#sign(scan, at, code, kind);
      }
      // Whatever a probe answers, the scan never stands still and never goes back.
      at = next > at ? next : at + 1;
    }
    scan.steps = steps;
  }

  #word(scan: Scan, at: number, end: number, row: number): number {
    const length = end - at;
    if (row !== 0) {
      for (const probe of this.#table.probes[row] as Probe[]) {
        const next = probe(scan, at, end);
        if (next > 0) return next;
      }
    }
    for (const probe of this.#mixed[length] ?? none) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
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
    if (after === 43) scan.percent ||= joinsGroups(scan, end);
    const length = end - at;
    if (length < 5 && this.#addresses.length > 0) {
      const next = this.#address(scan, at, end);
      if (next > 0) return next;
    }
    const { groups } = scan;
    const isGrouped = isSeparator(after) && isDigit(scan.code(end + 1));
    // Milliseconds since 1970, which no probe for one run wants.
    if (!isGrouped && length === 13 && scan.units[at] === 49) return end;
    if (isGrouped) groups.read(scan.units, at, end);
    else groups.begin(at, end);
    if (isGrouped && groups.total < this.#leastDigits) return end;
    const probes = isGrouped ? this.#numbers[Math.min(groups.total, 39)] : this.#plain[length];
    for (const probe of probes ?? none) {
      const next = probe(scan, at, end);
      if (next > 0) return next;
    }
    if (length >= leastBase64 && this.#base64 !== undefined) return this.#base64(scan, at, end) || end;
    return end;
  }

  // Words of up to four characters in front of `:`, `-` or `.` may begin an IP or MAC address.
  #address(scan: Scan, at: number, end: number): number {
    if (!isJoint(scan.units, at, end - at, scan.code(end))) return 0;
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
    if (kind === nul) return (scan.unit = colourEnd(scan, at) || at + 1);
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
        for (const probe of this.#addresses) {
          const next = probe(scan, at, at);
          if (next > 0) return next;
        }
      }
    }
    if (this.#pairs === undefined || !(isKey || (ahead === 91 && at - wordEnd <= 3))) return at + 1;
    return this.#pairs.probe(scan, at, wordEnd) || at + 1;
  }
}
