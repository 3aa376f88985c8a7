import { StringDecoder } from 'node:string_decoder';

/**
 * The longest line that is held whole, in UTF-16 units (64 Mi: 64 MiB of ASCII). A longer one cannot be redacted safely in
 * parts (a value, or the key that names it, may lie across any cut), so it is left out and said to be.
 */
export const maxLineLength = 64 * 1024 * 1024;

/** One line of input. `end` is what ended it; the last line of a file may have none. */
export interface Line {
  readonly text: string;
  readonly end: '\n' | '\r\n' | '';
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
  const decoder = new StringDecoder('utf8');
  const splitter = createSplitter(limit);
  for await (const chunk of input) {
    const lines = splitter.push(typeof chunk === 'string' ? chunk : decoder.write(chunk));
    if (lines.length > 0) yield lines;
  }
  const rest = [...splitter.push(decoder.end()), ...splitter.finish()];
  if (rest.length > 0) yield rest;
}

function createSplitter(limit: number) {
  let carry = '';
  let leftOut = 0;

  function keep(part: string): void {
    if (leftOut > 0) leftOut += part.length;
    else if (carry.length + part.length > limit) {
      leftOut = carry.length + part.length;
      carry = '';
    } else carry += part;
  }

  function complete(ended: boolean): Line {
    const carriageReturn = ended && carry.endsWith('\r');
    const end = carriageReturn ? '\r\n' : ended ? '\n' : '';
    const line: Line =
      leftOut > 0 ? { text: '', end, leftOut } : { text: carriageReturn ? carry.slice(0, -1) : carry, end };
    carry = '';
    leftOut = 0;
    return line;
  }

  return {
    push(text: string): Line[] {
      const lines: Line[] = [];
      let start = 0;
      for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', start)) {
        keep(text.slice(start, newline));
        lines.push(complete(true));
        start = newline + 1;
      }
      keep(text.slice(start));
      return lines;
    },
    finish(): Line[] {
      return carry === '' && leftOut === 0 ? [] : [complete(false)];
    },
  };
}
