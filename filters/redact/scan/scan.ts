import { DigitGroups } from './digit-groups.ts';
import type { Keywords } from './keyword.ts';
import { Findings } from './findings.ts';

/** One text under scan and what is known of it so far. Shared by all probes of one engine and used again for each text. */
export class Scan {
  text = '';
  length = 0;
  /** Everything in front of this offset is taken by a finding, or was looked at from an `@`: no probe looks behind it. */
  floor = 0;
  /** Saw a `%` with two hexadecimal digits, or a `+` between digits: the percent-decoded view may show more. */
  percent = false;
  /** Saw `\u` or a doubled backslash: the view without JSON escapes may show more. */
  escaped = false;
  /** Places at which the last scan stood: at most one per character, since it only moves forward. */
  steps = 0;
  /** Counts the texts, so that a probe can tell what it remembers of this one. */
  serial = 0;
  readonly groups = new DigitGroups();
  readonly findings = new Findings();

  /** 0 for text, 1 for what base64 in it decodes to, 2 for the name of a key: in 1 and 2 nothing is decoded again. */
  readonly level: 0 | 1 | 2;

  constructor(level: 0 | 1 | 2) {
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
    this.text = text;
    this.serial++;
    this.length = text.length;
    this.floor = 0;
  }

  /** The code at an offset; 0 in front of the text and behind it. */
  code(at: number): number {
    return at >= 0 && at < this.length ? this.text.charCodeAt(at) : 0;
  }
}

/**
 * Looks at the text from `start`, in front of which a word ends, up to a bounded distance. `end` is where the word or the
 * run of digits ends. Answers where the scan goes on, or 0 when there was nothing.
 */
export type Probe = (scan: Scan, start: number, end: number) => number;

/** Tried where a word begins with one of `starts`. */
export interface WordMatcher {
  readonly identifier: string;
  /** Two ASCII characters or more each, of which three are looked at; `#` as the third stands for a digit. */
  readonly starts: readonly string[];
  readonly anyCase?: boolean;
  readonly probe: Probe;
}

/** Tried where a run of digits begins a word; `scan.groups` is read. */
export interface NumberMatcher {
  readonly identifier: string;
  /** The fewest digits of a match over all its groups: with fewer in reach the probe is not tried. */
  readonly leastDigits: number;
  /** Never matches a single run of digits. */
  readonly grouped?: boolean;
  readonly probe: Probe;
}

/** Tried at each word that mixes digits and letters, or is as long as `lengths` says. */
export interface MixedMatcher {
  readonly identifier: string;
  /** Lengths of the first word of a match. */
  readonly lengths: readonly [least: number, most: number];
  readonly probe: Probe;
}

/** Tried at each of these characters. */
export interface SignMatcher {
  readonly identifier: string;
  readonly sign: '@' | '+' | '(' | '-' | '~' | ':';
  readonly probe: Probe;
}

export interface Matchers {
  /** Keywords that matter to these matchers when the key a text stands under holds one. */
  readonly context?: Keywords;
  readonly words?: readonly WordMatcher[];
  readonly numbers?: readonly NumberMatcher[];
  readonly mixed?: readonly MixedMatcher[];
  readonly signs?: readonly SignMatcher[];
  /** Tried where up to four hexadecimal digits stand in front of `:`, `-` or `.`, and at `::`. */
  readonly addresses?: readonly { readonly identifier: string; readonly probe: Probe }[];
}
