/** A text up to this length is looked at again as a whole. */
export const longestWhole = 4096;
// How far around a finding a candidate that touches it can reach, keyword and all.
const reach = 200;
// What has no blank and no quote for this long is cut where it is: else each round would look at all of it.
const longestWord = 4096;

/** A part of a text, from `start` to before `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where in a redacted text what stands beside a finding may read otherwise than before. */
export class Surroundings {
  readonly #isShort: boolean;
  #isTouched = false;
  readonly #places: number[] = [];
  #sign = -1;

  constructor(length: number) {
    this.#isShort = length <= longestWhole;
  }

  /**
   * To be called in order for each finding, text[start, end), which now begins at `place` of the redacted text. The value
   * `underKey` ends where something else begins, so that something else may have ended it.
   */
  note(text: string, start: number, end: number, underKey: boolean, place: number): void {
    if (this.#isShort) {
      this.#isTouched ||= !(isMember(text, start, end) || (!underKey && isBetweenBlanks(text, start, end)));
      return;
    }
    if (this.#sign < end) this.#sign = nextSign(text, end);
    const mayReach = underKey && this.#sign - end < reach && !isQuoted(text, start, end);
    if (mayReach || isTouched(text, start, end)) this.#places.push(place);
  }

  /** To be called when what is not beside a finding may be read otherwise, too. Of a long text that is left. */
  noteAll(): void {
    this.#isTouched = true;
  }

  /** The stretches of the redacted `text` to be looked at again. Those that reach into each other are one. */
  stretches(text: string): readonly Stretch[] {
    if (this.#isShort) return this.#isTouched ? [{ start: 0, end: text.length }] : [];
    const stretches: Stretch[] = [];
    let from = 0;
    for (let at = 0; at < this.#places.length;) {
      const start = Math.max(from, breakBefore(text, (this.#places[at] as number) - reach));
      let end = start;
      for (; at < this.#places.length && (end === start || (this.#places[at] as number) - reach <= end); at++) {
        const last = (this.#places[at] as number) + reach;
        if (last > end) end = breakBehind(text, last);
      }
      stretches.push({ start, end });
      from = end;
    }
    return stretches;
  }
}

// The first quote or `@` from `start` on: with a placeholder in front, it may read anew.
function nextSign(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSign(text.charCodeAt(at))) at++;
  return at < text.length ? at : Number.POSITIVE_INFINITY;
}

function isSign(code: number): boolean {
  return code === 34 || code === 39 || code === 64 || code === 96;
}

function isQuoted(text: string, start: number, end: number): boolean {
  const quote = text.charCodeAt(end);
  return (quote === 34 || quote === 39) && text.charCodeAt(start - 1) === quote && text.charCodeAt(start - 2) !== 92;
}

// In the quotes of its own that most values of JSON have.
function isMember(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end) !== 34 || !isQuoted(text, start, end)) return false;
  const next = text.charCodeAt(end + 1);
  return next === 44 || next === 125 || next === 93;
}

function isBetweenBlanks(text: string, start: number, end: number): boolean {
  if (start > 0 && text.charCodeAt(start - 1) > 32) return false;
  const after = text.charCodeAt(end);
  return end === text.length || after <= 32 || after === 34 || after === 44;
}

// A word, or a sign that joins words, on either side. `://…@` around credentials and `key:` join nothing that is looked for.
function isTouched(text: string, start: number, end: number): boolean {
  // Blanks and quotes, as nearly always, join nothing.
  if (!mayJoin(text.charCodeAt(start - 1)) && !mayJoin(text.charCodeAt(end))) return false;
  return (
    /(?:\w|\w[.+@/-]|(?:^|[^\w])[0-9a-fA-F]{1,4}:|::)$/.test(text.slice(Math.max(0, start - 6), start)) ||
    /^(?:\w|[.+/:-]\w)/.test(text.slice(end, end + 2))
  );
}

function mayJoin(code: number): boolean {
  return code > 42 && code !== 44 && code !== 61 && code !== 91 && code !== 93;
}

// A stretch begins and ends at a blank or, where there is none for long, at a quote or anywhere.
function breakBefore(text: string, from: number): number {
  let at = Math.max(0, from);
  while (at > 0 && !breaksAt(text.charCodeAt(at - 1), from - at)) at--;
  return at;
}

function breakBehind(text: string, to: number): number {
  let at = Math.min(text.length, to);
  while (at < text.length && !breaksAt(text.charCodeAt(at), at - to)) at++;
  return at;
}

function breaksAt(code: number, distance: number): boolean {
  return code <= 32 || (code === 34 && distance > reach) || distance > longestWord;
}
