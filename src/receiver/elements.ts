const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * The elements of a JSON array that does not parse as a whole, by brackets and quotes alone, starting behind its `[`.
 * `tail` is an element that was begun and not ended, to the end of the bytes; `undefined` when the array ended properly.
 * Works on bytes: in UTF-8 none of the bytes it looks for is part of another character.
 */
export function elementsOf(bytes: Uint8Array, start: number): { elements: Uint8Array[]; tail: Uint8Array | undefined } {
  const elements: Uint8Array[] = [];
  let begin = start;
  let depth = 0;
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (depth > 0) depth -= byte === closeBrace || byte === closeBracket ? 1 : 0;
    else if (byte === comma || byte === closeBracket) {
      pushUnlessBlank(elements, bytes.subarray(begin, at));
      begin = at + 1;
      if (byte === closeBracket) return { elements, tail: undefined };
    }
  }
  const tail = bytes.subarray(begin);
  return { elements, tail: isBlank(tail) ? undefined : trimStart(tail) };
}

/** Index of the quote that ends the string which begins at `at`, or the last index when nothing ends it. */
function endOfString(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
  return end;
}

function pushUnlessBlank(elements: Uint8Array[], element: Uint8Array): void {
  if (!isBlank(element)) elements.push(trimStart(element));
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20);
}

function trimStart(bytes: Uint8Array): Uint8Array {
  let from = 0;
  while ((bytes[from] as number) <= 0x20) from += 1;
  return bytes.subarray(from);
}
