import type { JsonValue } from '../../src/contracts/record.ts';
import type { Keys, KeyVerdict } from './keys.ts';

/** The words in which the names of headers with secrets end: Set-Cookie, Proxy-Authorization. The third has parts. */
export const headerStarts = ['Cookie', 'cookie', 'Authorization', 'authorization', 'X-Api-Key', 'x-api-key'];
const header = /^(?:(?:set-)?cookie|(?:proxy-)?authorization|x-api-key)$/i;

/** True for the name of a header that holds a secret, in any case. */
export function isHeader(name: string): boolean {
  return name.length < 20 && header.test(name);
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
