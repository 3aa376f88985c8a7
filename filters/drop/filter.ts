import type { Filter } from '../../src/contracts/filter.ts';
import type { TelemetryRecord } from '../../src/contracts/record.ts';
import type { DropSettings } from './config.ts';

/**
 * A filter that leaves out records whose type is listed, and function and extension records whose text holds one of the
 * patterns. Records of Sluice's own types always pass: they account for what is missing. Called once, at the start.
 */
export function create({ types, patterns }: DropSettings): Filter {
  const typePieces = types.map((type) => type.split('*'));
  const textPieces = patterns.map((pattern) => pattern.split('*').filter((piece) => piece !== ''));
  // Types are few and repeat with every record, so each is decided once.
  const decided = new Map<string, boolean>();
  let droppedByType = 0;
  let droppedByPattern = 0;

  return {
    apply(record) {
      if (record.type.startsWith('sluice.')) return record;
      if (isDroppedType(record.type)) {
        droppedByType++;
        return undefined;
      }
      if (textPieces.length > 0 && isText(record) && holdsAny(textOf(record), textPieces)) {
        droppedByPattern++;
        return undefined;
      }
      return record;
    },
    counters: () => ({ byType: droppedByType, byPattern: droppedByPattern }),
  };

  function isDroppedType(type: string): boolean {
    const known = decided.get(type);
    if (known !== undefined) return known;
    const isDropped = typePieces.some((pieces) => isWhole(type, pieces));
    // A type is Lambda's word, yet nothing promises that there are few of them.
    if (decided.size < mostTypes) decided.set(type, isDropped);
    return isDropped;
  }
}

const mostTypes = 100;

function isText({ type }: TelemetryRecord): boolean {
  return type === 'function' || type === 'extension';
}

function textOf({ record }: TelemetryRecord): string {
  return typeof record === 'string' ? record : JSON.stringify(record);
}

function holdsAny(text: string, patterns: readonly (readonly string[])[]): boolean {
  return patterns.some((pieces) => endOf(text, pieces, 0) >= 0);
}

/** Is `text`, from its first to its last letter, made of `pieces` with anything between them? */
function isWhole(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1)!;
  const end = text.startsWith(first) ? endOf(text, pieces.slice(1, -1), first.length) : -1;
  return end >= 0 && text.length - last.length >= end && text.endsWith(last);
}

/** Where the last of `pieces` ends when they are found one after the other from `start` on, or -1. */
function endOf(text: string, pieces: readonly string[], start: number): number {
  let end = start;
  for (const piece of pieces) {
    const at = text.indexOf(piece, end);
    if (at < 0) return -1;
    end = at + piece.length;
  }
  return end;
}
