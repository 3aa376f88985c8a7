import { isDigit, isWord } from './characters.ts';

// A French social security number has seven groups; nineteen digits are the most of a card.
const mostGroups = 8;
const mostDigits = 20;
// Groups move to the front when the room behind them is used up, and not with each number of a long row of them.
const room = 64;

/**
 * The digit groups that follow each other from one place of a text, at most one separator between two: what cards, phone
 * and identity numbers are made of. `read` looks at 40 characters at most; longer runs are one group of their true length.
 */
export class DigitGroups {
  count = 0;
  /** Digits in the groups read. */
  total = 0;
  // What was read of each group, from place `first` on.
  #first = 0;
  readonly #lengths = new Int32Array(room);
  readonly #ends = new Int32Array(room);
  readonly #separators = new Int32Array(room);
  // Digits up to and with each group, and those in front of the first: dropping that changes no sum.
  readonly #sums = new Int32Array(room);
  #before = 0;
  readonly #digits = new Uint8Array(mostDigits);

  /**
   * Reads from `start`, whose first run of digits ends at `end`. A run that goes on as a word is not a group, unless it is
   * the last of a telephone number with an extension: 345-899-3560x4587.
   */
  read(units: Uint16Array, start: number, end: number): void {
    // From the second of the groups read last the others are known, as far as they go.
    if (this.count > 1 && start === this.endOf(0) + 1 && end === this.endOf(1)) this.#dropFirst();
    else this.begin(start, end);
    let { count, total } = this;
    let place = this.#first + count;
    let at = this.#ends[place - 1] as number;
    while (count < mostGroups && total < mostDigits) {
      const separator = units[at] as number;
      if (separator !== 45 && separator !== 32 && separator !== 46 && separator !== 47) break;
      // A slash may have a blank behind it: 01512/ 3490987.
      const from = separator === 47 && units[at + 1] === 32 ? at + 2 : at + 1;
      let to = from;
      while (isDigit(units[to] as number) && to - from < 20) to++;
      const length = to - from;
      if (length === 0 || length > 19 || (isWord(units[to] as number) && !isExtension(units, to))) break;
      this.#separators[place] = separator;
      this.#lengths[place] = length;
      this.#ends[place] = to;
      total += length;
      this.#sums[place] = this.#before + total;
      place++;
      count++;
      at = to;
    }
    this.count = count;
    this.total = total;
  }

  /** Forgets what was read: to be called for each text. */
  clear(): void {
    this.count = 0;
  }

  /** One run of digits alone. */
  begin(start: number, end: number): void {
    this.count = 1;
    this.#first = this.#before = 0;
    this.total = this.#lengths[0] = this.#sums[0] = end - start;
    this.#ends[0] = end;
  }

  /** How many digits a group has. What it says of groups that were not read, as the others do, is of no account. */
  lengthOf(group: number): number {
    return this.#lengths[this.#first + group] as number;
  }

  /** The offset in the text where a group ends. */
  endOf(group: number): number {
    return this.#ends[this.#first + group] as number;
  }

  /** The code of the separator in front of a group, for all but the first. */
  separatorOf(group: number): number {
    return this.#separators[this.#first + group] as number;
  }

  /** Digits up to and with a group. */
  sumOf(group: number): number {
    return (this.#sums[this.#first + group] as number) - this.#before;
  }

  #dropFirst(): void {
    const first = this.#first;
    this.count--;
    this.total -= this.#lengths[first] as number;
    this.#before = this.#sums[first] as number;
    this.#first = first + 1;
    if (this.#first + mostGroups > room) this.#moveToFront();
  }

  #moveToFront(): void {
    for (const parts of [this.#lengths, this.#ends, this.#separators, this.#sums])
      parts.copyWithin(0, this.#first, this.#first + this.count);
    this.#first = 0;
  }

  /** The values of the first `count` digits from `start` on, 0 to 9 each; separators between them are stepped over. */
  digitsFrom(units: Uint16Array, start: number, count: number): Uint8Array {
    for (let at = start, place = 0; place < count; at++) {
      const code = units[at] as number;
      if (isDigit(code)) this.#digits[place++] = code - 48;
    }
    return this.#digits;
  }

  /** True when the groups from the second to `last` all stand behind the same one of these separators. */
  sameSeparator(last: number, allowed: string): boolean {
    const separator = this.separatorOf(1);
    for (let at = 2; at <= last; at++) if (this.separatorOf(at) !== separator) return false;
    if (last === 0) return true;
    for (let at = 0; at < allowed.length; at++) if (allowed.charCodeAt(at) === separator) return true;
    return false;
  }

  /** True when the first groups have exactly these lengths. */
  startsWith(lengths: readonly number[]): boolean {
    if (this.count < lengths.length) return false;
    for (let at = 0; at < lengths.length; at++) if (this.lengthOf(at) !== lengths[at]) return false;
    return true;
  }

  /** The index of the group that completes `digits` digits, or -1. */
  groupAt(digits: number): number {
    for (let at = 0; at < this.count; at++) if (this.sumOf(at) === digits) return at;
    return -1;
  }
}

function isExtension(units: Uint16Array, at: number): boolean {
  return units[at] === 120 && isDigit(units[at + 1] as number);
}
