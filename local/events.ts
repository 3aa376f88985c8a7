export type TelemetrySchema = '2022-07-01' | '2022-12-13' | '2025-01-29';
export type LogsSchema = '2020-08-15' | '2021-03-18';
export type Schema = TelemetrySchema | LogsSchema;

/**
 * An event as the platform generates it: always in the newest shape, from which the older ones are made by leaving out.
 * `json` is the text of a record that a process wrote itself, kept so that no digit of it changes on the way.
 */
export interface PlatformEvent {
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string;
  readonly type: string;
  readonly record: unknown;
  readonly json?: string;
}

const version: Record<Schema, number> = {
  '2020-08-15': 0,
  '2021-03-18': 0,
  '2022-07-01': 1,
  '2022-12-13': 2,
  '2025-01-29': 3,
};

/** Fields of a record by the version in which they appeared; fields that are not named were always there. */
const since: Record<string, Record<string, number>> = {
  'platform.initStart': { functionName: 2, functionVersion: 2, instanceId: 2, instanceMaxMemory: 2, tracing: 2 },
  'platform.initRuntimeDone': { tracing: 2 },
  'platform.initReport': { status: 2, errorType: 2, tracing: 2 },
  'platform.restoreStart': { functionName: 2, functionVersion: 2, instanceId: 2, instanceMaxMemory: 2, tracing: 2 },
  'platform.restoreRuntimeDone': { tracing: 2 },
  'platform.restoreReport': { status: 2, errorType: 2, tracing: 2 },
  'platform.start': { functionArn: 3, tenantId: 3 },
  'platform.runtimeDone': { tenantId: 3 },
  'platform.report': { tenantId: 3 },
  'platform.extension': { errorType: 2 },
};

/** Events that only one of the two APIs knows. */
const logsOnly = new Set(['platform.fault', 'platform.end', 'platform.logsSubscription']);
const telemetryOnly = new Set([
  'platform.telemetrySubscription',
  'platform.initStart',
  'platform.initRuntimeDone',
  'platform.initReport',
  'platform.restoreStart',
  'platform.restoreRuntimeDone',
  'platform.restoreReport',
]);

/**
 * What a subscriber of `schema` gets to see of one event: nothing, one event, or (`platform.runtimeDone` for the Logs API)
 * two. Sources: the schema files that AWS publishes for Telemetry and Logs events.
 */
export function project(event: PlatformEvent, schema: Schema): PlatformEvent[] {
  const isLogs = version[schema] === 0;
  if ((isLogs ? telemetryOnly : logsOnly).has(event.type)) return [];
  if (event.type === 'function' || event.type === 'extension') return [projectLine(event, version[schema])];
  if (isLogs) return projectLogs(event, schema);
  const fields = since[event.type];
  if (fields === undefined) return [event];
  const kept = Object.entries(event.record as object).filter(([name]) => (fields[name] ?? 1) <= version[schema]);
  return [{ ...event, record: Object.fromEntries(kept) }];
}

/** The JSON of one event as it stands in a delivery: time, type and record in this order. */
export function serialize(event: PlatformEvent): string {
  const envelope = `{"time":${JSON.stringify(event.time)},"type":${JSON.stringify(event.type)},"record":`;
  return `${envelope}${event.json ?? JSON.stringify(event.record)}}`;
}

/** The category by which a subscription chooses: `platform`, `function` or `extension`. */
export function category(type: string): string {
  return type.startsWith('platform.') ? 'platform' : type;
}

// An object was introduced with the second version; before, and in the Logs API, it is a string of its JSON.
function projectLine(event: PlatformEvent, to: number): PlatformEvent {
  if (to >= 2) return event;
  const text = typeof event.record === 'string' ? event.record : (event.json ?? JSON.stringify(event.record));
  const line = to === 0 && !text.endsWith('\n') ? `${text}\n` : text;
  return { time: event.time, type: event.type, record: line };
}

function projectLogs(event: PlatformEvent, schema: Schema): PlatformEvent[] {
  const record = event.record as Record<string, unknown>;
  const { time, type } = event;
  switch (type) {
    case 'platform.start':
      return [{ time, type, record: pick(record, 'requestId', 'version') }];
    case 'platform.runtimeDone': {
      // The Logs API knows success, failure and timeout: an error of the function is a failure there.
      const status = record['status'] === 'error' ? 'failure' : record['status'];
      const end = { time, type: 'platform.end', record: pick(record, 'requestId') };
      return schema === '2021-03-18' ? [{ time, type, record: { ...pick(record, 'requestId'), status } }, end] : [end];
    }
    case 'platform.report': {
      const known = ['durationMs', 'billedDurationMs', 'memorySizeMB', 'maxMemoryUsedMB', 'initDurationMs'];
      const metrics = pick(record['metrics'] as Record<string, unknown>, ...known);
      return [{ time, type, record: { ...pick(record, 'requestId'), metrics, ...pick(record, 'tracing') } }];
    }
    case 'platform.extension':
      return [{ time, type, record: pick(record, 'name', 'state', 'events') }];
    default:
      return [event];
  }
}

function pick(record: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]));
}
