import type { JsonValue } from '../../../src/contracts/record.ts';

/** The copy of an object some of whose members change. */
export class ChangedObject {
  /** Keys come from the record: an object without prototype takes every name, `__proto__` too. */
  readonly value = Object.create(null) as Record<string, JsonValue>;
  // The last number that a key was given.
  #numbers: Map<string, number> | undefined;

  /** With the members of `object` in front of `end`, as they are; with none when there is no `end`. */
  constructor(object: Readonly<Record<string, JsonValue>>, end?: string) {
    if (end === undefined) return;
    for (const key in object) {
      if (key === end) break;
      this.value[key] = object[key] as JsonValue;
    }
  }

  /** Adds a member. Two keys that were both redacted must not become one: the second gets a number. */
  add(key: string, value: JsonValue): void {
    if (!(key in this.value)) {
      this.value[key] = value;
      return;
    }
    this.#numbers ??= new Map();
    let number = (this.#numbers.get(key) ?? 1) + 1;
    while (`${key} ${number}` in this.value) number++;
    this.#numbers.set(key, number);
    this.value[`${key} ${number}`] = value;
  }
}
