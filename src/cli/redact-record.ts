import { holdsAll } from '../../filters/redact/record/json-text.ts';
import type { Filter } from '../contracts/filter.ts';
import { parseJson } from '../contracts/json.ts';
import type { JsonValue } from '../contracts/record.ts';
import { type Line, maxLineLength } from './redact-lines.ts';

// What some editors put before the first line of a file (RFC 8259 section 8.1 lets a reader ignore it).
const byteOrderMark = /^\uFEFF/;

/** What redacts the lines of one input. */
export interface Redaction {
  readonly filter: Filter;
  /** The time of its records: see `timeOf`. */
  readonly time: string;
  /** False in a dry run, or with redaction off: then every line goes out as it came. */
  readonly isEnforced: boolean;
}

/** One line, redacted. */
export interface Redacted {
  /** What to write, with its line end; empty when a text line is dropped, bytes where it is not all UTF-8. */
  readonly text: string | Uint8Array;
  /** Why the line could not be read, for standard error. Never quotes it. */
  readonly problem?: string;
}

/** A line of text as one record: what a function prints. A private key may go on from the lines before. */
export function redactText(line: Line, { filter, time }: Redaction): Redacted {
  if (line.leftOut !== undefined) return { text: tooLong(line.leftOut) + line.end, problem: leftOutProblem };
  const record = redactRecord(line.text, filter, time);
  if (record === line.text) return { text: asItCame(line) };
  if (record === undefined) return { text: '' };
  return { text: (typeof record === 'string' ? record : JSON.stringify(record)) + line.end };
}

/**
 * A line that holds one JSON value, as one record; `null` where the filter drops it. Always one value, but for an empty line.
 * Where nothing was found it goes out as it came, with its blanks, escapes and notation of numbers.
 */
export function redactJson(line: Line, { filter, time, isEnforced }: Redaction): Redacted {
  if (line.leftOut !== undefined)
    return { text: JSON.stringify(tooLong(line.leftOut)) + line.end, problem: leftOutProblem };
  // NDJSON readers pass over empty lines, so one stays one and the count of lines holds.
  if (line.text.trim() === '') return { text: line.end };
  let value: JsonValue;
  try {
    value = parseJson(line.text.replace(byteOrderMark, ''));
  } catch {
    const text = redactRecord(line.text, filter, time) ?? null;
    return { text: JSON.stringify(text) + line.end, problem: 'not JSON. Written, redacted, as a JSON string.' };
  }
  const redacted = redactRecord(value, filter, time);
  // Of two members with one key the parser keeps the last: what the first held was not looked at, and must go.
  const isSame = redacted === value && (!isEnforced || holdsAll(value, line.text, 0));
  return { text: isSame ? asItCame(line) : JSON.stringify(redacted ?? null) + line.end };
}

/**
 * The time of all records of one input, the first being number 0. It is fixed, so that what the filter keeps between records
 * (a private key over several lines) never expires by the clock; from one input to the next it does.
 */
export function timeOf(input: number): string {
  return new Date(input * hourMs).toISOString();
}

const hourMs = 3_600_000;

function asItCame({ text, bytes, end }: Line): string | Uint8Array {
  return bytes ?? text + end;
}

function redactRecord(record: JsonValue, filter: Filter, time: string): JsonValue | undefined {
  return filter.apply({ time, type: 'function', record })?.record;
}

const leftOutProblem = `longer than ${maxLineLength} characters. Left out: in parts it could not be redacted safely.`;

function tooLong(length: number): string {
  return `[sluice: a line of ${length} characters, left out]`;
}
