import { createRandom, type Random } from '../random.ts';
import { platformStyles } from '../system-logs/platforms.ts';
import { type LogStyle, serverStyles } from '../system-logs/servers.ts';
import { slots } from './slots.ts';

/** All styles; a test holds their number. */
export const logStyles: readonly LogStyle[] = [...serverStyles, ...platformStyles];

export interface OrdinaryLine {
  readonly style: string;
  readonly text: string;
}

/**
 * `perStyle` lines of each style of system log, with addresses of machines but no personal data, cards or secrets. The same
 * seed makes the same lines.
 */
export function ordinaryLines(seed: number, perStyle: number): OrdinaryLine[] {
  return logStyles.flatMap(({ name, lines }, place) => {
    const random = createRandom(seed * 31 + place);
    return Array.from({ length: perStyle }, () => ({ style: name, text: fillKnown(random.pick(lines), random) }));
  });
}

// Logs have braces of their own: only what names a slot is filled in.
function fillKnown(template: string, random: Random): string {
  return template.replace(/\{(\w+)(?::([^{}]*))?\}/g, (whole, name: string, argument: string | undefined) => {
    const slot = slots[name];
    return slot === undefined ? whole : slot(random, argument ?? '');
  });
}
