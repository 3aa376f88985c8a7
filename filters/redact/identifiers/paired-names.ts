import { nameCharacters, nameNames } from '../keys.ts';
import type { Scan } from '../scan/scan.ts';

// How far from `value` the name it belongs to is looked for, and how much of a text is read for names at once.
const longestPair = 160;
const stretch = 4096;
const named = new RegExp(
  `(?<![\\w-])(?:${nameNames.join('|')})\\\\*["']?\\s*[:=]\\s*(?:\\\\*["'](${nameCharacters})\\\\*["']|([\\w.-]{1,64}))`,
  'gi',
);

/**
 * Names that stand beside a `value`: {"name":"password","value":"…"}, <add key="password" value="…">, name=password value=…. Each stretch of a text
 * is read once, however many values it has.
 */
export class PairedNames {
  #serial = 0;
  #from = 0;
  #to = 0;
  #names: { readonly at: number; readonly name: string }[] = [];

  /** The name in the same brackets as the key that ends at `end`: the last in front of it, else the first behind. */
  beside(scan: Scan, end: number): string | undefined {
    const from = Math.max(0, end - longestPair);
    if (this.#serial !== scan.serial || from < this.#from || end + longestPair > this.#to) this.#read(scan, from);
    const near = this.#names.filter(({ at }) => Math.abs(at - end) < longestPair && isTogether(scan, at, end));
    return (near.findLast(({ at }) => at < end) ?? near[0])?.name;
  }

  #read(scan: Scan, from: number): void {
    this.#serial = scan.serial;
    this.#from = from;
    this.#to = from + stretch >= scan.length ? Number.POSITIVE_INFINITY : from + stretch;
    this.#names = [];
    for (const { index, 1: quoted, 2: open } of scan.text.slice(from, from + stretch).matchAll(named))
      this.#names.push({ at: from + index, name: (quoted ?? open) as string });
  }
}

// Nothing between them closes or opens brackets or elements, or ends a line; of YAML the line with the name may end.
function isTogether(scan: Scan, name: number, value: number): boolean {
  let lines = 0;
  for (let at = Math.min(name, value); at < Math.max(name, value); at++) {
    const code = scan.units[at] as number;
    if (code === 123 || code === 125 || code === 60 || code === 62) return false;
    if (code === 10) lines++;
  }
  return lines === 0 || (lines === 1 && name < value);
}
