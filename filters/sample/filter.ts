import type { Filter } from '../../src/contracts/filter.ts';
import type { SampleSettings } from './config.ts';
import { levels, recordLevel } from '../../src/contracts/level.ts';

/**
 * A filter that keeps `share` of the invocations. The request id decides, by a hash, so that the lines of one invocation stay
 * together, and two runs keep the same ones. Records without a request id are thinned out one by one to the same share.
 * Only `function` and `extension` records are left out, and of these none of level error or above. Called once, at the start.
 */
export function create({ share }: SampleSettings): Filter {
  let leftOut = 0;
  let owed = 0;
  return {
    apply(record) {
      if (record.type !== 'function' && record.type !== 'extension') return record;
      const isKept = record.requestId === undefined ? isNext() : fraction(record.requestId) < share;
      if (isKept || (recordLevel(record.record) ?? 0) >= levels.error) return record;
      leftOut++;
      return undefined;
    },
    counters: () => ({ leftOut }),
  };

  // Each record adds its share; whenever a whole one has come together, one is kept. No chance is involved.
  function isNext(): boolean {
    owed += share;
    if (owed < 1 - roundingError) return false;
    owed = Math.max(0, owed - 1);
    return true;
  }
}

// Ten times 0.1 adds up to a little less than 1 in binary.
const roundingError = 1e-9;

/** `text` as a number from 0 to just below 1: FNV-1a, which spreads request ids (random UUIDs) evenly. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) / 2 ** 32;
}
