import { parseJson } from '../../../src/contracts/json.ts';
import type { JsonValue, TelemetryRecord } from '../../../src/contracts/record.ts';
import { isKeyLine, keyEnd, partsOfKeyLine, wordsInFront } from './key-lines.ts';
import type { RecordRedactor } from './record.ts';

// A 16,384-bit RSA key has 200 lines; one that takes longer than this to log was cut off.
const mostLines = 200;
const longestMs = 30_000;

interface OpenKey {
  readonly identifier: string;
  readonly sinceMs: number;
  /** How many words stand in front of its BEGIN, as loggers put them in front of each line: 2026-11-20T10:00:00Z INFO [app] */
  readonly words: number;
  lines: number;
}

/**
 * Private keys over several records. Runtimes that make one record of each line log a key as forty of them, of which only
 * the first and the last say so. While a key is open in a source (function or extension), lines of base64 are redacted.
 */
export class OpenKeys {
  /** The name of the private key that the last record went on with. */
  continued: string | undefined;
  readonly #redactor: RecordRedactor;
  readonly #open = new Map<string, OpenKey>();

  constructor(redactor: RecordRedactor) {
    this.#redactor = redactor;
  }

  /** The redacted record of an event; undefined when a rule drops it. */
  redact(event: TelemetryRecord): JsonValue | undefined {
    const { record, type } = event;
    this.continued = undefined;
    const open = this.#open.size === 0 ? undefined : this.#open.get(type);
    if (open !== undefined) {
      const masked = this.#continued(open, event);
      if (masked !== undefined) return masked;
    }
    const redacted = this.#redactor.redact(record);
    const identifier = this.#redactor.openKey;
    if (identifier !== undefined)
      this.#open.set(type, { identifier, sinceMs: msOf(event), words: wordsInFront(lineOf(record) ?? ''), lines: 0 });
    return redacted;
  }

  #continued(open: OpenKey, event: TelemetryRecord): JsonValue | undefined {
    const line = lineOf(event.record);
    const expired = ++open.lines > mostLines || msOf(event) - open.sinceMs > longestMs;
    if (expired || line === undefined) {
      if (expired) this.#open.delete(event.type);
      return undefined;
    }
    const end = keyEnd.exec(line);
    // A key of its own: the end of the one before is lost.
    if (end !== null && line.lastIndexOf('-----BEGIN', end.index) >= 0) return undefined;
    const [prefix, body, rest] = partsOfKeyLine(line, open.words);
    if (end === null && !isKeyLine(body)) return undefined;
    if (end !== null) this.#open.delete(event.type);
    this.continued = open.identifier;
    // What stands behind the key, and the other fields of an object, are redacted as ever.
    const behind = end === null ? rest : line.slice(end.index + end[0].length);
    return this.#redactor.redact(withLine(event.record, `${prefix}[${open.identifier}]${behind}`));
  }
}

// The line of a record: the text, or the message of an object, also when the object comes as JSON in a text.
function lineOf(record: JsonValue): string | undefined {
  const object = objectOf(record);
  if (object === undefined) return typeof record === 'string' ? record : undefined;
  const field = lineField(object);
  return field === undefined ? undefined : (object[field] as string);
}

function withLine(record: JsonValue, line: string): JsonValue {
  const object = objectOf(record);
  if (object === undefined) return line;
  const changed = { ...object, [lineField(object) ?? 'message']: line };
  return typeof record === 'string' ? JSON.stringify(changed) : changed;
}

// What the loggers call it: Lambda and Powertools, winston and pino, zerolog and Go, and the rest.
function lineField(object: Record<string, JsonValue>): string | undefined {
  return ['message', 'msg', 'log', 'text', 'body', 'data', 'line', 'event', 'output'].find(
    (name) => typeof object[name] === 'string',
  );
}

function objectOf(record: JsonValue): Record<string, JsonValue> | undefined {
  if (typeof record !== 'string') return isObject(record) ? record : undefined;
  if (!/^\s*[{["]/.test(record)) return undefined;
  try {
    const parsed = parseJson(record);
    return isObject(parsed) ? parsed : {};
  } catch {
    return undefined;
  }
}

function isObject(value: JsonValue): value is Record<string, JsonValue> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function msOf({ time }: TelemetryRecord): number {
  return Date.parse(time) || 0;
}
