import { parseJson, rawNumber } from '../../src/contracts/json.ts';
import type { JsonValue } from '../../src/contracts/record.ts';
import type { RedactSettings } from './config.ts';
import type { Counters } from './counters.ts';
import { holdsAll } from './json-value.ts';
import { defaultKeyIdentifier } from './keys.ts';
import type { KeyVerdict } from './keys.ts';
import { Members } from './members.ts';
import { Methods } from './methods.ts';
import type { Action } from './methods.ts';
import { pathIdentifier } from './names.ts';
import { Paths } from './paths.ts';
import { RedactedText } from './redacted-text.ts';
import { isTransparent } from './scan/field.ts';
import { isStandIn, saysNothing } from './validators/stand-in.ts';

// JSON inside strings is followed this deep: a body in an event in a message.
const deepestJson = 3;

// How often a text of JSON is read again, at most, for what showed only when something else was gone.
const mostRounds = 3;

const removed = Symbol('removed');

/** Redacts whole records: key and path rules over objects, and the text of every string and number in them. */
export class RecordRedactor {
  readonly #texts: RedactedText;
  readonly #methods: Methods;
  readonly #paths: Paths;
  readonly #members: Members;
  readonly #counters: Counters;
  #dropped = false;

  constructor(settings: RedactSettings, counters: Counters) {
    this.#methods = new Methods(settings);
    this.#texts = new RedactedText(settings, this.#methods, counters);
    this.#paths = new Paths(settings);
    this.#counters = counters;
    this.#members = new Members(this.#texts.keys, (key) => this.#key(key));
  }

  /** The name of a private key that the last record began and did not end. */
  get openKey(): string | undefined {
    return this.#texts.openKey;
  }

  /** The redacted record, the same object when nothing changed; undefined when a rule drops the record. */
  redact(record: JsonValue): JsonValue | undefined {
    this.#dropped = this.#texts.dropped = false;
    this.#texts.openKey = undefined;
    // Only an error leaves names behind; setting a length costs 20 ns even when it is 0.
    if (!this.#paths.isAtRecord) this.#paths.restart();
    const redacted = typeof record === 'string' ? this.#string(record, '', 0) : this.#value(record, '', 0);
    return this.#dropped || this.#texts.dropped ? undefined : redacted;
  }

  #value(value: JsonValue, context: string, depth: number): JsonValue {
    if (typeof value === 'string') return this.#string(value, context, depth);
    if (typeof value === 'number') {
      if (context === '' && this.#texts.isPlainNumber(value)) return value;
      return this.#number(value, String(value), context);
    }
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return this.#array(value, context, depth);
    const digits = rawNumber(value);
    return digits === undefined
      ? this.#object(value as Record<string, JsonValue>, context, depth)
      : this.#number(value, digits, context);
  }

  // `context` is the key it stands under, when that holds a keyword: for what says nothing of its own, {"S":"…"}.
  #object(object: Record<string, JsonValue>, context: string, depth: number): JsonValue {
    const hasPaths = this.#paths.active;
    let copy: Record<string, JsonValue> | undefined;
    for (const key in object) {
      const value = object[key] as JsonValue;
      const { verdict, written, plain } = this.#members.of(object, key);
      const next = hasPaths
        ? this.#placed(key, value, depth, verdict)
        : plain
          ? this.#value(value, context !== '' && isTransparent(key) ? context : '', depth)
          : this.#judged(value, depth, verdict);
      if (copy === undefined && (next !== value || written !== key)) copy = copyUntil(object, key);
      if (copy !== undefined && next !== removed) copy[free(copy, written)] = next;
    }
    return copy ?? object;
  }

  // A member of an object, or an element of an array under its index, where there are rules for paths.
  #placed(key: string, value: JsonValue, depth: number, verdict: KeyVerdict): JsonValue | typeof removed {
    const rule = this.#paths.enter(key);
    const next =
      rule === 'allow'
        ? value
        : rule === undefined
          ? this.#judged(value, depth, verdict)
          : this.#whole(
              value,
              pathIdentifier,
              { method: rule, keepFirst: 0, keepLast: 0, placeholder: `[${pathIdentifier}]` },
              false,
            );
    this.#paths.leave();
    return next;
  }

  #judged(value: JsonValue, depth: number, verdict: KeyVerdict): JsonValue | typeof removed {
    const { identifier, weak, context } = verdict;
    if (identifier === undefined) return this.#value(value, context, depth);
    return this.#whole(value, identifier, this.#methods.actionOf(identifier), weak);
  }

  #array(array: readonly JsonValue[], context: string, depth: number): JsonValue {
    // What stands under a key in a list belongs to that key.
    const verdict: KeyVerdict = {
      identifier: undefined,
      weak: false,
      context,
      ofName: false,
    };
    let copy: JsonValue[] | undefined;
    for (let at = 0; at < array.length; at++) {
      const value = array[at] as JsonValue;
      const next = this.#paths.active
        ? this.#placed(String(at), value, depth, verdict)
        : this.#value(value, context, depth);
      if (copy === undefined && next !== value) copy = array.slice(0, at);
      if (copy !== undefined && next !== removed) copy.push(next);
    }
    return copy ?? array;
  }

  // Under a sensitive key or path every text and number goes, whatever it looks like. Booleans and null say nothing.
  #whole(value: JsonValue, identifier: string, action: Action, weak: boolean): JsonValue | typeof removed {
    if (value === null || typeof value === 'boolean') return value;
    const text = typeof value === 'object' ? rawNumber(value) : String(value);
    if (text === undefined) return this.#wholeInside(value, identifier, action, weak);
    if (text === '' || saysNothing(text, weak) || isStandIn(text, this.#texts.names)) return value;
    // Under the default names a short number is a counter or a switch, in objects as in text.
    if (identifier === defaultKeyIdentifier && typeof value === 'number' && text.length < (weak ? 6 : 3)) return value;
    if (this.#texts.isAllowed(text)) {
      this.#counters.add(identifier, 'allowed', true);
      return value;
    }
    this.#counters.add(identifier, 'matches', action.method === 'count');
    if (action.method === 'drop') this.#dropped = true;
    if (action.method === 'drop' || action.method === 'count') return value;
    return action.method === 'remove' ? removed : this.#methods.replacement(identifier, text, 0, text.length, action);
  }

  #wholeInside(value: JsonValue, identifier: string, action: Action, weak: boolean): JsonValue | typeof removed {
    if (action.method === 'remove') {
      this.#counters.add(identifier, 'matches', false);
      return removed;
    }
    let changed = false;
    if (Array.isArray(value)) {
      const all = value.map((one: JsonValue) => {
        const next = this.#whole(one, identifier, action, weak) as JsonValue;
        changed ||= next !== one;
        return next;
      });
      return changed ? all : value;
    }
    const object = value as Record<string, JsonValue>;
    const copy = Object.create(null) as Record<string, JsonValue>;
    for (const [key, one] of Object.entries(object)) {
      const { written } = this.#members.of(object, key);
      const next = this.#whole(one, identifier, action, weak) as JsonValue;
      changed ||= next !== one || written !== key;
      copy[free(copy, written)] = next;
    }
    return changed ? copy : value;
  }

  #key(key: string): string | undefined {
    return this.#texts.isClean(key, '') ? undefined : this.#texts.redactScanned(key, '');
  }

  #number(value: JsonValue, digits: string, context: string): JsonValue {
    if (this.#texts.isClean(digits, context)) return value;
    const text = this.#texts.redactScanned(digits, context);
    return text === digits ? value : text;
  }

  // A text that nothing shows in is done. Else, when it is JSON, its values are looked at one by one: only so are keys
  // known for keys, and only so does it stay JSON.
  #string(text: string, context: string, depth: number, round = 1): string {
    const isClean = this.#texts.isClean(text, context);
    const mayHaveRules = this.#paths.active && depth === 0 && this.#paths.isAtRecord;
    if (isClean && !mayHaveRules) return text;
    if (depth < deepestJson) {
      const start = jsonStart(text);
      if (start >= 0 && !mayHaveRules && this.#texts.isInsideValues(text, start))
        return this.#texts.redactScanned(text, context);
      const parsed = parsedAt(text, start);
      if (parsed !== undefined) return this.#json(text, start, parsed, context, depth, round);
    }
    return isClean ? text : this.#texts.redactScanned(text, context);
  }

  // A text that holds `parsed` from `start` to its end.
  #json(text: string, start: number, parsed: JsonValue, context: string, depth: number, round: number): string {
    let shown = { text, start, value: parsed };
    let isWhole = holdsAll(parsed, text, start);
    if (!isWhole) {
      // What only the text shows is looked at there, and stays in its place when that leaves JSON behind.
      const asText = this.#texts.redact(text, context);
      const from = jsonStart(asText);
      const value = parsedAt(asText, from);
      if (value !== undefined) {
        shown = { text: asText, start: from, value };
        isWhole = true;
      }
    }
    const walked = this.#value(shown.value, context, depth + 1);
    const head = shown.start === 0 ? '' : this.#texts.redact(shown.text.slice(0, shown.start), '');
    const isSame = isWhole && walked === shown.value;
    const redacted = head + (isSame ? shown.text.slice(shown.start) : JSON.stringify(walked));
    if (redacted === text || round === mostRounds) return redacted;
    // Without what was found in it, the text may be read otherwise as it stands, where an escaped quote is none: what that
    // shows must not wait for a second pass.
    return this.#texts.showsNothing(redacted, context)
      ? redacted
      : this.#counters.secondLook(() => this.#string(redacted, context, depth, round + 1));
  }
}

// Where JSON begins that reaches to the end: at the start, or behind a prefix as Lambda's text format has. -1 for none.
function jsonStart(text: string): number {
  const last = text.trimEnd().at(-1);
  if (last === '}') {
    const brace = text.indexOf('{');
    return text.slice(0, brace).trim() === '' ? 0 : text.indexOf('{"');
  }
  return /^\s*["[]/.test(text) && (last === ']' || last === '"') ? 0 : -1;
}

// The JSON from `start` to the end of `text`; undefined when that is none, or `start` is -1.
function parsedAt(text: string, start: number): JsonValue | undefined {
  if (start < 0) return undefined;
  try {
    return parseJson(start === 0 ? text : text.slice(start));
  } catch {
    return undefined;
  }
}

// Keys come from the record: an object without prototype takes every name, `__proto__` too.
function copyUntil(object: Record<string, JsonValue>, end: string): Record<string, JsonValue> {
  const copy = Object.create(null) as Record<string, JsonValue>;
  for (const key in object) {
    if (key === end) break;
    copy[key] = object[key] as JsonValue;
  }
  return copy;
}

// Two keys that were both redacted must not become one. The number is looked for in steps that double, then halve: ten
// thousand keys that are addresses would otherwise be counted through again for each of them.
function free(object: Record<string, JsonValue>, key: string): string {
  if (!(key in object)) return key;
  let taken = 1;
  while (`${key} ${taken * 2}` in object) taken *= 2;
  for (let step = taken; step >= 1; step /= 2) if (`${key} ${taken + step}` in object) taken += step;
  return `${key} ${taken + 1}`;
}
