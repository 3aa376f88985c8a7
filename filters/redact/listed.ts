import type { JsonValue } from '../../src/contracts/record.ts';
import type { Keys, KeyVerdict } from './keys.ts';

const headers = ['Cookie', 'Set-Cookie', 'Authorization', 'Proxy-Authorization', 'X-Api-Key', 'X-Auth-Token'];
const known: ReadonlySet<string> = new Set(headers.map((name) => name.toLowerCase()));
const longest = Math.max(...headers.map(({ length }) => length));
/** How headers with secrets begin, as clients write them. */
export const headerStarts: readonly string[] = headers.flatMap((name) => [name, name.toLowerCase()]);

/** True for the name of a header that holds a secret, in any case. */
export function isHeader(name: string): boolean {
  return name.length <= longest && known.has(name.toLowerCase());
}

/**
 * What an element of a list says of the one behind it: ["--password", "x"] of arguments, ["Cookie", "sid=1"] of Node's
 * rawHeaders, where a list of names alone says nothing.
 */
export function verdictBehind(keys: Keys, before: JsonValue | undefined, value: JsonValue): KeyVerdict | undefined {
  if (typeof before !== 'string' || typeof value !== 'string') return undefined;
  if (before.startsWith('--')) {
    return value.startsWith('-') || before.startsWith('--no-') || !/^--[\w.-]+$/.test(before)
      ? undefined
      : keys.verdict(before.slice(2));
  }
  return isHeader(before) && !/^[A-Za-z-]+$/.test(value) ? keys.verdict(before) : undefined;
}
