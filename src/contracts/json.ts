import type { JsonValue } from './record.ts';

// JSON.rawJSON and the reviver's third argument: Node 22 and later, Bun. TypeScript's library does not name them yet.
interface RawJson {
  readonly rawJSON: string;
}
const native = JSON as unknown as {
  rawJSON?(text: string): RawJson;
  isRawJSON?(value: unknown): value is RawJson;
  parse(text: string, reviver: (key: string, value: unknown, context?: { source?: string }) => unknown): JsonValue;
};

// A run of 16 digits, or an exponent, somewhere: only such a text may hold a number that a double changes (2^53 has 16
// digits). Most texts have none, or only inside strings, and take the plain, ten times faster parse.
const mayLoseDigits = /(?:^|[:[,\s])-?(?:[\d.]{16}|\d[\d.]{0,400}[eE])/;

/**
 * `JSON.parse` that keeps every digit: a number that a double would change comes back as `JSON.rawJSON`, which
 * `JSON.stringify` writes out as it was. Throws `SyntaxError` like `JSON.parse`. Where the runtime lacks rawJSON (Node 20)
 * such a number becomes a string of its digits.
 */
export function parseJson(text: string): JsonValue {
  // First, because most that is no JSON is so from its beginning, and the look for digits reads it all.
  const parsed = JSON.parse(text) as JsonValue;
  if (!mayLoseDigits.test(text)) return parsed;
  return native.parse(text, (_key, value, context) => {
    if (typeof value !== 'number' || context?.source === undefined || String(value) === context.source) return value;
    return isExact(value, context.source) ? value : (native.rawJSON?.(context.source) ?? context.source);
  });
}

/** The digits of a number kept by `parseJson`, or `undefined` for any other value. */
export function rawNumber(value: unknown): string | undefined {
  return native.isRawJSON?.(value) ? value.rawJSON : undefined;
}

// 1.50 and 15e-1 name the same number: only a different count of significant digits means that something was lost.
function isExact(value: number, source: string): boolean {
  return Number.isFinite(value) && significant(String(value)) === significant(source);
}

function significant(number: string): string {
  return number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
}
