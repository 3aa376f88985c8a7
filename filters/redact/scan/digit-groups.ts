import { isDigit, isWord } from './characters.ts';

// A French social security number has seven groups; nineteen digits are the most of a card.
const mostGroups = 8;
const mostDigits = 20;

/**
 * The digit groups that follow each other from one place of a text, at most one separator between two: what cards, phone
 * and identity numbers are made of. `read` looks at 40 characters at most; longer runs are one group of their true length.
 */
export class DigitGroups {
  count = 0;
  /** Digits in the groups read. */
  total = 0;
  readonly lengths = new Int32Array(mostGroups);
  readonly ends = new Int32Array(mostGroups);
  /** Digits up to and with each group. */
  readonly sums = new Int32Array(mostGroups);
  /** The code of the separator in front of each group; 0 for the first. */
  readonly separators = new Int32Array(mostGroups);
  readonly #digits = new Uint8Array(mostDigits);

  /**
   * Reads from `start`, whose first run of digits ends at `end`. A run that goes on as a word is not a group, unless it is
   * the last of a telephone number with an extension: 345-899-3560x4587.
   */
  read(units: Uint16Array, start: number, end: number): void {
    // From the second of the groups read last the others are known, as far as they go.
    if (this.count > 1 && start === (this.ends[0] as number) + 1 && end === this.ends[1]) this.#dropFirst();
    else this.begin(start, end);
    let { count, total } = this;
    let at = this.ends[count - 1] as number;
    while (count < mostGroups && total < mostDigits) {
      const separator = units[at] as number;
      if (separator !== 45 && separator !== 32 && separator !== 46 && separator !== 47) break;
      let to = at + 1;
      while (isDigit(units[to] as number) && to - at <= 20) to++;
      const length = to - at - 1;
      if (length === 0 || length > 19 || (isWord(units[to] as number) && !isExtension(units, to))) break;
      this.separators[count] = separator;
      this.lengths[count] = length;
      this.ends[count] = to;
      total += length;
      this.sums[count] = total;
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
    this.total = this.lengths[0] = this.sums[0] = end - start;
    this.ends[0] = end;
  }

  #dropFirst(): void {
    const first = this.lengths[0] as number;
    this.count--;
    this.total -= first;
    for (let at = 0; at < this.count; at++) {
      this.lengths[at] = this.lengths[at + 1] as number;
      this.ends[at] = this.ends[at + 1] as number;
      this.sums[at] = (this.sums[at + 1] as number) - first;
      if (at > 0) this.separators[at] = this.separators[at + 1] as number;
    }
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
    const separator = this.separators[1] as number;
    for (let at = 2; at <= last; at++) if (this.separators[at] !== separator) return false;
    if (last === 0) return true;
    for (let at = 0; at < allowed.length; at++) if (allowed.charCodeAt(at) === separator) return true;
    return false;
  }

  /** True when the first groups have exactly these lengths. */
  startsWith(lengths: readonly number[]): boolean {
    if (this.count < lengths.length) return false;
    for (let at = 0; at < lengths.length; at++) if (this.lengths[at] !== lengths[at]) return false;
    return true;
  }

  /** The index of the group that completes `digits` digits, or -1. */
  groupAt(digits: number): number {
    for (let at = 0; at < this.count; at++) if (this.sums[at] === digits) return at;
    return -1;
  }
}

function isExtension(units: Uint16Array, at: number): boolean {
  return units[at] === 120 && isDigit(units[at + 1] as number);
}
