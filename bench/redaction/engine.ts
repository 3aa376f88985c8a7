import * as z from 'zod/mini';
import { redactKind } from '../../filters/redact/config.ts';
import { create } from '../../filters/redact/filter.ts';
import type { Filter } from '../../src/contracts/filter.ts';

/** The groups that the figures are stated for. */
export const judgedGroups = '@default,@network,@phone';
export const allGroups = '@default,@network,@phone,@financial,@health,@national';

/** Settings as the configuration would give them to the filter. */
export function settingsFor(identifiers: string): z.output<typeof redactKind.config> {
  return z.parse(redactKind.config, { identifiers });
}

export function createFilter(identifiers: string): Filter {
  return create(settingsFor(identifiers));
}
