import type { Example } from '../labelled.ts';
import { createRandom } from '../random.ts';
import { formats } from './formats.ts';
import type { Subject } from './subjects.ts';

/**
 * `perFormat` labelled lines of each format. Every subject comes up equally often in each; a line has one or two of them,
 * and one line in seven has none. The same seed makes the same lines.
 */
export function labelledLogs(seed: number, perFormat: number, subjects: readonly Subject[]): Example[] {
  const examples: Example[] = [];
  Object.values(formats).forEach((format, place) => {
    const random = createRandom(seed * 31 + place);
    for (let index = 0; index < perFormat; index++) {
      const chosen = subjects[index % subjects.length] as Subject;
      const second = random.chance(0.3) ? [random.pick(subjects)] : [];
      const used = random.chance(1 / 7) ? [] : [chosen, ...second];
      examples.push(format(random, used));
    }
  });
  return examples;
}
