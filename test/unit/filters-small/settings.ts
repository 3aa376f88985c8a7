import * as z from 'zod/mini';
import type { Filter, FilterKind } from '../../../src/contracts/filter.ts';
import type { JsonValue, TelemetryRecord } from '../../../src/contracts/record.ts';

/** The filter of `kind` with settings as a user writes them; throws when the schema refuses them. */
export async function filterOf<Settings>(kind: FilterKind<Settings>, settings: unknown): Promise<Filter> {
  return (await kind.load()).create(z.parse(kind.config, settings));
}

/** The words of each problem with settings as a user writes them. */
export function refusals(kind: FilterKind, settings: unknown): string[] {
  const result = z.safeParse(kind.config, settings);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

export function event(type: string, record: JsonValue, requestId?: string): TelemetryRecord {
  return { time: '2026-01-02T03:04:05.500Z', type, record, ...(requestId === undefined ? {} : { requestId }) };
}
