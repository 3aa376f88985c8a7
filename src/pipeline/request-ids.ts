import type { JsonValue, TelemetryRecord, WireEvent } from '../contracts/record.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

// Platform records come from Lambda, whose ids are UUIDs, or from a stand-in for it. Anything but an id could be a text that
// no filter would see again.
const platformId = /^[\w-]{1,64}$/;

interface Invocation {
  readonly requestId: string | undefined;
  /** Time stamp of platform.start, in epoch ms; NaN when it cannot be read, and then nothing is told by time. */
  readonly startMs: number;
  /** The same of platform.runtimeDone, once seen. */
  doneMs?: number;
}

/**
 * Finds the request that a record belongs to: the id that the record names, else the invocation that is under way by the
 * order of the stream, else none. Never a guess: function output and platform events come to Lambda by different pipes, so a
 * line may arrive after the end of its invocation, or after the start of the next; it gets an id only where its time does
 * not speak against it. On Managed Instances invocations interleave, so there only named ids count.
 */
export class RequestIds {
  readonly #byOrder: boolean;
  #current: Invocation | undefined;
  #previous: Invocation | undefined;

  constructor(managedInstances: boolean) {
    this.#byOrder = !managedInstances;
  }

  /** The record with its request id, where there is one. Called once for each event, in the order of arrival. */
  identify(event: WireEvent): TelemetryRecord {
    const requestId = this.#find(event);
    return requestId === undefined ? event : { ...event, requestId };
  }

  #find(event: WireEvent): string | undefined {
    if (event.type.startsWith('platform.')) return this.#platform(event);
    // Extensions run beside the invocations; only the function's own lines belong to one.
    if (event.type !== 'function') return undefined;
    return namedIn(event.record) ?? (this.#byOrder ? this.#at(Date.parse(event.time)) : undefined);
  }

  #platform({ type, time, record }: WireEvent): string | undefined {
    const named = field(record, 'requestId');
    const requestId = named !== undefined && platformId.test(named) ? named : undefined;
    if (type === 'platform.start') {
      this.#previous = this.#current;
      this.#current = { requestId, startMs: Date.parse(time) };
    }
    const ends = type === 'platform.runtimeDone' || type === 'platform.end';
    if (ends && this.#current?.requestId === requestId && this.#current) this.#current.doneMs = Date.parse(time);
    return requestId;
  }

  /** The invocation during which a line of this time was written, of the last two. */
  #at(ms: number): string | undefined {
    if (this.#current !== undefined && !(ms < this.#current.startMs)) return within(this.#current, ms);
    return this.#previous?.doneMs === undefined ? undefined : within(this.#previous, ms);
  }
}

function within({ requestId, doneMs }: Invocation, ms: number): string | undefined {
  return doneMs !== undefined && ms > doneMs ? undefined : requestId;
}

/**
 * The id that a function's record names: a field of a JSON record, or the second column of the text format. Lambda's ids are
 * UUIDs. A function may keep anything else under that name, and what is lifted out of the record passes no filter.
 */
function namedIn(record: JsonValue): string | undefined {
  if (typeof record !== 'string') {
    return [field(record, 'requestId'), field(record, 'AWSRequestId')].find((id) => id !== undefined && uuid.test(id));
  }
  const from = record.indexOf('\t');
  // Node's text format: time, tab, request id, tab, level. The time stamp before it has 24 characters.
  if (from < 0 || from > 40 || record[from + 37] !== '\t') return undefined;
  const id = record.slice(from + 1, from + 37);
  return uuid.test(id) ? id : undefined;
}

function field(record: JsonValue, name: string): string | undefined {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return undefined;
  const value = (record as Record<string, JsonValue>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
