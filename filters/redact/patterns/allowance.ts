// Twenty patterns take half of it for ordinary lines, and one that begins with a run of 64 most of it for lines of nothing else.
const perCharacterMs = 500e-6;
// To begin with a text, however short it is.
const perRuleMs = 1e-3;
// An engine takes 3 to 6 ns for a step. What lasts longer than this did not run: a small function has a processor for a
// fraction of the time, and must not lose records for that.
const slowestStepMs = 20e-6;
// What may be taken at once, by a text made to be slow, or by one of many characters that are all of the kind looked for.
const reserveMs = 100;

/**
 * The time that the patterns of the rules may take, in milliseconds. Each text adds to it in proportion to its length, up to
 * the reserve, and what the patterns take is taken from it: so a record is held up by no more than the reserve, and many
 * records by no more than their share.
 */
export class Allowance {
  #leftMs = reserveMs;

  /** True when the patterns have taken more than there was: what they should look at is masked instead. */
  get isSpent(): boolean {
    return this.#leftMs <= 0;
  }

  /** To be called for each text, before it is looked at, also when it will not be. */
  add(characters: number, rules: number): void {
    this.#leftMs = Math.min(reserveMs, this.#leftMs + characters * perCharacterMs + rules * perRuleMs);
  }

  /** Takes what a search has lasted that could take up to `steps`. */
  take(ms: number, steps: number): void {
    this.#leftMs -= Math.min(ms, steps * slowestStepMs);
  }
}
