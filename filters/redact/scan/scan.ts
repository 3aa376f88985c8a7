import { DigitGroups } from './digit-groups.ts';
import type { Keywords } from './keyword.ts';
import { Findings } from './findings.ts';
import { Walk } from './walk.ts';
import type { Stops } from './walk.ts';

let texts = 0;

/** A value in a statement, and the name of its column. */
export interface Column {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** One text under scan and what is known of it so far. Shared by all probes of one engine and used again for each text. */
export class Scan {
  text = '';
  length = 0;
  /** The UTF-16 units of the text, with a 0 behind them. */
  units: Uint16Array<ArrayBuffer>;
  /** The end of the last finding or placeholder: no probe looks behind it. */
  floor = 0;
  /** The end of the last JSON escape: its letter is no part of the word behind it. */
  unit = 0;
  /** The end of what was looked at from the last `@`. */
  looked = 0;
  /** The end of the last run of base64 that held nothing. */
  refused = 0;
  /** Saw a `%` with two hexadecimal digits, or a `+` between digits: the percent-decoded view may show more. */
  percent = false;
  /** Saw `\u` or a doubled backslash: the view without JSON escapes may show more. */
  escaped = false;
  /** Another number for each text in any scan, so that a probe can tell what it remembers of this one. */
  serial = 0;
  /** Where values stand whose name is told further in front, as those of the columns of a statement. */
  readonly columns: Column[] = [];
  readonly groups = new DigitGroups();
  readonly findings = new Findings();

  readonly walk: Walk;
  /** What stands in brackets in place of a finding. */
  readonly names: ReadonlySet<string>;
  /** 0 for text, 1 for what base64 in it decodes to: that is not decoded again. */
  readonly level: 0 | 1;

  constructor(stops: Stops, names: ReadonlySet<string>, level: 0 | 1) {
    this.names = names;
    this.walk = new Walk(stops);
    this.units = this.walk.units;
    this.level = level;
  }

  /** Starts over with a text. */
  begin(text: string): void {
    this.findings.clear();
    this.percent = false;
    this.escaped = false;
    this.resume(text);
  }

  /** Goes on with another view of the same text: what was found stays. */
  resume(text: string): void {
    this.walk.write(text);
    this.units = this.walk.units;
    this.text = text;
    this.length = text.length;
    this.serial = ++texts;
    this.groups.clear();
    this.floor = 0;
    this.unit = 0;
    this.looked = 0;
    this.refused = 0;
    while (this.columns.pop() !== undefined);
  }

  /** The name of the column that the value at `at` is in. */
  columnAt(at: number): string | undefined {
    return this.columns.find(({ start, end }) => at >= start && at < end)?.name;
  }

  /**
   * The code at an offset in front of a candidate; 0 when a finding or an escape covers it. A finding counts as the placeholder that will
   * stand there, so that a second pass sees the same neighbours.
   */
  behind(at: number): number {
    return at >= this.floor && at >= this.unit ? (this.units[at] as number) : 0;
  }

  /** Adds what was found. Answers where the scan goes on. */
  found(identifier: string, start: number, end: number): number {
    this.findings.add(identifier, start, end);
    return (this.floor = end);
  }

  /** Notes a candidate that fails its check, and why. Answers that there was nothing. */
  refuse(identifier: string, start: number, end: number, reason: string): 0 {
    this.findings.refuse(identifier, start, end, reason);
    return 0;
  }

  /** The code at an offset; 0 in front of the text and behind it. */
  code(at: number): number {
    return at >= 0 && at < this.length ? (this.units[at] as number) : 0;
  }
}

/**
 * Looks at the text from `start`, in front of which a word ends, up to a bounded distance. `end` is where the word or the
 * run of digits ends. Answers where the scan goes on, or 0 when there was nothing.
 */
export type Probe = (scan: Scan, start: number, end: number) => number;

/** Tried where a word begins with one of `starts`. */
export interface WordMatcher {
  /** Two ASCII characters or more each, of which four are looked at; `#` as the third stands for a digit. */
  readonly starts: readonly string[];
  readonly anyCase?: boolean;
  readonly probe: Probe;
}

/** Tried where a run of digits begins a word; `scan.groups` is read. */
export interface NumberMatcher {
  /** The fewest digits of a match in groups: with fewer in reach the probe is not tried. */
  readonly leastDigits: number;
  /** The fewest characters of a match in groups: `leastDigits` and one separator unless it says more. */
  readonly leastLength?: number;
  /**
   * The fewest and the most digits of a match in one run; absent when it always has groups. One of 13 digits that begins
   * with 1 is never offered: it is a time in milliseconds.
   */
  readonly plain?: readonly [least: number, most: number];
  /** Wants the dates of time stamps, which are stepped over otherwise. */
  readonly takesDates?: true;
  readonly probe: Probe;
}

/** Tried at each word that is as long as `lengths` says. */
export interface MixedMatcher {
  /** Lengths of the first word of a match. */
  readonly lengths: readonly [least: number, most: number];
  /** Tried only where a hyphen stands behind that word: hashes and ids are of the same length. */
  readonly isHyphened?: true;
  readonly probe: Probe;
}

/** Tried at each of these characters. */
export interface SignMatcher {
  readonly sign: '@' | '+' | '(' | '[' | '-' | '~' | ':';
  readonly probe: Probe;
}

/** Tried at a `:` or `=` behind a word that ends, but for its case, as one of `endings`. `end` is where that word ends. */
export interface PairMatcher {
  readonly endings: readonly string[];
  readonly probe: Probe;
}

/** What one identifier, or a family that shares its work, asks the scan to stop at. */
export interface Matchers {
  /** Keywords that matter to these matchers when the key a text stands under holds one. */
  readonly context?: Keywords;
  readonly words?: readonly WordMatcher[];
  readonly numbers?: readonly NumberMatcher[];
  readonly mixed?: readonly MixedMatcher[];
  readonly signs?: readonly SignMatcher[];
  readonly pairs?: readonly PairMatcher[];
  /** Tried where up to four hexadecimal digits stand in front of `:`, `-` or `.`, and at `::`. */
  readonly addresses?: readonly Probe[];
}
