// AssemblyScript, a part of walk.ts: which words may be base64 that is worth a look.
import { bit, length, unit, wordBits } from './text';

/** Behind the first bit of a word's fourth number: may it be an AWS secret key, may it decode to text? */
const maySecret = 2;
const mayText = 4;
// Of what begins a run of base64 and is no word: `joints.ts` says the same.
const mostInFront = 4;

export let leastBase64: i32 = 0;

/** The fewest characters of a token that is decoded. */
export function wantBase64(least: i32): void {
  leastBase64 = least;
}

/**
 * True when base64 with `+` and `/` may go on behind the word at `at`: when what stands further on may be base64, too. Most of
 * these are paths.
 */
export function isLongRun(at: i32, after: i32): bool {
  // The `+` or `/` in front of the word may belong to the run.
  const last = at + leastBase64 - 2;
  return (after == 43 || after == 47) && last < length && isBase64(at + 14) && isBase64(last);
}

/** What the run of base64 that the word at `at` is in may hold. A few digits and signs in front may be its first characters. */
export function base64At(at: i32): i32 {
  let start = at;
  while (start > 0 && at - start < mostInFront && isBase64(start - 1)) start--;
  return mayHold(at) | (start < at ? mayHold(start) : 0);
}

// Most runs are ids, hashes and paths: told by a few characters, without reading them to their end. Text has no byte above
// 127, so the first of four base64 characters stands for less than 32: `A` to `Z`, `a` to `f`. Of random bytes every second
// group fails. One group may be part of a letter from another script.
function mayHold(start: i32): i32 {
  const secret = start + 39 < length && isBase64(start + 39) && !isBase64(start + 40) ? maySecret : 0;
  let failed = 0;
  for (let place = start; place < start + leastBase64; place += 4) {
    const code = unit(place);
    // Without a branch: which way it goes is random.
    failed += i32(<u32>(code - 65) > 25) & i32(<u32>(code - 97) > 5);
  }
  return failed > 1 ? secret : secret | mayText;
}

function isBase64(at: i32): bool {
  const code = unit(at);
  return bit(wordBits, at) || code == 43 || code == 47 || code == 45;
}
