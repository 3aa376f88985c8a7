import { isHex } from './scan/scanner.ts';

/** A text with its escapes undone, and where each of its characters stands in the original. */
export interface DecodedView {
  readonly text: string;
  /** Offset in the original of each unit of `text`, and at the end the original's length. */
  readonly offsets: Uint32Array;
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12, '"': 34, "'": 39, '/': 47 };

/**
 * Undoes percent-encoding and JSON escapes in one pass: `%40`, `\u0040`, `\"`, and any number of backslashes in front of
 * them, as JSON inside JSON has. UTF-8 sequences above ASCII become one letter per byte: no finding needs them decoded.
 */
export function decodedView(text: string): DecodedView {
  const units = new Uint16Array(text.length);
  const offsets = new Uint32Array(text.length + 1);
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const [code, next] = unitAt(text, at);
    units[count] = code;
    offsets[count++] = at;
    at = next;
  }
  offsets[count] = text.length;
  return { text: fromUnits(units.subarray(0, count)), offsets };
}

function unitAt(text: string, at: number): readonly [code: number, next: number] {
  const code = text.charCodeAt(at);
  if (code === 37 && isHex(text.charCodeAt(at + 1)) && isHex(text.charCodeAt(at + 2))) {
    const byte = Number.parseInt(text.slice(at + 1, at + 3), 16);
    return [byte < 128 ? byte : 0xc0 + (byte & 31), at + 3];
  }
  // A form writes spaces as +. Between digits it can be nothing else; elsewhere it may belong to an address or a key.
  if (code === 43 && isNumber(text.charCodeAt(at - 1)) && isNumber(text.charCodeAt(at + 1))) return [32, at + 1];
  if (code !== 92) return [code, at + 1];
  let end = at;
  while (end < text.length && text.charCodeAt(end) === 92) end++;
  if (text.charCodeAt(end) === 117 && /^[0-9a-f]{4}$/i.test(text.slice(end + 1, end + 5))) {
    return [Number.parseInt(text.slice(end + 1, end + 5), 16), end + 5];
  }
  const escaped = escapes[text.charAt(end)];
  return escaped === undefined ? [92, end] : [escaped, end + 1];
}

function fromUnits(units: Uint16Array): string {
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
}

// Digits and the brackets of an area code.
function isNumber(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 40 || code === 41;
}
