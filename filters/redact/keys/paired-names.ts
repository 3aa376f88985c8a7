import { kindNames, nameCharacters, nameNames } from './keys.ts';
import type { Scan } from '../scan/scan.ts';

// How far from `value` the name it belongs to is looked for, and how much of a text is read for names at once.
const longestPair = 160;
const stretch = 4096;
// Of Parameter Store: /prod/db/password.
const parameter = `(?<=name\\\\{0,3}["']?\\s{0,2}[:=]\\s{0,2}\\\\{0,3}["'])(?:\\/[\\w.-]{1,64}){2,7}`;
// `\b` first: with a look behind at each place it takes twice as long.
const named = new RegExp(
  `\\b(?<!-)(?:(${kindNames.join('|')})|${nameNames.join('|')})\\\\*["']?\\s*(?::|=>?)\\s*(?:\\\\*["'](${nameCharacters}|${parameter})\\\\*["']|([\\w.-]{1,64}))`,
  'gi',
);

/** A name found in a text where something pairs it with a value. */
export interface PairedName {
  readonly at: number;
  readonly name: string;
  /** Says of which kind the value is, as `type` does. */
  readonly isKind: boolean;
  /** Stands without quotes. */
  readonly isOpen: boolean;
}

/**
 * Names that stand beside a `value`: {"name":"password","value":"…"}, <add key="password" value="…">, name=password value=…. Each stretch of a text
 * is read once, however many values it has.
 */
export class PairedNames {
  #serial = 0;
  #from = 0;
  #to = 0;
  #names: PairedName[] = [];
  #hasAny: boolean | undefined;

  /** True when `says` is true of a name in the stretch that was read last: asked once for each. */
  hasAny(says: (name: PairedName) => boolean): boolean {
    return (this.#hasAny ??= this.#names.some(says));
  }

  /**
   * The name in the same brackets as the key that ends at `end`: of those of which `says` is true the last in front of it,
   * else the first behind.
   */
  beside(scan: Scan, end: number, says: (name: PairedName) => boolean): PairedName | undefined {
    const from = Math.max(0, end - longestPair);
    if (this.#serial !== scan.serial || from < this.#from || end + longestPair > this.#to) this.#read(scan, from);
    // The names are in their order, and values are asked for in theirs.
    const first = this.#firstFrom(end);
    for (let index = first - 1; index >= 0; index--) {
      const name = this.#names[index] as PairedName;
      const { at, isOpen } = name;
      if (end - at >= longestPair) break;
      // Something was found between them: the value of the name, and this is another.
      if (isOpen && at < scan.floor) break;
      if (isTogether(scan, at, end) && says(name)) return name;
    }
    for (let index = first; index < this.#names.length; index++) {
      const name = this.#names[index] as PairedName;
      const { at, isOpen } = name;
      if (at - end >= longestPair) break;
      if (!isOpen && isTogether(scan, at, end) && says(name)) return name;
    }
    return undefined;
  }

  // The index of the first name at `place` or behind it.
  #firstFrom(place: number): number {
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#names[middle] as PairedName).at < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #read(scan: Scan, from: number): void {
    this.#serial = scan.serial;
    this.#from = from;
    this.#to = from + stretch >= scan.length ? Number.POSITIVE_INFINITY : from + stretch;
    this.#names = [];
    this.#hasAny = undefined;
    for (const { index, 1: kind, 2: quoted, 3: open } of scan.text.slice(from, from + stretch).matchAll(named))
      this.#names.push({
        at: from + index,
        name: (quoted ?? open) as string,
        isKind: kind !== undefined,
        isOpen: open !== undefined,
      });
  }
}

// Nothing between them closes or opens brackets or elements (an arrow does not), or ends a line; of YAML the line with the
// name may end.
function isTogether(scan: Scan, name: number, value: number): boolean {
  let lines = 0;
  for (let at = Math.min(name, value); at < Math.max(name, value); at++) {
    const code = scan.units[at] as number;
    if (code === 123 || code === 125 || code === 60 || (code === 62 && scan.units[at - 1] !== 61)) return false;
    if (code === 10) lines++;
  }
  return lines === 0 || (lines === 1 && name < value);
}
