import type { PlatformEvent } from './events.ts';

/** A line without a newline is cut into records of this size (an emulator that was compared with Lambda does so too). */
export const unterminatedLineBytes = 262_144;

/** Cuts a stream of bytes into lines. Decodes whole lines only, so a character that arrives in two chunks stays whole. */
export class Lines {
  #rest: Buffer[] = [];
  #restBytes = 0;
  readonly #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, at));
      this.#emit();
      from = at + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  /** The stream has ended: what has no newline is a line all the same. */
  end(): void {
    if (this.#restBytes > 0) this.#emit();
  }

  #keep(part: Buffer): void {
    let left = part;
    while (this.#restBytes + left.length > unterminatedLineBytes) {
      const room = unterminatedLineBytes - this.#restBytes;
      this.#rest.push(left.subarray(0, room));
      this.#emit();
      left = left.subarray(room);
    }
    this.#rest.push(left);
    this.#restBytes += left.length;
  }

  #emit(): void {
    const line = this.#rest.length === 1 ? (this.#rest[0] as Buffer) : Buffer.concat(this.#rest);
    this.#rest = [];
    this.#restBytes = 0;
    this.#onLine(line.toString('utf8'));
  }
}

/**
 * Cuts the stream of our Node bootstrap into messages: one byte for the stream (1 or 2), four bytes length (big endian),
 * then UTF-8. Framing keeps a message of several lines one record, as Lambda's own runtimes do.
 */
export class Frames {
  #held: Buffer = Buffer.alloc(0);
  readonly #onMessage: (message: string, stream: 'stdout' | 'stderr') => void;

  constructor(onMessage: (message: string, stream: 'stdout' | 'stderr') => void) {
    this.#onMessage = onMessage;
  }

  push(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    while (this.#held.length >= 5) {
      const end = 5 + this.#held.readUInt32BE(1);
      if (this.#held.length < end) return;
      this.#onMessage(this.#held.toString('utf8', 5, end), this.#held[0] === 2 ? 'stderr' : 'stdout');
      this.#held = this.#held.subarray(end);
    }
  }
}

/**
 * The event made of what a process wrote at `time`. Text format: the line itself. JSON format: a line that is a JSON object
 * arrives parsed, with the writer's own keys; any other is wrapped with a timestamp and the level that Lambda assumes.
 */
export function lineEvent(
  type: 'function' | 'extension',
  line: string,
  format: 'text' | 'json',
  time: string,
): PlatformEvent {
  if (format === 'text') return { time, type, record: line };
  const parsed = parseObject(line);
  if (parsed !== undefined) return { time, type, record: parsed, json: line.trim() };
  return { time, type, record: { timestamp: time, level: 'INFO', message: line.replace(/\n$/, '') } };
}

function parseObject(line: string): object | undefined {
  if (!/^\s*\{/.test(line)) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
