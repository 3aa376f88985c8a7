import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { identifierOf, puppetLambda } from './puppet.ts';
import type { Puppet } from './puppet.ts';

const request = (port = 4000) => ({
  schemaVersion: '2025-01-29',
  types: ['platform'],
  buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
  destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${port}/in` },
});

let puppet: Puppet;
afterEach(() => puppet.lambda.close());

async function startInit(options: Parameters<typeof puppetLambda>[0] = {}): Promise<string> {
  puppet = await puppetLambda(options);
  void puppet.lambda.invoke();
  return identifierOf(puppet, 'puppet', '{"events":["SHUTDOWN"]}');
}

describe('subscribing', () => {
  it('is accepted once, and as a repetition when everything is the same', async () => {
    const id = await startInit();
    expect(await puppet.subscribe(id, request())).toMatchObject({ status: 200, body: '"OK"' });
    expect(await puppet.subscribe(id, request())).toMatchObject({ status: 200, body: '"AlreadySubscribed"' });
    const states = puppet.lambda.generated.filter(({ type }) => type === 'platform.telemetrySubscription');
    expect(states.map(({ record }) => (record as { state: string }).state)).toEqual([
      'Subscribed',
      'Already subscribed',
    ]);
  });

  it('to both APIs is refused', async () => {
    const id = await startInit();
    await puppet.subscribe(id, request());
    const answer = await puppet.subscribe(id, { ...request(), schemaVersion: '2021-03-18' }, '/2020-08-15/logs');
    expect(answer.status).toBe(400);
    expect(answer.body).toBe(
      '{"errorMessage":"The extension puppet is already subscribed to the TelemetryAPI. You must either subscribe to the LogsAPI or the TelemetryAPI","errorType":"Logs.AccessDenied"}\n',
    );
  });

  it('is closed once every extension has asked for its first event', async () => {
    const id = await startInit();
    void puppet.next(id).catch(() => {});
    await expect
      .poll(() => puppet.lambda.timeline.some(({ kind, name }) => kind === 'spawn' && name === 'runtime'))
      .toBe(true);
    void puppet.runtimeNext().catch(() => {});
    await expect.poll(() => puppet.lambda.timeline.some(({ kind }) => kind === 'initEnd')).toBe(true);
    expect(await puppet.subscribe(id, request())).toMatchObject({
      status: 403,
      body: '{"errorMessage":"Telemetry API subscription is closed already","errorType":"Telemetry.SubscriptionClosed"}\n',
    });
    expect((await puppet.subscribe(id, {}, '/2020-08-15/logs')).body).toContain(
      'Logs API subscription is closed already',
    );
  });

  it('is a stub with 202 where asked for, whoever asks', async () => {
    await startInit({ telemetry: 'stub202' });
    expect(await puppet.call('PUT', '/2022-07-01/telemetry')).toMatchObject({
      status: 202,
      body: '{"errorMessage":"Telemetry API is not supported","errorType":"Telemetry.NotSupported"}\n',
    });
    expect((await puppet.call('PUT', '/2020-08-15/logs')).body).toContain('"Logs.NotSupported"');
  });

  it('is missing with 404 where asked for', async () => {
    const id = await startInit({ telemetry: 'missing404' });
    expect(await puppet.subscribe(id, request())).toMatchObject({ status: 404, body: '404 page not found\n' });
  });

  it('knows only the newest schema and no Logs API on Managed Instances', async () => {
    const id = await startInit({ initializationType: 'lambda-managed-instances' });
    expect((await puppet.subscribe(id, { ...request(), schemaVersion: '2022-12-13' })).status).toBe(400);
    expect((await puppet.subscribe(id, request(), '/2020-08-15/logs')).status).toBe(404);
    expect((await puppet.subscribe(id, request())).status).toBe(200);
  });
});

describe('delivery', () => {
  it('brings what happened before the subscription, repeats the same bytes after a 503, and keeps the path', async () => {
    const bodies: string[] = [];
    const listener = createServer((incoming, response) => {
      let body = `${incoming.method} ${incoming.url} ${incoming.headers['content-type']} `;
      incoming
        .on('data', (chunk) => (body += chunk))
        .on('end', () => response.writeHead(bodies.push(body) < 3 ? 503 : 200).end());
    }).listen(0);
    try {
      const id = await startInit();
      await puppet.subscribe(id, request((listener.address() as AddressInfo).port));
      await expect.poll(() => bodies.length).toBe(3);
      expect(new Set(bodies).size).toBe(1);
      expect(bodies[0]).toMatch(/^POST \/in application\/json \[\{"time":"[^"]+","type":"platform.initStart"/);
      expect(bodies[0]).toContain('platform.telemetrySubscription');
    } finally {
      listener.close();
    }
  });

  it('gives up where asked to, and says so in the next batch', async () => {
    const bodies: string[] = [];
    const listener = createServer((incoming, response) => {
      let body = '';
      incoming
        .on('data', (chunk) => (body += chunk))
        .on('end', () => response.writeHead(bodies.push(body) < 3 ? 500 : 200).end());
    }).listen(0);
    try {
      const id = await startInit({ faults: { dropBatches: 2 } });
      await puppet.subscribe(id, request((listener.address() as AddressInfo).port));
      await expect.poll(() => bodies.length).toBe(3);
      expect(JSON.parse(bodies[2] as string)).toMatchObject([
        { type: 'platform.logsDropped', record: { reason: 'could not send events: 500', droppedRecords: 2 } },
      ]);
      expect(puppet.lambda.dropped.records).toBe(2);
    } finally {
      listener.close();
    }
  });
});
