import type { JsonValue, TelemetryRecord, WireEvent } from '../contracts/record.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Finds the request that a record belongs to: the id that the record names, else the invocation that is under way by the
 * order of the stream, else none. Never a guess: a line after the end of its invocation gets the id only if its time proves
 * that it was written before the end. On Managed Instances invocations interleave, so there only named ids count.
 */
export class RequestIds {
  readonly #byOrder: boolean;
  #current: string | undefined;
  /** Time stamp of the current invocation's platform.runtimeDone, once seen. */
  #doneTime: string | undefined;

  constructor(managedInstances: boolean) {
    this.#byOrder = !managedInstances;
  }

  /** The record with its request id, where there is one. Called once for each event, in the order of arrival. */
  identify(event: WireEvent): TelemetryRecord {
    const requestId = this.#find(event);
    return requestId === undefined ? event : { ...event, requestId };
  }

  #find(event: WireEvent): string | undefined {
    if (event.type.startsWith('platform.')) {
      const requestId = field(event.record, 'requestId');
      if (event.type === 'platform.start') {
        this.#current = requestId;
        this.#doneTime = undefined;
      }
      const ends = event.type === 'platform.runtimeDone' || event.type === 'platform.end';
      if (ends && requestId === this.#current) this.#doneTime = event.time;
      return requestId;
    }
    // Extensions run beside the invocations; only the function's own lines belong to one.
    if (event.type !== 'function') return undefined;
    return namedIn(event.record) ?? (this.#byOrder ? this.#underWay(event.time) : undefined);
  }

  #underWay(time: string): string | undefined {
    if (this.#doneTime === undefined) return this.#current;
    return Date.parse(time) <= Date.parse(this.#doneTime) ? this.#current : undefined;
  }
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
