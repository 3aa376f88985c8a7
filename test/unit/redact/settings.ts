import * as z from 'zod/mini';
import { redactKind } from '../../../filters/redact/config.ts';
import type { RedactSettings } from '../../../filters/redact/config.ts';
import { create } from '../../../filters/redact/filter.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';

/** Settings as the configuration gives them to the filter: checked, with the defaults filled in. */
export function settingsOf(input: object = {}): RedactSettings {
  return z.parse(redactKind.config, input) as RedactSettings;
}

/** What a filter with these settings makes of one record after the other; undefined where it is dropped. */
export function shippedOf(input: object, ...records: JsonValue[]): (JsonValue | undefined)[] {
  const filter = create(settingsOf(input));
  return records.map((record) => filter.apply({ time: '2026-01-02T03:04:05.000Z', type: 'function', record })?.record);
}
