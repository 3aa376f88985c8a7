import { parseJson } from '../contracts/json.ts';
import type { EncodedRecord, JsonValue } from '../contracts/record.ts';

// `"part":{"index":123,"count":123,"of":"string"},` and the quotes of the record, rounded up.
const markerBytes = 64;

/**
 * Cuts a line that a sink could never take into lines of at most `maxBytes` each. Each part is a line of the same shape
 * with the same sequence number; its `record` is a piece of the text, and `part` says which:
 * `{"index":1,"count":3,"of":"json"}`, where `of` tells whether the joined pieces are the record's JSON or the string that
 * it was. A line that fits comes back as it is. Pure.
 */
export function splitRecord(record: EncodedRecord, maxBytes: number): readonly EncodedRecord[] {
  if (record.bytes <= maxBytes) return [record];
  const fields = parseJson(record.line) as Record<string, JsonValue>;
  const content = fields.record ?? null;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const of = typeof content === 'string' ? 'string' : 'json';
  const envelopeBytes = Buffer.byteLength(JSON.stringify({ ...fields, record: '' }));
  const pieces = piecesOf(text, Math.max(16, maxBytes - envelopeBytes - markerBytes));
  return pieces.map((piece, index) => {
    const part = { index: index + 1, count: pieces.length, of };
    const line = JSON.stringify({ ...fields, record: piece, part });
    return { line, bytes: Buffer.byteLength(line), sequence: record.sequence, part: part.index };
  });
}

/** The text in pieces whose JSON form takes at most `maxBytes` each, never inside a surrogate pair. */
function piecesOf(text: string, maxBytes: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    let length = Math.min(maxBytes, text.length - from);
    let piece = text.slice(from, from + length);
    // Escapes and characters outside ASCII take up to six bytes each: shrink by what the piece really takes.
    for (let bytes = jsonBytes(piece); bytes > maxBytes; bytes = jsonBytes(piece)) {
      length = Math.max(1, Math.floor((length * maxBytes) / bytes) - 1);
      piece = text.slice(from, from + length);
    }
    const lastUnit = piece.charCodeAt(piece.length - 1);
    if (piece.length > 1 && lastUnit >= 0xd800 && lastUnit <= 0xdbff) piece = piece.slice(0, -1);
    pieces.push(piece);
    from += piece.length;
  }
  return pieces;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
