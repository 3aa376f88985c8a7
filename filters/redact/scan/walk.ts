import type { KeyGate } from '../keys/key-gate.ts';
import { leastBase64 } from './joints.ts';
import type { StartTable } from './start-table.ts';
import { walkCode } from './walk-code.ts';

/** Kinds of events, as the first number of an event says. */
export const wordEvent = 0;
export const digitsEvent = 1;
export const pairEvent = 2;

/** Marks of a word: an address may go on behind it; it may be an AWS secret key; it may be base64 of text. */
export const joinsMark = 1;
export const secretMark = 2;
export const textMark = 4;

// The first text makes room for this many units; what comes with longer ones stays until a text of over a million is gone.
const leastUnits = 16_384;
const mostUnits = 1_048_576;
// How far behind a character another may be looked at without a look at the length. What stands there is of no account.
const reach = 48;
// Below this length the call into native code costs more than a loop.
const nativeFrom = 16;

/** What `write(text, 0, 'utf16le')` calls in the end, on Node as on Bun: without it a short text costs twice as much. */
interface Utf16Buffer extends Buffer {
  ucs2Write(text: string, offset: number): number;
}

/** What decides at which words, numbers and signs a walk stops. */
export interface Stops {
  readonly starts: StartTable;
  /** Which words may be a key; none when there is no gate. */
  readonly gate: KeyGate | undefined;
  /** The fewest digits in one run that some probe wants. */
  readonly leastPlain: number;
  /** How far behind the first digit of the shortest match in groups its last character stands. */
  readonly leastGrouped: number;
  /** A time stamp is in nearly every line. It holds nothing, but takes a tenth of the time when it is read group by group. */
  readonly skipsTimes: boolean;
  /** Lengths, up to 63, at which some probe wants a word whatever it begins with; and those with a `-` behind it. */
  readonly wordLengths: readonly number[];
  readonly hyphenLengths: readonly number[];
}

interface Global {
  readonly value: number;
}

// The exports of assembly/walk.ts. Addresses are bytes in its memory.
interface WalkExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly event: Global;
  readonly varies: Global;
  readonly lengths: Global;
  readonly endings: Global;
  readonly sixths: Global;
  readonly rows: Global;
  readonly thirds: Global;
  readonly fourths: Global;
  readonly mostRows: Global;
  readonly steps: Global;
  makeRoom(units: number): number;
  nextVariant(from: number): number;
  configure(leastPlain: number, leastGrouped: number, base64: number, skipsTimes: boolean): void;
  begin(units: number): number;
  next(from: number): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * Goes through a text from event to event: places where a probe may match. All other words, numbers and signs, which are
 * nine of ten, never leave WebAssembly (docs/decisions/0004).
 */
export class Walk {
  /**
   * The UTF-16 units of the text, with a 0 behind them. A typed array is read twice as fast as a string, and filling it
   * costs a tenth of a nanosecond a character. Another array when a longer text needed room.
   */
  units!: Uint16Array<ArrayBuffer>;
  /**
   * The last event. A word: kind, end, row of the start table or 0, marks. Digits: kind, end, the code behind them, 1 when
   * an address may go on there. A pair: kind, the code behind the sign, the end of the last word, 1 when that may be a key.
   * Any other sign: kind and code.
   */
  event!: Int32Array;
  #varies!: Int32Array;
  #bytes!: Utf16Buffer;
  #exports!: WalkExports;
  // Kept here: to look them up in the exports at each call costs as much as the call.
  #begin!: WalkExports['begin'];
  #next!: WalkExports['next'];
  readonly #stops: Stops;

  constructor(stops: Stops) {
    this.#stops = stops;
    this.#instantiate(leastUnits);
  }

  /** Places at which the walk through the last text stood: at most one per character, since it only moves forward. */
  get steps(): number {
    return this.#exports.steps.value;
  }

  /** True when the text that was begun last may hold variants of ASCII characters. */
  get mayVary(): boolean {
    return this.#varies[0] !== 0;
  }

  /** The first place from `from` on of what may be such a variant; -1 for none. Eight units at a time. */
  nextVariant(from: number): number {
    return this.#exports.nextVariant(from);
  }

  /** Takes a text, without a look at it. */
  write(text: string): void {
    const { length } = text;
    if (length + reach > this.units.length || this.units.length > mostUnits) this.#resize(length + reach);
    const { units } = this;
    if (length < nativeFrom) copyUnits(text, length, units);
    else this.#bytes.ucs2Write(text, 0);
    units[length] = 0;
  }

  /** Begins with the text written last, of `length` units. Answers as `next`. */
  begin(length: number): number {
    return this.#begin(length);
  }

  /** The place of the first event at `from` or behind it, -1 when there is none. What it is, is in `event`. */
  next(from: number): number {
    return this.#next(from);
  }

  // Apart from `write`, which V8 then compiles for what nearly every text needs. Memory never shrinks, so that room to give
  // back takes another instance.
  #resize(units: number): void {
    const room = Math.max(leastUnits, units);
    if (this.units.length > mostUnits) this.#instantiate(room);
    else this.#makeRoom(room);
  }

  #instantiate(units: number): void {
    compiled ??= new WebAssembly.Module(Buffer.from(walkCode, 'base64'));
    this.#exports = new WebAssembly.Instance(compiled).exports as WalkExports;
    this.#begin = this.#exports.begin;
    this.#next = this.#exports.next;
    this.#makeRoom(units);
    this.#writeStops();
  }

  #makeRoom(length: number): void {
    const { makeRoom, memory, event, varies } = this.#exports;
    const address = makeRoom(length);
    if (address === 0) throw new Error(`No memory for a text of ${length} characters.`);
    const { buffer } = memory;
    this.units = new Uint16Array(buffer, address, length);
    this.#bytes = Buffer.from(buffer, address, length * 2) as Utf16Buffer;
    this.event = new Int32Array(buffer, event.value, 4);
    this.#varies = new Int32Array(buffer, varies.value, 1);
  }

  // Once for each instance: memory that grows keeps what is in it.
  #writeStops(): void {
    const { memory, configure, lengths, endings, sixths, rows, thirds, fourths, mostRows } = this.#exports;
    const { buffer } = memory;
    const { starts, gate, leastPlain, leastGrouped, skipsTimes, wordLengths, hyphenLengths } = this.#stops;
    if (starts.probes.length > mostRows.value)
      throw new Error(`${starts.probes.length} rows of starts, and room for ${mostRows.value}: raise mostRows.`);
    if (gate !== undefined) {
      new Uint8Array(buffer, endings.value).set(gate.endings);
      new Uint32Array(buffer, sixths.value).set(gate.sixths);
    }
    new Uint16Array(buffer, rows.value).set(starts.rows);
    new Uint8Array(buffer, thirds.value).set(starts.thirds);
    new Uint32Array(buffer, fourths.value).set(starts.fourths);
    new Uint32Array(buffer, lengths.value).set([...bitsOf(wordLengths), ...bitsOf(hyphenLengths)]);
    configure(leastPlain, leastGrouped, leastBase64, skipsTimes);
  }
}

function copyUnits(text: string, length: number, units: Uint16Array): void {
  for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at);
}

// A bit for each of the numbers, which are below 64.
function bitsOf(numbers: readonly number[]): [low: number, high: number] {
  const bits: [number, number] = [0, 0];
  for (const number of numbers)
    if (number < 32) bits[0] |= 1 << number;
    else bits[1] |= 1 << (number - 32);
  return bits;
}
