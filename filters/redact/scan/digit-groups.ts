const mostGroups = 10;
const mostDigits = 24;

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

  /** Reads from `start`, whose first run of digits ends at `end`. A run that goes on as a word is not a group. */
  read(text: string, start: number, end: number): void {
    this.count = 1;
    this.total = this.lengths[0] = this.sums[0] = end - start;
    this.ends[0] = end;
    let at = end;
    while (this.count < mostGroups && this.total < mostDigits && at + 1 < text.length) {
      const separator = text.charCodeAt(at);
      if (separator !== 45 && separator !== 32 && separator !== 46 && separator !== 47) return;
      let to = at + 1;
      while (to < text.length && to - at <= 20 && isDigit(text.charCodeAt(to))) to++;
      const length = to - at - 1;
      if (length === 0 || length > 19 || (to < text.length && isWord(text.charCodeAt(to)))) return;
      this.separators[this.count] = separator;
      this.lengths[this.count] = length;
      this.ends[this.count] = to;
      this.total += length;
      this.sums[this.count] = this.total;
      this.count++;
      at = to;
    }
  }

  /** True when the groups from the second to `last` all stand behind the same one of these separators. */
  sameSeparator(last: number, allowed: string): boolean {
    for (let at = 1; at <= last; at++) if (this.separators[at] !== this.separators[1]) return false;
    return last === 0 || allowed.includes(String.fromCharCode(this.separators[1] as number));
  }

  /** True when the first groups have exactly these lengths. */
  startsWith(...lengths: number[]): boolean {
    return this.count >= lengths.length && lengths.every((length, at) => this.lengths[at] === length);
  }

  /** The index of the group that completes `digits` digits, or -1. */
  groupAt(digits: number): number {
    for (let at = 0; at < this.count; at++) if (this.sums[at] === digits) return at;
    return -1;
  }
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** ASCII letters, digits and `_`: what cannot stand beside a finding. */
export function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** The ASCII digits of text[start, end) without what stands between them. */
export function digitsOf(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return /^\d+$/.test(part) ? part : part.replace(/\D+/g, '');
}
