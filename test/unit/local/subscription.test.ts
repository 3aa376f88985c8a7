import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Subscription } from '../../../local/subscription.ts';
import type { DeliverySettings } from '../../../local/subscription.ts';
import { Timeline } from '../../../local/timeline.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A subscription to a listener that answers when `answer` lets it. */
async function subscribe(settings: Partial<DeliverySettings> = {}, answer: () => Promise<number> = async () => 200) {
  const bodies: string[] = [];
  const listener = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => (body += chunk));
    incoming.on('end', () => {
      bodies.push(body);
      void answer().then((status) => response.writeHead(status).end());
    });
  }).listen(0);
  const { port } = listener.address() as AddressInfo;
  const dropped: number[] = [];
  const subscription = new Subscription(
    'test',
    {
      api: 'Telemetry',
      schemaVersion: '2025-01-29',
      types: ['function', 'platform'],
      buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
      destination: { protocol: 'HTTP', port, path: '/', method: 'POST' },
    },
    {
      batching: 'split',
      timeline: new Timeline(),
      onDropped: (_reason, records) => dropped.push(records),
      ...settings,
    },
  );
  cleanUps.push(() => {
    subscription.close();
    listener.closeAllConnections();
    listener.close();
  });
  return { subscription, bodies, dropped };
}

const line = (record: string, type = 'function') => ({ time: '2026-01-02T03:04:05.678Z', type, record });
const records = (bodies: string[]) =>
  bodies.flatMap((body) => JSON.parse(body) as { record: string }[]).map((event) => event.record);

describe('a subscription', () => {
  it('counts what came while its queue was full, and delivers the rest', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const { subscription, bodies, dropped } = await subscribe({ queueBytes: 2000 }, () => released.then(() => 200));
    for (let count = 0; count < 50; count++) subscription.accept(line(`line ${count}`));
    await expect.poll(() => bodies.length).toBe(1);
    expect(dropped).toEqual([]);
    release();
    await expect.poll(() => dropped.length).toBe(1);
    const delivered = records(bodies).length;
    expect(delivered).toBeGreaterThan(10);
    expect(delivered + (dropped[0] as number)).toBe(50);
  });

  it('has one batch under way at a time', async () => {
    let underWay = 0;
    let most = 0;
    const { subscription, bodies } = await subscribe({}, async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 10));
      underWay--;
      return 200;
    });
    for (let count = 0; count < 3000; count++) subscription.accept(line(`line ${count}`));
    await expect.poll(() => records(bodies).length).toBe(3000);
    expect(most).toBe(1);
    expect(records(bodies)).toEqual(Array.from({ length: 3000 }, (_, count) => `line ${count}`));
  });

  it('begins nothing while paused, and goes on when resumed', async () => {
    const { subscription, bodies } = await subscribe();
    await subscription.pause();
    subscription.accept(line('while frozen'));
    subscription.flush();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bodies).toEqual([]);
    subscription.resume();
    await expect.poll(() => records(bodies)).toEqual(['while frozen']);
  });

  it('pauses only when the delivery under way is answered', async () => {
    const order: string[] = [];
    const { subscription, bodies } = await subscribe({}, async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push('answered');
      return 200;
    });
    subscription.accept(line('a'));
    subscription.flush();
    await expect.poll(() => bodies.length).toBe(1);
    await subscription.pause();
    order.push('paused');
    expect(order).toEqual(['answered', 'paused']);
  });

  it('keeps a merged report for the next invocation, and lines for their runtimeDone', async () => {
    const { subscription, bodies } = await subscribe({ batching: 'merged' });
    subscription.accept(line('', 'platform.report'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    subscription.hold();
    subscription.accept(line('line 2'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(bodies).toEqual([]);
    subscription.accept(line('', 'platform.runtimeDone'));
    subscription.release();
    await expect.poll(() => bodies.length).toBe(1);
    const types = (JSON.parse(bodies[0] as string) as { type: string }[]).map(({ type }) => type);
    expect(types).toEqual(['platform.report', 'function', 'platform.runtimeDone']);
  });

  it('does not report the loss of a report of losses', async () => {
    const { subscription, bodies, dropped } = await subscribe({ attempts: 1 }, async () => 500);
    subscription.accept(line('a'));
    subscription.flush();
    await expect.poll(() => dropped).toEqual([1]);
    subscription.accept(line('', 'platform.logsDropped'));
    subscription.flush();
    await expect.poll(() => bodies.length).toBe(2);
    subscription.accept(line('c'));
    subscription.flush();
    await expect.poll(() => dropped).toEqual([1, 1]);
  });

  it('over TCP is one object per line', async () => {
    let received = '';
    const listener = createTcpServer((socket) => socket.on('data', (chunk) => (received += chunk.toString()))).listen(
      0,
    );
    const subscription = new Subscription(
      'test',
      {
        api: 'Telemetry',
        schemaVersion: '2025-01-29',
        types: ['function'],
        buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
        destination: { protocol: 'TCP', port: (listener.address() as AddressInfo).port },
      },
      { batching: 'split', timeline: new Timeline(), onDropped: () => {} },
    );
    cleanUps.push(() => {
      subscription.close();
      listener.close();
    });
    subscription.accept(line('a'));
    subscription.accept(line('b'));
    await expect.poll(() => received.split('\n').length).toBe(3);
    const objects = received
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as { record: string });
    expect(objects.map(({ record }) => record)).toEqual(['a', 'b']);
  });
});
