import { findSecretKey } from '../identifiers/aws.ts';
import { isBase64 } from '../scan/characters.ts';
import { leastBase64, mostInFront } from '../scan/joints.ts';
import type { Scan } from '../scan/scan.ts';
import type { Base64Probe } from '../scan/scanner.ts';

/** What is looked for in base64, and who looks. */
export interface Base64Parts {
  /** Is AwsSecretKey wanted? */
  readonly secretKeys: boolean;
  /** The identifier of the longest finding in decoded text, or undefined when there is none. */
  readonly find: (text: string) => string | undefined;
}

/**
 * The probe for runs of base64 characters. A run of 40 may be an AWS secret key; one of 24 and more that decodes to
 * printable text is scanned, and redacted whole when something is found in it. Each run is looked at once, from its start.
 */
export function base64Probe({ secretKeys, find }: Base64Parts): Base64Probe {
  return (scan, at, mayText, maySecret) => {
    // Nothing is decoded twice: what is found in decoded text, or in the name of a key, is found as it stands.
    const decodes = mayText && scan.level === 0;
    if (!decodes && !(maySecret && secretKeys)) return 0;
    const start = runStart(scan, at);
    if (start < 0) return 0;
    // A run with `--` in it begins anew behind them, and its rest would be read again for each.
    if (start < scan.refused) return 0;
    let end = at;
    while (isBase64(scan.units[end] as number)) end++;
    if (maySecret && secretKeys && findSecretKey(scan, start, end)) return end;
    if (!decodes || end - start < leastBase64) return 0;
    while (scan.code(end) === 61) end++;
    const text = Buffer.from(scan.text.slice(start, end), 'base64').toString('utf8');
    const identifier = isPrintable(text) ? find(text) : undefined;
    if (identifier === undefined) {
      scan.refused = end;
      return 0;
    }
    return scan.found(identifier, start, end);
  };
}

// The run that the word at `at` is in begins with it, or with a few digits and signs in front, which are no words of base64.
// -1 when it began earlier.
function runStart(scan: Scan, at: number): number {
  let start = at;
  while (at - start <= mostInFront && isBase64(scan.behind(start - 1))) start--;
  if (at - start > mostInFront) return -1;
  while (start < at && scan.code(start) === 45) start++;
  return start;
}

// At least nine of ten characters print. What does not decode as UTF-8 comes as U+FFFD.
function isPrintable(text: string): boolean {
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127 || code === 0xfffd) odd++;
  }
  return odd * 10 <= text.length;
}
