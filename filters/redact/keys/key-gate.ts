// Half of all nouns end in -tion, and statusCode and database are in many records: where these end, a key must have the sixth
// last letter of a name that is wanted (that of secret_key_base is another than that of secretKeyBase). By these letters
// requestId ends as PHPSESSID does.
const ofManyEndings = new Map([
  ['authorization', 'z'],
  ['passwordconfirmation', 'm'],
  ['passcode', 's'],
  ['production', 'u'],
  ['mfacode', 'f'],
  ['otpcode', 't'],
  ['clientassertion', 'e'],
  ['mnemonic', 'e'],
  ['secretkeybase', 'ye'],
  ['jsessionid', 's'],
  ['phpsessid', 's'],
]);
const anyLetter = 0xffffffff;

/** Tells by a few letters which words may be a key whose value is looked at: for the scan, which asks at every `:` and `=`. */
export class KeyGate {
  /** By the fourth last, second last and last letter, 5 bits each: which of `sixths` holds there; 0 for no key. */
  readonly endings = new Uint8Array(32768);
  /** The sixth last letters a key may have, a bit for each. */
  readonly sixths = new Uint32Array(256);
  // The first is that of no key, the second that of any.
  #used = 2;

  constructor() {
    this.sixths[1] = anyLetter;
  }

  /** Lets keys through that end as `name` does. `anyFourth`: a `-` or `_` may stand at that place, as in api-key. */
  open(name: string, anyFourth: boolean): void {
    const last = name.charCodeAt(name.length - 1);
    const second = name.charCodeAt(name.length - 2);
    const fourth = name.charCodeAt(name.length - 4);
    const allowed = ofManyEndings.get(name);
    if (allowed !== undefined)
      for (const sixth of allowed) this.#restrict(endingOf(last, second, fourth), sixth.charCodeAt(0) & 31);
    else if (!anyFourth && name.length > 3) this.endings[endingOf(last, second, fourth)] = 1;
    else if (this.endings[endingOf(last, second, 31)] !== 1)
      for (let any = 0; any < 32; any++) this.endings[endingOf(last, second, any)] = 1;
  }

  /** Lets every word through. */
  openAll(): void {
    this.endings.fill(1);
  }

  #restrict(ending: number, sixth: number): void {
    const known = this.endings[ending] as number;
    const index = known === 0 ? (this.endings[ending] = this.#used++) : known;
    this.sixths[index] = (this.sixths[index] as number) | (1 << sixth);
  }
}

// Without regard to case.
function endingOf(last: number, second: number, fourth: number): number {
  return ((fourth & 31) << 10) | ((second & 31) << 5) | (last & 31);
}
