import { isUtf8 } from 'node:buffer';

/**
 * The longest line that is held whole, in UTF-16 units (64 Mi: 64 MiB of ASCII). A longer one cannot be redacted safely in
 * parts (a value, or the key that names it, may lie across any cut), so it is left out and said to be.
 */
export const maxLineLength = 64 * 1024 * 1024;

/** One line of input. `end` is what ended it; the last line of a file may have none. */
export interface Line {
  readonly text: string;
  readonly end: '\n' | '\r\n' | '';
  /** Set when the line may not be all UTF-8: how it came, with its end. In `text` U+FFFD stands for what is none. */
  readonly bytes?: Uint8Array;
  /** Set when the line was longer than the limit: its text is gone, this many UTF-16 units of it. */
  readonly leftOut?: number;
}

/**
 * Splits a stream of bytes into lines, decoding UTF-8 across chunks. Yields the lines that each chunk completes together,
 * so that a reader can write once a chunk and a pipe that is slow still shows each line when it comes. Holds at most one
 * unfinished line of `limit` UTF-16 units. Rejects when the stream fails.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array | string>,
  limit: number = maxLineLength,
): AsyncGenerator<readonly Line[]> {
  const splitter = createSplitter(limit);
  let begun: Uint8Array = new Uint8Array();
  for await (const chunk of input) {
    const came = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const bytes = begun.length === 0 ? came : Buffer.concat([begun, came]);
    const whole = wholeCharacters(bytes);
    begun = bytes.subarray(whole);
    const lines = splitter.push(bytes.subarray(0, whole));
    if (lines.length > 0) yield lines;
  }
  const rest = [...splitter.push(begun), ...splitter.finish()];
  if (rest.length > 0) yield rest;
}

// Up to where no character is cut: the last one, of up to four bytes, may go on in the next chunk.
function wholeCharacters(bytes: Uint8Array): number {
  for (let behind = 1; behind <= Math.min(3, bytes.length); behind++) {
    const byte = bytes[bytes.length - behind] as number;
    if (byte < 0x80) break;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (length > 0) return length > behind ? bytes.length - behind : bytes.length;
  }
  return bytes.length;
}

function createSplitter(limit: number) {
  let carry = '';
  // What `carry` was decoded from, where that cannot be told from it; else empty.
  let carryBytes: Uint8Array[] = [];
  let leftOut = 0;

  // `bytes` is what `part` was decoded from, with the newline behind it, where one of the two may be needed.
  function keep(part: string, bytes: Uint8Array | undefined): void {
    if (leftOut > 0) leftOut += part.length;
    else if (carry.length + part.length > limit) {
      leftOut = carry.length + part.length;
      carry = '';
      carryBytes = [];
    } else {
      if (bytes !== undefined) {
        if (carryBytes.length === 0) carryBytes = carry === '' ? [bytes] : [Buffer.from(carry), bytes];
        else carryBytes.push(bytes);
      }
      carry += part;
    }
  }

  function complete(ended: boolean): Line {
    const carriageReturn = ended && carry.endsWith('\r');
    const end = carriageReturn ? '\r\n' : ended ? '\n' : '';
    const text = carriageReturn ? carry.slice(0, -1) : carry;
    const line: Line =
      leftOut > 0
        ? { text: '', end, leftOut }
        : carryBytes.length === 0
          ? { text, end }
          : { text, end, bytes: joined(carryBytes) };
    carry = '';
    if (carryBytes.length > 0) carryBytes = [];
    leftOut = 0;
    return line;
  }

  // A newline is a byte of its own, whatever stands around it: there are as many in the bytes as in the text.
  function split(text: string, bytes?: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    let from = 0;
    for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', start)) {
      const part = text.slice(start, newline);
      const to = bytes === undefined ? 0 : bytes.indexOf(10, from) + 1;
      keep(part, mayDiffer(part) ? bytes?.subarray(from, to) : undefined);
      lines.push(complete(true));
      start = newline + 1;
      from = to;
    }
    const rest = text.slice(start);
    keep(rest, mayDiffer(rest) ? bytes?.subarray(from) : undefined);
    return lines;
  }

  function mayDiffer(part: string): boolean {
    return carryBytes.length > 0 || part.includes('\uFFFD');
  }

  return {
    /** The lines that `bytes` complete. No character may be cut at their end. */
    push(bytes: Uint8Array): Line[] {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
      return carryBytes.length === 0 && isUtf8(bytes) ? split(text) : split(text, bytes);
    },
    finish(): Line[] {
      return carry === '' && leftOut === 0 ? [] : [complete(false)];
    },
  };
}

// Nearly all lines lie in one chunk: those are not copied.
function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
