import { parseJson, rawNumber } from '../../../src/contracts/json.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';
import { isDigit } from '../scan/characters.ts';

const longestLook = 1024;

/** True when text[start, end) lies inside one string value, no name of a key, of the JSON that begins at `json`. */
export function isInsideValue(text: string, json: number, start: number, end: number): boolean {
  // A number of JSON inside the text of a value: what stands for it needs quotes of its own.
  const before = text.charCodeAt(start - 1);
  if (before === 58 && text.charCodeAt(start - 2) === 34) return false;
  if ((before === 91 || before === 44) && /^\d+(?:\.\d+)?$/.test(text.slice(start, end))) return false;
  let open = text.indexOf('"', json);
  while (open >= 0 && open < start) {
    const close = closingQuote(text, open);
    if (close < 0) return false;
    // Names of keys go the long way: two of them could become one.
    if (close > start) return end <= close && !/^\s*:/.test(text.slice(close + 1, close + 9));
    open = text.indexOf('"', close + 1);
  }
  return false;
}

/** The quote that a number of JSON in running text needs when it becomes a text: that of its key, with its backslashes. */
export function quoteAround(text: string, start: number, end: number): string {
  const behind = text.charCodeAt(end);
  const first = text.charCodeAt(start);
  if ((behind !== 44 && behind !== 125 && behind !== 93) || (first !== 45 && !isDigit(first))) return '';
  return /(\\*")\s?:\s?$/.exec(text.slice(Math.max(0, start - 12), start))?.[1] ?? '';
}

/**
 * True when `parsed` has every string and key of the JSON that begins at `json`. Of two members with the same key a parser
 * keeps the last: the first goes unseen.
 */
export function holdsAll(parsed: JsonValue, text: string, json: number): boolean {
  let strings = 0;
  for (let open = text.indexOf('"', json); open >= 0; open = text.indexOf('"', closingQuote(text, open) + 1)) strings++;
  return stringsIn(parsed) >= strings;
}

function stringsIn(value: JsonValue): number {
  if (typeof value === 'string') return 1;
  if (value === null || typeof value !== 'object' || rawNumber(value) !== undefined) return 0;
  let strings = 0;
  if (Array.isArray(value)) for (const one of value as readonly JsonValue[]) strings += stringsIn(one);
  else for (const key in value) strings += 1 + stringsIn((value as Record<string, JsonValue>)[key] as JsonValue);
  return strings;
}

function closingQuote(text: string, open: number): number {
  let close = open;
  do {
    close = text.indexOf('"', close + 1);
  } while (close > 0 && isEscaped(text, close));
  return close;
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === 92) from--;
  return (at - from) % 2 === 1;
}

/** Where JSON begins that reaches to the end: at the start, or behind a prefix as Lambda's text format has. -1 for none. */
export function jsonStart(text: string): number {
  const last = text.trimEnd().at(-1);
  if (last === '}') {
    const brace = text.indexOf('{');
    return text.slice(0, brace).trim() === '' ? 0 : text.indexOf('{"');
  }
  return /^\s*["[]/.test(text) && (last === ']' || last === '"') ? 0 : -1;
}

/** The lines of a text each of which is an object or a list of JSON, or empty; undefined when they are not all, or one alone. */
export function jsonLines(text: string): string[] | undefined {
  if (!/^[[{]/.test(text) || !text.includes('\n')) return undefined;
  const lines = text.split('\n');
  return lines.every((line) => line === '' || (/^[[{]/.test(line) && parsedAt(line, 0) !== undefined))
    ? lines
    : undefined;
}

// True when the first object or list from `start` on ends near it, and something follows. A parser finds that out, too, but to
// make an error of it takes as long as a look at 10,000 characters.
function endsEarly(text: string, start: number): boolean {
  let depth = 0;
  const last = Math.min(start + longestLook, text.length);
  for (let at = start; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = closingQuote(text, at);
      if (at < 0) return false;
    } else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
    else if (depth === 0) return false;
    if (depth === 0) return isFollowed(text, at + 1);
  }
  return false;
}

function isFollowed(text: string, end: number): boolean {
  let at = end;
  while (text.charCodeAt(at) <= 32) at++;
  return at < text.length;
}

/** The JSON from `start` to the end of `text`; undefined when that is none, or `start` is -1. */
export function parsedAt(text: string, start: number): JsonValue | undefined {
  if (start < 0 || endsEarly(text, start)) return undefined;
  try {
    return parseJson(start === 0 ? text : text.slice(start));
  } catch {
    return undefined;
  }
}
