import { parseJson } from '../contracts/json.ts';
import type { JsonValue, WireEvent } from '../contracts/record.ts';
import { elementsOf } from './elements.ts';

/** What one POST held. `invalid` counts elements that are no events, or unreadable stretches; `invalidBytes` their size. */
export interface Decoded {
  readonly events: readonly WireEvent[];
  readonly invalid: number;
  readonly invalidBytes: number;
}

// A record is cut when it exceeds the subscription's maxBytes (1 MiB here); four times that is more than any we could join.
const maxFragmentBytes = 4 * 1024 * 1024;

// Type and time pass no filter, so they must be what they are called: names such as platform.start, and ISO 8601.
const name = /^[\w.-]{1,64}$/;
const stamp = /^\d{4}-[\dT:.Z+-]{6,36}$/;

const arrayStart = 0x5b;
const recordKey = '"record":';

/**
 * Turns the bodies that Lambda POSTs into events. One bad element never costs its neighbours, and a record that Lambda cut
 * across several bodies is joined: the first ends in the middle of the record plus a closing `}]`, each later one repeats the
 * envelope `{"time":…,"type":…,"record":` byte for byte and goes on with the rest. Joined on bytes, since a cut may fall
 * inside a character.
 */
export class Decoder {
  #fragment: Uint8Array | undefined;

  /** Decodes one body, in the order of arrival. Never throws: whatever cannot be read is counted. */
  decode(body: Uint8Array): Decoded {
    const fragment = this.#fragment;
    this.#fragment = undefined;
    const joined = fragment && join(fragment, body);
    // The rest of a record can be readable by itself: behind `\\` it may begin with the quote that belonged to it. What
    // makes a whole record of the piece in front is its rest.
    if (joined && beginsWhole(joined)) return this.#salvage(joined);
    // Else a body that can be read is taken at its word: a middle piece would have to be one JSON value of a million
    // bytes, say digits.
    const whole = tryParse(body);
    if (whole !== undefined) {
      return merge(eventsIn(Array.isArray(whole) ? whole : [whole], body.length), lost(fragment));
    }
    return joined ? this.#salvage(joined) : merge(this.#salvage(body), lost(fragment));
  }

  /** Gives a held fragment up. Called at SHUTDOWN, when the rest of its record cannot come any more. */
  end(): Decoded {
    const fragment = this.#fragment;
    this.#fragment = undefined;
    return lost(fragment);
  }

  /** Reads the elements of a broken array one by one; holds the last one back when it may go on in the next body. */
  #salvage(body: Uint8Array): Decoded {
    if (body[firstNonBlank(body)] !== arrayStart) return lost(body);
    const values: JsonValue[] = [];
    let broken: Decoded = nothing;
    const { elements, tail } = elementsOf(body, firstNonBlank(body) + 1);
    for (const element of elements) {
      const value = tryParse(element);
      if (value === undefined) broken = merge(broken, lost(element));
      else values.push(value);
    }
    // A body that ends behind an element lacks nothing but its bracket.
    const last = tail && tryParse(tail);
    if (last !== undefined) values.push(last);
    else if (tail !== undefined) {
      if (envelopeOf(tail) !== undefined && tail.length <= maxFragmentBytes) this.#fragment = tail;
      else broken = merge(broken, lost(tail));
    }
    return merge(eventsIn(values, body.length), broken);
  }
}

function beginsWhole(body: Uint8Array): boolean {
  const [first] = elementsOf(body, 1).elements;
  return first !== undefined && tryParse(first) !== undefined;
}

const nothing: Decoded = { events: [], invalid: 0, invalidBytes: 0 };

function lost(bytes: Uint8Array | undefined): Decoded {
  return bytes === undefined ? nothing : { events: [], invalid: 1, invalidBytes: bytes.length };
}

function merge(one: Decoded, other: Decoded): Decoded {
  if (other === nothing) return one;
  return {
    events: other.events.length === 0 ? one.events : [...one.events, ...other.events],
    invalid: one.invalid + other.invalid,
    invalidBytes: one.invalidBytes + other.invalidBytes,
  };
}

/** The events among parsed elements. Unknown types pass; what has no type at all is no event. */
function eventsIn(values: readonly JsonValue[], bodyBytes: number): Decoded {
  const events: WireEvent[] = [];
  for (const value of values) {
    const event = value as Partial<WireEvent> | null;
    if (event === null || typeof event !== 'object' || typeof event.type !== 'string' || !name.test(event.type))
      continue;
    const time = typeof event.time === 'string' && stamp.test(event.time) ? event.time : new Date().toISOString();
    events.push({ time, type: event.type, record: event.record ?? null });
  }
  const invalid = values.length - events.length;
  // The share of the body is an estimate: exact sizes would cost a second serialization of every good batch.
  return { events, invalid, invalidBytes: invalid === 0 ? 0 : Math.ceil((bodyBytes * invalid) / values.length) };
}

function tryParse(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJson(text(bytes));
  } catch {
    return undefined;
  }
}

/** Held bytes without the closing `}]` that Lambda wrote after the cut, and the body's bytes behind its envelope. */
function join(fragment: Uint8Array, body: Uint8Array): Uint8Array | undefined {
  const start = firstNonBlank(body) + 1;
  const envelope = envelopeOf(body.subarray(start));
  if (envelope === undefined || Buffer.compare(envelope, fragment.subarray(0, envelope.length)) !== 0) return undefined;
  const held = fragment.subarray(0, fragment.length - 2);
  const rest = body.subarray(start + envelope.length);
  if (held.length + rest.length > 2 * maxFragmentBytes) return undefined;
  return Buffer.concat([Uint8Array.of(arrayStart), held, rest]);
}

/** `{"time":…,"type":…,"record":` at the start of an element; `undefined` when there is none in its first 512 bytes. */
function envelopeOf(element: Uint8Array): Uint8Array | undefined {
  const at = Buffer.from(element.buffer, element.byteOffset, Math.min(element.length, 512)).indexOf(recordKey);
  return at < 0 ? undefined : element.subarray(0, at + recordKey.length);
}

function firstNonBlank(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at += 1;
  return at;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
