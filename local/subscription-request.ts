import type { DestinationRequest } from './destination.ts';
import type { LogsSchema, Schema, TelemetrySchema } from './events.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

export type TelemetryApi = 'Telemetry' | 'Logs';

export interface Buffering {
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface SubscriptionRequest {
  readonly api: TelemetryApi;
  readonly schemaVersion: Schema;
  readonly types: readonly string[];
  readonly buffering: Buffering;
  readonly destination: DestinationRequest;
}

/** Ranges and defaults of the buffering (Telemetry API guide, buffering table). */
const ranges = {
  maxItems: { least: 1000, most: 10_000, unless: 10_000 },
  maxBytes: { least: 262_144, most: 1_048_576, unless: 262_144 },
  timeoutMs: { least: 25, most: 30_000, unless: 1000 },
} as const;

const logsSchemas: readonly LogsSchema[] = ['2020-08-15', '2021-03-18'];
const categories = ['platform', 'function', 'extension'];
/** What the service's parser knows for `types`: names of single events parse, but are refused afterwards. */
const knownTypes = [
  ...['start', 'end', 'report', 'fault', 'extension', 'logsDropped', 'logsSubscription', 'telemetrySubscription'],
  ...[
    'runtimeDone',
    'initStart',
    'initRuntimeDone',
    'initReport',
    'restoreStart',
    'restoreRuntimeDone',
    'restoreReport',
  ],
]
  .map((name) => `platform.${name}`)
  .concat(categories);

/** A body that does not have the shape of a request; thrown inside this file only, answered as a value. */
class ShapeError extends Error {}

/**
 * Reads the body of `PUT /2022-07-01/telemetry` or `PUT /2020-08-15/logs`. Answers the request with all defaults filled in,
 * or the refusal with the status and the words of the service (comparisons of real answers, 2026; Telemetry API reference).
 * `telemetrySchemas` are the versions of the Telemetry API that this environment knows.
 */
export function readSubscriptionRequest(
  api: TelemetryApi,
  body: string,
  telemetrySchemas: readonly TelemetrySchema[],
): SubscriptionRequest | Refusal {
  let fields: Fields;
  try {
    fields = parse(api, body, telemetrySchemas);
  } catch (error) {
    if (error instanceof ShapeError) return refuse(400, `${api}.DeserializationError`, error.message);
    throw error;
  }
  const schemaVersion = chooseSchema(api, fields.schemaVersion, telemetrySchemas);
  const problems = [...(isRefusal(schemaVersion) ? [schemaVersion.errorMessage] : []), ...typeProblems(fields.types)];
  problems.push(...bufferingProblems(fields.buffering));
  const destination = readDestination(api, fields);
  if (isRefusal(destination) && destination.status === 403) return destination;
  if (isRefusal(destination)) problems.push(destination.errorMessage);
  if (isRefusal(schemaVersion) || isRefusal(destination) || problems.length > 0) {
    return refuse(400, `${api}.ValidationError`, problems.join('; '));
  }
  return { api, schemaVersion, types: fields.types, buffering: fields.buffering, destination };
}

interface Fields {
  readonly schemaVersion: string | undefined;
  readonly types: readonly string[];
  readonly buffering: Buffering;
  readonly protocol: string;
  readonly uri: string | undefined;
  readonly port: number | undefined;
  readonly method: string;
}

function parse(api: TelemetryApi, body: string, telemetrySchemas: readonly TelemetrySchema[]): Fields {
  const request = object(parseBody(body), 'request');
  const versions =
    api === 'Telemetry'
      ? [...logsSchemas, ...telemetrySchemas]
      : [...logsSchemas, '2022-07-01', '2022-12-13', '2025-01-29'];
  const schemaVersion = request['schemaVersion'];
  if (schemaVersion !== undefined) variant(schemaVersion, 'schemaVersion', versions);
  const types = required(request, 'types');
  if (!Array.isArray(types)) throw new ShapeError('invalid type for `types`, expected an array');
  for (const type of types) variant(type, 'types', knownTypes);
  const destination = object(required(request, 'destination'), 'destination');
  const protocol = required(destination, 'protocol');
  variant(protocol, 'protocol', ['HTTP', 'TCP']);
  const address = required(destination, protocol === 'HTTP' ? 'URI' : 'port');
  const expected = protocol === 'HTTP' ? 'string' : 'number';
  if (typeof address !== expected) throw new ShapeError(`invalid type for the destination, expected a ${expected}`);
  const method = destination['method'] ?? 'POST';
  variant(method, 'method', ['POST', 'PUT']);
  variant(destination['encoding'] ?? 'JSON', 'encoding', ['JSON']);
  return {
    schemaVersion: schemaVersion as string | undefined,
    types: types as string[],
    buffering: parseBuffering(request['buffering']),
    protocol: protocol as string,
    uri: typeof address === 'string' ? address : undefined,
    port: typeof address === 'number' ? address : undefined,
    method: method as string,
  };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ShapeError((error as Error).message);
  }
}

function object(value: unknown, name: string): Record<string, unknown> {
  if (value === null) throw new ShapeError(`invalid null for \`${name}\``);
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ShapeError(`invalid type for \`${name}\`, expected an object`);
}

function required(of: Record<string, unknown>, name: string): unknown {
  if (of[name] === undefined) throw new ShapeError(`missing field \`${name}\``);
  if (of[name] === null) throw new ShapeError(`invalid null for \`${name}\``);
  return of[name];
}

function variant(value: unknown, name: string, known: readonly string[]): void {
  if (value === null) throw new ShapeError(`invalid null for \`${name}\``);
  if (typeof value !== 'string') throw new ShapeError(`invalid type for \`${name}\`, expected a string`);
  if (known.includes(value)) return;
  throw new ShapeError(
    `unknown variant \`${value}\`, expected one of ${known.map((each) => `\`${each}\``).join(', ')}`,
  );
}

function parseBuffering(value: unknown): Buffering {
  const given = value === undefined ? {} : object(value, 'buffering');
  const read = (name: keyof Buffering): number => {
    const found = given[name] ?? ranges[name].unless;
    if (typeof found !== 'number' || !Number.isInteger(found)) {
      throw new ShapeError(`invalid type for \`${name}\`, expected an integer`);
    }
    return found;
  };
  return { maxItems: read('maxItems'), maxBytes: read('maxBytes'), timeoutMs: read('timeoutMs') };
}

function chooseSchema(
  api: TelemetryApi,
  wanted: string | undefined,
  telemetrySchemas: readonly TelemetrySchema[],
): Schema | Refusal {
  const known: readonly Schema[] = api === 'Telemetry' ? telemetrySchemas : logsSchemas;
  const found = known.find((schema) => schema === (wanted ?? (api === 'Logs' ? '2020-08-15' : undefined)));
  const message =
    api === 'Telemetry'
      ? 'TelemetryAPI only supports the SchemaVersion released after 2021-03-18'
      : `LogsAPI only supports the following SchemaVersion: ${logsSchemas.join(', ')}`;
  return found ?? refuse(400, `${api}.ValidationError`, message);
}

function typeProblems(types: readonly string[]): string[] {
  if (types.length === 0) return ['types should not be empty'];
  if (types.some((type) => !categories.includes(type))) return ['Unrecognized enum variant'];
  return new Set(types).size < types.length ? ['types should be unique'] : [];
}

function bufferingProblems(buffering: Buffering): string[] {
  const names = ['maxItems', 'maxBytes', 'timeoutMs'] as const;
  return names
    .filter((name) => buffering[name] < ranges[name].least || buffering[name] > ranges[name].most)
    .map((name) => `${name} should be between ${ranges[name].least} and ${ranges[name].most}`);
}

function readDestination(api: TelemetryApi, fields: Fields): DestinationRequest | Refusal {
  const invalid = (message: string) => refuse(400, `${api}.ValidationError`, message);
  if (fields.protocol === 'TCP') {
    const port = fields.port as number;
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return invalid('port should be between 1 and 65535');
    return port === 9001 ? invalid('port 9001 is reserved') : { protocol: 'TCP', port };
  }
  const text = fields.uri as string;
  if (!URL.canParse(text)) return invalid('URI is not valid');
  const uri = new URL(text);
  if (uri.protocol !== 'http:') return refuse(403, `${api}.AccessDenied`, "Only 'http' scheme is supported.");
  // The short name is served too: extensions in wide use subscribe with it.
  if (uri.hostname !== 'sandbox.localdomain' && uri.hostname !== 'sandbox') {
    return refuse(403, `${api}.AccessDenied`, "Only 'sandbox.localdomain' hostname is supported.");
  }
  // URL drops a port of 80, the scheme's default, though it was given.
  const port = Number(uri.port || (/^http:\/\/[^/]*:80(?:\/|$)/i.test(text) ? 80 : 0));
  if (port === 0) return invalid('URI port is not provided');
  if (port === 9001) return invalid('port 9001 is reserved');
  return { protocol: 'HTTP', port, path: uri.pathname + uri.search, method: fields.method === 'PUT' ? 'PUT' : 'POST' };
}
