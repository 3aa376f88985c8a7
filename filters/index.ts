import type { FilterKind } from '../src/contracts/filter.ts';
import { dropKind } from './drop/config.ts';
import { levelKind } from './level/config.ts';
import { redactKind } from './redact/config.ts';
import { sampleKind } from './sample/config.ts';

/**
 * Every filter that comes with Sluice, in the order in which they run unless the configuration lists them: those that leave
 * records out first, so that redaction has less to do, and redaction last, so that it also sees what the others made. Cheap
 * to import: the work comes by `load()`.
 */
export const filterKinds: readonly FilterKind[] = [dropKind, levelKind, sampleKind, redactKind];
