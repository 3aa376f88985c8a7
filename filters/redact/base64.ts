import { findSecretKey } from './identifiers/aws.ts';
import { isBase64, isWord } from './scan/characters.ts';
import { leastBase64 } from './scan/joints.ts';
import type { Probe, Scan } from './scan/scan.ts';

// Groups of four looked at before anything is decoded.
const sampledGroups = 8;

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
export function base64Probe({ secretKeys, find }: Base64Parts): Probe {
  return (scan, at) => {
    const start = runStart(scan, at);
    if (start < 0) return 0;
    // Most runs are ids, hashes and paths: told by a few characters, without reading them to their end.
    const maySecret = secretKeys && isBase64(scan.code(start + 39)) && !isBase64(scan.code(start + 40));
    // Nothing is decoded twice: what is found in decoded text, or in the name of a key, is found as it stands.
    const mayText = scan.level === 0 && looksPrintable(scan, start);
    if (!maySecret && !mayText) return 0;
    // A run with `--` in it begins anew behind them, and its rest would be read again for each.
    if (start < scan.refused) return 0;
    let end = at;
    while (end < scan.length && isBase64(scan.units[end] as number)) end++;
    if (maySecret && findSecretKey(scan, start, end)) return end;
    if (!mayText || end - start < leastBase64) return 0;
    while (end - start < scan.length && scan.code(end) === 61) end++;
    const text = Buffer.from(scan.text.slice(start, end), 'base64').toString('utf8');
    const identifier = isPrintable(text) ? find(text) : undefined;
    if (identifier === undefined) {
      scan.refused = end;
      return 0;
    }
    scan.findings.add(identifier, start, end);
    return (scan.floor = end);
  };
}

// The word at `at` begins the run, or one `/` or `+` in front of it does. -1 when the run began earlier.
function runStart(scan: Scan, at: number): number {
  const before = scan.behind(at - 1);
  if (before === 45) return isWord(scan.behind(at - 2)) ? -1 : at;
  if (before !== 47 && before !== 43) return at;
  return at >= 2 && isBase64(scan.behind(at - 2)) ? -1 : at - 1;
}

// Text has no byte above 127, so the first of four base64 characters stands for less than 32: `A` to `Z`, `a` to `f`.
// Of random bytes every second group fails. One group may be part of a letter from another script.
function looksPrintable(scan: Scan, start: number): boolean {
  let failed = 0;
  for (let group = 0; group < sampledGroups; group++) {
    const code = scan.code(start + group * 4);
    if (code < 65 || code > 102 || (code > 90 && code < 97)) {
      // The end of a run in the last group looked at is no failure of the text.
      if (++failed > 1) return group * 4 >= leastBase64;
    }
  }
  return true;
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
