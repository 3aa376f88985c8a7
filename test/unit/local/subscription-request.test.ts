import { describe, expect, it } from 'vitest';
import { readSubscriptionRequest } from '../../../local/subscription-request.ts';
import type { TelemetryApi } from '../../../local/subscription-request.ts';

const all = ['2022-07-01', '2022-12-13', '2025-01-29'] as const;
const good = {
  schemaVersion: '2025-01-29',
  types: ['platform', 'function'],
  buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
  destination: { protocol: 'HTTP', URI: 'http://sandbox.localdomain:4243/in' },
};
const read = (change: object, api: TelemetryApi = 'Telemetry') =>
  readSubscriptionRequest(api, JSON.stringify({ ...good, ...change }), all);
const to = (URI: unknown) => ({ destination: { protocol: 'HTTP', URI } });

describe('a subscription request', () => {
  it('is read with the defaults of the buffering', () => {
    expect(read({ buffering: undefined })).toEqual({
      api: 'Telemetry',
      schemaVersion: '2025-01-29',
      types: ['platform', 'function'],
      buffering: { maxItems: 10_000, maxBytes: 262_144, timeoutMs: 1000 },
      destination: { protocol: 'HTTP', port: 4243, path: '/in', method: 'POST' },
    });
  });

  it.each(['http://sandbox:8080', 'http://sandbox.localdomain:80/', 'http://SANDBOX.localdomain:1/x?y=1'])(
    'may name the destination %s',
    (uri) => expect(read(to(uri))).toHaveProperty('destination.port'),
  );

  it('may ask for TCP and for PUT', () => {
    expect(read({ destination: { protocol: 'TCP', port: 4000 } })).toMatchObject({
      destination: { protocol: 'TCP', port: 4000 },
    });
    expect(read({ destination: { ...good.destination, method: 'PUT', encoding: 'JSON' } })).toMatchObject({
      destination: { method: 'PUT' },
    });
  });

  const types = (list: string) => `unknown variant \`${list}\`, expected one of `;
  const invalid = 'Telemetry.ValidationError';
  const unreadable = 'Telemetry.DeserializationError';
  it.each([
    ['without types', { types: undefined }, unreadable, 'missing field `types`'],
    ['with types null', { types: null }, unreadable, 'invalid null for `types`'],
    ['without a destination', { destination: undefined }, unreadable, 'missing field `destination`'],
    ['without a protocol', { destination: { URI: 'x' } }, unreadable, 'missing field `protocol`'],
    ['without a URI', { destination: { protocol: 'HTTP' } }, unreadable, 'missing field `URI`'],
    ['without a TCP port', { destination: { protocol: 'TCP' } }, unreadable, 'missing field `port`'],
    [
      'without a schema',
      { schemaVersion: undefined },
      invalid,
      'TelemetryAPI only supports the SchemaVersion released after 2021-03-18',
    ],
    [
      'with a schema of the Logs API',
      { schemaVersion: '2021-03-18' },
      invalid,
      'TelemetryAPI only supports the SchemaVersion released after 2021-03-18',
    ],
    ['with no types', { types: [] }, invalid, 'types should not be empty'],
    ['with a type twice', { types: ['platform', 'platform'] }, invalid, 'types should be unique'],
    ['with a single event', { types: ['platform.report'] }, invalid, 'Unrecognized enum variant'],
    ['with few bytes', { buffering: { maxBytes: 1 } }, invalid, 'maxBytes should be between 262144 and 1048576'],
    ['with a port missing', to('http://sandbox.localdomain/in'), invalid, 'URI port is not provided'],
    ['with the reserved port', to('http://sandbox.localdomain:9001'), invalid, 'port 9001 is reserved'],
    [
      'with two faults',
      { types: [], buffering: { maxItems: 5 } },
      invalid,
      'types should not be empty; maxItems should be between 1000 and 10000',
    ],
  ])('%s is refused with 400', (_name, change, errorType, errorMessage) => {
    expect(read(change)).toEqual({ status: 400, errorType, errorMessage });
  });

  it('names what it knows when a type or a schema is unknown', () => {
    expect(read({ types: ['logs'] })).toMatchObject({ errorMessage: expect.stringContaining(types('logs')) as string });
    expect(readSubscriptionRequest('Telemetry', JSON.stringify(good), ['2022-07-01', '2022-12-13'])).toEqual({
      status: 400,
      errorType: unreadable,
      errorMessage:
        'unknown variant `2025-01-29`, expected one of `2020-08-15`, `2021-03-18`, `2022-07-01`, `2022-12-13`',
    });
  });

  it.each(['', '{', '[]', '"x"', 'null'])('that is %s is refused as unreadable', (body) => {
    expect(readSubscriptionRequest('Telemetry', body, all)).toMatchObject({ status: 400, errorType: unreadable });
  });

  it.each([
    ['https://sandbox.localdomain:4243', "Only 'http' scheme is supported."],
    ['http://127.0.0.1:4243', "Only 'sandbox.localdomain' hostname is supported."],
  ])('to %s is refused with 403', (uri, errorMessage) => {
    expect(read(to(uri))).toEqual({ status: 403, errorType: 'Telemetry.AccessDenied', errorMessage });
  });

  it('of the Logs API has a default schema and refuses newer ones in its own words', () => {
    expect(read({ schemaVersion: undefined }, 'Logs')).toMatchObject({ api: 'Logs', schemaVersion: '2020-08-15' });
    expect(read({ schemaVersion: '2022-12-13' }, 'Logs')).toEqual({
      status: 400,
      errorType: 'Logs.ValidationError',
      errorMessage: 'LogsAPI only supports the following SchemaVersion: 2020-08-15, 2021-03-18',
    });
  });
});
