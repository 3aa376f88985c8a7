import { longestKey, mostKeys } from '../keys/keys.ts';
import type { Keys, KeyVerdict } from '../keys/keys.ts';

/** What is to be done with a member of an object. */
export interface Member {
  readonly verdict: KeyVerdict;
  /** The key as it is written out, which differs when it holds a finding itself. */
  readonly written: string;
  /** The key says nothing: the value is looked at for itself. */
  readonly plain: boolean;
}

/** The members of objects by their keys. Logs have few keys, and one look-up says all about each. */
export class Members {
  readonly #keys: Keys;
  readonly #write: (key: string) => string | undefined;
  readonly #known = new Map<string, Member>();

  /** `write` answers a key with what is found in it redacted, and counts that; undefined when nothing is. */
  constructor(keys: Keys, write: (key: string) => string | undefined) {
    this.#keys = keys;
    this.#write = write;
  }

  /** The member of `object` under `key`. */
  of(object: Readonly<Record<string, unknown>>, key: string): Member {
    const own = this.#known.get(key) ?? this.#read(key);
    if (own.verdict.ofName === undefined) return own;
    const verdict = this.#keys.verdictBeside(object, own.verdict.ofName === 'place');
    return verdict === undefined ? own : { ...own, verdict, plain: false };
  }

  #read(key: string): Member {
    const written = this.#write(key);
    // As a second pass would see it.
    const verdict = this.#keys.verdict(written ?? key);
    const plain = verdict.identifier === undefined && verdict.context === '' && written === undefined;
    const member: Member = { verdict, written: written ?? key, plain };
    // What is found in a key is counted, or drops the record, each time.
    if (written !== undefined || key.length > longestKey) return member;
    if (this.#known.size >= mostKeys) this.#known.clear();
    this.#known.set(key, member);
    return member;
  }
}
