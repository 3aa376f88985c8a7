import type { Filter } from '../../src/contracts/filter.ts';
import type { LevelSettings } from './config.ts';
import { levels, recordLevel } from '../../src/contracts/level.ts';

/**
 * A filter that leaves out `function` and `extension` records whose level is below `minimum`. A record that names no level
 * is kept, and so is every other type: dropping what is not understood would lose lines without a word. Called once, at the
 * start.
 */
export function create({ minimum }: LevelSettings): Filter {
  const least = levels[minimum];
  let below = 0;
  return {
    apply(record) {
      if (record.type !== 'function' && record.type !== 'extension') return record;
      const level = recordLevel(record.record);
      if (level === undefined || level >= least) return record;
      below++;
      return undefined;
    },
    counters: () => ({ below }),
  };
}
