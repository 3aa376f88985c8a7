import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { httpKind, type HttpSettings } from '../../../sinks/http/config.ts';
import { requestTarget } from '../../../sinks/http/encode.ts';
import { parseHeaders } from '../../../sinks/http/headers.ts';
import { deliveryOf } from '../../../sinks/http/sink.ts';
import { batchOf, contextOf, testEnvironment } from '../../contract/batches.ts';
import { FaultyServer } from '../../contract/faulty-server.ts';

const settingsOf = (settings: object): HttpSettings =>
  z.parse(httpKind.config, { url: 'https://logs.example.com/', ...settings }) as HttpSettings;

describe('headers from one text', () => {
  const expected = { Authorization: 'Bearer a=b==', 'X-Team': 'orders' };

  it.each([
    ['a JSON object', '{"Authorization":"Bearer a=b==","X-Team":"orders"}'],
    ['lines', 'Authorization: Bearer a=b==\r\nX-Team: orders\n'],
    ['a list with commas', 'Authorization=Bearer a=b==,X-Team=orders'],
    ['a list with commas and spaces', ' Authorization=Bearer a=b== , X-Team=orders '],
  ])('are read from %s', (_, text) => expect(parseHeaders(text)).toEqual(expected));

  it('keep a comma in a value that no name follows', () => {
    expect(parseHeaders('Accept=a, b,X-Team=orders')).toEqual({ Accept: 'a, b', 'X-Team': 'orders' });
  });

  it('may be none', () => expect(parseHeaders(' ')).toEqual({}));

  it.each([
    ['something else', 'Bearer s3cret'],
    ['a JSON array', '["s3cret"]'],
    ['broken JSON', '{"Authorization":"s3cret'],
    ['numbers in JSON', '{"X-Team":17}'],
    ['a name with a space', { 'X Team': 's3cret' }],
    ['a value with a line break', { 'X-Team': 's3cret\r\nX-Other: 1' }],
    ['a header that Sluice sets', { 'Content-Encoding': 's3cret' }],
  ])('are refused from %s, in words that do not quote a value', (_, input) => {
    const problem = parseHeaders(input);
    expect(problem).toBeTypeOf('string');
    expect(problem).not.toContain('s3cret');
  });
});

describe('the settings of the http sink', () => {
  it('take headers from a file and from a variable', () => {
    expect(settingsOf({ headers: { 'X-Team': 'orders' } }).headers).toEqual({ 'X-Team': 'orders' });
    expect(settingsOf({ headers: 'X-Team=orders' }).headers).toEqual({ 'X-Team': 'orders' });
    expect(settingsOf({})).toMatchObject({ headers: {}, format: 'ndjson', compression: 'gzip' });
  });

  it.each(['logs.example.com', 'ftp://logs.example.com', 'https://', 'https://a:%zz@logs.example.com/', ''])(
    'refuse the address %j',
    (url) => expect(z.safeParse(httpKind.config, { url }).success).toBe(false),
  );
});

describe('where a request goes', () => {
  it('has user name and password in a header, not in the address', () => {
    const { url, headers } = requestTarget(settingsOf({ url: 'https://us%40er:p%3Aw@logs.example.com/in?a=1' }));
    expect(url).toBe('https://logs.example.com/in?a=1');
    expect(headers.get('authorization')).toBe(`Basic ${Buffer.from('us@er:p:w').toString('base64')}`);
  });

  it('has the headers of the user in place of ours', () => {
    const { headers } = requestTarget(settingsOf({ headers: { 'Content-Type': 'application/json; x=1' } }));
    expect(headers.get('content-type')).toBe('application/json; x=1');
    expect(headers.get('content-encoding')).toBe('gzip');
  });
});

describe('what a status means', () => {
  const batch = batchOf(2);

  it.each([200, 201, 202, 204, 299])('%i: delivered', (status) => {
    expect(deliveryOf(batch, status, null)).toEqual({ retry: [], rejected: [] });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('%i: retry', (status) => {
    expect(deliveryOf(batch, status, null)).toEqual({ retry: batch.records, rejected: [], cause: String(status) });
  });

  it.each([301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 413, 422])('%i: rejected', (status) => {
    expect(deliveryOf(batch, status, null)).toMatchObject({ retry: [], rejected: batch.records });
  });

  it('takes the pause in seconds', () => {
    expect(deliveryOf(batch, 503, '120').retryAfterMs).toBe(120_000);
  });

  it('takes the pause as a date, and none from one that has passed', () => {
    const later = deliveryOf(batch, 503, 'Fri, 31 Dec 9999 23:59:59 GMT').retryAfterMs;
    expect(later).toBeGreaterThan(0);
    expect(deliveryOf(batch, 503, 'Thu, 01 Jan 1970 00:00:00 GMT').retryAfterMs).toBe(0);
  });

  it.each(['soon', '-5', ''])('takes no pause from %j', (value) => {
    expect(deliveryOf(batch, 503, value)).not.toHaveProperty('retryAfterMs');
  });
});

describe('a request', () => {
  const servers: FaultyServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('names the batch, its format and its compression', async () => {
    const server = await FaultyServer.start(() => ({ status: 204 }));
    servers.push(server);
    const { create } = await httpKind.load();
    const settings = settingsOf({ url: `${server.url}/in?key=1`, format: 'json', compression: 'none' });
    await create(settings, testEnvironment()).send(batchOf(1), contextOf());
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', path: '/in?key=1' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': batchOf(1).id,
      'content-length': String(request?.body.length),
    });
    expect(request?.headers).not.toHaveProperty('content-encoding');
    expect(JSON.parse(String(request?.body))).toHaveLength(1);
  });

  it('does not follow a redirect', async () => {
    const server = await FaultyServer.start(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    servers.push(server);
    const { create } = await httpKind.load();
    const sink = create(settingsOf({ url: server.url }), testEnvironment());
    const { rejected, cause } = await sink.send(batchOf(2), contextOf());
    expect(rejected.length).toBe(2);
    expect(cause).toContain('307: redirects are not followed');
    expect(server.received.length).toBe(1);
  });

  it('is tried again when nobody listens', async () => {
    const server = await FaultyServer.start(() => ({ status: 204 }));
    const { url } = server;
    await server.close();
    const { create } = await httpKind.load();
    const { retry, cause } = await create(settingsOf({ url }), testEnvironment()).send(batchOf(2), contextOf());
    expect(retry.length).toBe(2);
    expect(cause).toBe('connection failed: ECONNREFUSED');
  });
});
