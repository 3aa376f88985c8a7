import { rawNumber } from '../../../src/contracts/json.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';
import type { Method, RedactSettings } from '../config.ts';
import type { Counters } from '../counters.ts';
import { ChangedObject } from './changed-object.ts';
import { verdictBehind } from '../keys/listed.ts';
import { holdsAll, jsonLines, jsonStart, parsedAt } from './json-text.ts';
import { defaultKeyIdentifier, describes } from '../keys/keys.ts';
import type { KeyVerdict } from '../keys/keys.ts';
import { isKeyLine, keyEnd } from './key-lines.ts';
import { Members } from './members.ts';
import { Methods } from '../methods.ts';
import type { Action } from '../methods.ts';
import { pathIdentifier } from '../names.ts';
import { Paths } from './paths.ts';
import { RedactedText } from '../text/redacted-text.ts';
import { isTransparent } from '../scan/field.ts';
import { longestWhole } from '../text/surroundings.ts';
import { isStandIn, saysNothing } from '../validators/stand-in.ts';

// JSON inside strings is followed this deep: a body in an event in a message.
const deepestJson = 3;

// How often a text of JSON is read again, at most, for what showed only when something else was gone.
const mostRounds = 3;

const removed = Symbol('removed');

// What a key, or a place in a list under it, says of a value.
type Judgement = Pick<KeyVerdict, 'identifier' | 'weak' | 'context'>;

/** What happens to all that stands under a sensitive key or path. */
interface Sensitive {
  readonly identifier: string;
  readonly action: Action;
  /** The key is also a common noun: what says nothing as a secret stays. */
  readonly weak: boolean;
}

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

  /** See `Paths.trace`. */
  tracePaths(): Map<string, Method | 'allow'> {
    return this.#paths.trace();
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
    let copy: ChangedObject | undefined;
    for (const key in object) {
      const value = object[key] as JsonValue;
      const { verdict, written, plain } = this.#members.of(object, key);
      const next = hasPaths
        ? this.#placed(key, value, depth, verdict)
        : plain
          ? this.#value(value, context !== '' && isTransparent(key) ? context : '', depth)
          : this.#judged(value, depth, verdict);
      if (copy === undefined && (next !== value || written !== key)) copy = new ChangedObject(object, key);
      if (copy !== undefined && next !== removed) copy.add(written, next);
    }
    return copy?.value ?? object;
  }

  // A member of an object, or an element of an array under its index, where there are rules for paths.
  #placed(key: string, value: JsonValue, depth: number, verdict: Judgement): JsonValue | typeof removed {
    const rule = this.#paths.enter(key);
    const next =
      rule === 'allow'
        ? value
        : rule === undefined
          ? this.#judged(value, depth, verdict)
          : this.#whole(value, sensitivePath(rule), depth);
    this.#paths.leave();
    return next;
  }

  #judged(value: JsonValue, depth: number, verdict: Judgement): JsonValue | typeof removed {
    const { identifier, weak, context } = verdict;
    if (identifier === undefined) return this.#value(value, context, depth);
    return this.#whole(value, { identifier, action: this.#methods.actionOf(identifier), weak }, depth);
  }

  #array(array: readonly JsonValue[], context: string, depth: number): JsonValue {
    // What stands under a key in a list belongs to that key.
    const verdict: Judgement = { identifier: undefined, weak: false, context };
    const { keys } = this.#texts;
    // The private key that an element began, and those behind it go on with.
    let open: string | undefined;
    let copy: JsonValue[] | undefined;
    for (let at = 0; at < array.length; at++) {
      const value = array[at] as JsonValue;
      const named = keys.active ? verdictBehind(keys, array[at - 1], value, array.length === 2) : undefined;
      const isOfKey = open !== undefined && typeof value === 'string' && (keyEnd.test(value) || isKeyLine(value));
      const next = isOfKey
        ? `[${open}]`
        : this.#paths.active
          ? this.#placed(String(at), value, depth, named ?? verdict)
          : named === undefined
            ? this.#value(value, context, depth)
            : this.#judged(value, depth, named);
      if (!isOfKey) open = next !== value && beginsKey(value) ? this.#texts.openKey : undefined;
      else if (keyEnd.test(value)) open = this.#texts.openKey = undefined;
      if (copy === undefined && next !== value) copy = array.slice(0, at);
      if (copy !== undefined && next !== removed) copy.push(next);
    }
    return copy ?? array;
  }

  // Under a sensitive key or path every text and number goes, whatever it looks like. Booleans and null say nothing.
  #whole(value: JsonValue, sensitive: Sensitive, depth: number): JsonValue | typeof removed {
    const { identifier, action, weak } = sensitive;
    if (value === null || typeof value === 'boolean') return value;
    const text = typeof value === 'object' ? rawNumber(value) : String(value);
    if (text === undefined) return this.#wholeInside(value, sensitive, depth);
    if (text === '' || saysNothing(text, weak)) return this.#value(value, '', depth);
    // What stands for a secret may still hold something else, and then stands for none any more.
    if (isStandIn(text, this.#texts.names)) {
      const next = this.#value(value, '', depth);
      if (typeof next !== 'string' || next === value || isStandIn(next, this.#texts.names)) return next;
    }
    // Under the default names a short number is a counter or a switch, in objects as in text.
    if (identifier === defaultKeyIdentifier && typeof value === 'number' && text.length < (weak ? 6 : 3)) return value;
    if (this.#texts.isAllowed(text)) {
      this.#counters.add(identifier, 'allowed', true);
      return value;
    }
    this.#counters.add(identifier, 'matches', action.method === 'count');
    if (action.method === 'drop') this.#dropped = true;
    if (action.method === 'drop') return value;
    // What is only counted may hold something else.
    if (action.method === 'count') return this.#value(value, '', depth);
    return action.method === 'remove' ? removed : this.#methods.replacement(identifier, text, 0, text.length, action);
  }

  #wholeInside(value: JsonValue, sensitive: Sensitive, depth: number): JsonValue | typeof removed {
    const { identifier, action } = sensitive;
    if (action.method === 'remove') {
      this.#counters.add(identifier, 'matches', false);
      return removed;
    }
    let changed = false;
    if (Array.isArray(value)) {
      const all = value.map((one: JsonValue) => {
        const next = this.#whole(one, sensitive, depth) as JsonValue;
        changed ||= next !== one;
        return next;
      });
      return changed ? all : value;
    }
    const object = value as Record<string, JsonValue>;
    const copy = new ChangedObject(object);
    for (const [key, one] of Object.entries(object)) {
      const { written } = this.#members.of(object, key);
      const next =
        identifier === defaultKeyIdentifier && (describes(key) || isHeaderName(key, one))
          ? this.#value(one, '', depth)
          : (this.#whole(one, sensitive, depth) as JsonValue);
      changed ||= next !== one || written !== key;
      copy.add(written, next);
    }
    return changed ? copy.value : value;
  }

  #key(key: string): string | undefined {
    return this.#texts.isClean(key, '') ? undefined : this.#texts.redactScanned(key, '');
  }

  #number(value: JsonValue, digits: string, context: string): JsonValue {
    if (this.#texts.isClean(digits, context)) return value;
    const text = this.#texts.redactScanned(digits, context);
    return text === digits ? value : text;
  }

  // A text that nothing shows in is done.
  #string(text: string, context: string, depth: number): string {
    const isClean = this.#texts.isClean(text, context);
    return isClean && !this.#mayHaveRules(depth) ? text : this.#shown(text, isClean, context, depth, 1);
  }

  #mayHaveRules(depth: number): boolean {
    return this.#paths.active && depth < deepestJson;
  }

  // Of JSON the values are looked at one by one: only so are keys known for keys, and only so does it stay JSON.
  #shown(text: string, isClean: boolean, context: string, depth: number, round: number): string {
    const lines = depth < deepestJson ? jsonLines(text) : undefined;
    if (lines !== undefined) return lines.map((line) => this.#string(line, context, depth)).join('\n');
    const start = depth < deepestJson ? jsonStart(text) : -1;
    const isInside = start >= 0 && !this.#mayHaveRules(depth) && this.#texts.isInsideValues(text, start);
    const inPlace = isInside ? this.#texts.redactInPlace(text, context, start) : undefined;
    if (inPlace !== undefined) return inPlace;
    const parsed = parsedAt(text, start);
    if (parsed === undefined && isClean) return text;
    const redacted =
      parsed !== undefined
        ? this.#json(text, start, parsed, context, depth)
        : isInside
          ? this.#texts.redact(text, context)
          : this.#texts.redactScanned(text, context);
    if (redacted === text || depth === deepestJson || round === mostRounds) return redacted;
    // Without what was found in it, the text may be read otherwise: as it stands, where an escaped quote is none, or as JSON
    // that it was not before. What that shows must not wait for a second pass.
    const isDone = parsed === undefined ? !isJson(redacted, start >= 0) : this.#texts.showsNothing(redacted, context);
    return isDone
      ? redacted
      : this.#counters.secondLook(() =>
          this.#shown(redacted, this.#texts.isClean(redacted, context), context, depth, round + 1),
        );
  }

  // A text that holds `parsed` from `start` to its end.
  #json(text: string, start: number, parsed: JsonValue, context: string, depth: number): string {
    const head = start === 0 ? '' : this.#texts.redact(text.slice(0, start), '');
    const walked = this.#value(parsed, context, depth + 1);
    // Of two members with one key the parser keeps the last: what the first held was not looked at, and must go.
    const isSame = walked === parsed && holdsAll(parsed, text, start);
    return head + (isSame ? text.slice(start) : JSON.stringify(walked));
  }
}

function beginsKey(value: JsonValue): boolean {
  return typeof value === 'string' && value.includes('-----BEGIN ');
}

// CloudFront has the name of a header beside its value: {"cookie":[{"key":"Cookie","value":"…"}]}.
function isHeaderName(key: string, value: JsonValue): boolean {
  return key === 'key' && typeof value === 'string' && /^[A-Z][A-Za-z]*(?:-[A-Za-z]+)*$/.test(value);
}

function sensitivePath(method: Action['method']): Sensitive {
  const action = { method, keepFirst: 0, keepLast: 0, placeholder: `[${pathIdentifier}]` };
  return { identifier: pathIdentifier, action, weak: false };
}

// `mayBe`: it begins and ends like JSON. To ask a parser about `[EmailAddress]` costs more than to find the address.
function isJson(text: string, mayBe: boolean): boolean {
  if (text.length > longestWhole) return false;
  return jsonLines(text) !== undefined || (mayBe && parsedAt(text, jsonStart(text)) !== undefined);
}
