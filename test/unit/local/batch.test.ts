import { describe, expect, it } from 'vitest';
import { takeBatch } from '../../../local/batch.ts';
import type { BatchShape, QueuedEvent } from '../../../local/batch.ts';
import { serialize } from '../../../local/events.ts';

const time = '2026-01-02T03:04:05.678Z';
const event = (type: string, record: unknown): QueuedEvent => ({
  type,
  json: Buffer.from(serialize({ time, type, record })),
});
const shape: BatchShape = { maxItems: 1000, maxBytes: 262_144, cutAboveBytes: 262_144, batching: 'split' };

function takeAll(queue: QueuedEvent[], by: BatchShape): Buffer[] {
  const bodies: Buffer[] = [];
  for (let left = queue; left.length > 0;) {
    const { body, rest } = takeBatch(left, by);
    bodies.push(body);
    left = rest;
  }
  return bodies;
}

const typesOf = (bodies: Buffer[]) =>
  bodies.map((body) => (JSON.parse(body.toString()) as { type: string }[]).map(({ type }) => type).join(' '));

describe('a batch', () => {
  const invocation = [
    event('platform.report', {}),
    event('platform.start', {}),
    event('function', 'a'),
    event('platform.runtimeDone', {}),
    event('function', 'late'),
  ];

  it('has runtimeDone and report to itself when split', () => {
    expect(typesOf(takeAll(invocation, shape))).toEqual([
      'platform.report',
      'platform.start function',
      'platform.runtimeDone',
      'function',
    ]);
  });

  it('has the last report, the lines and runtimeDone together when merged', () => {
    expect(typesOf(takeAll(invocation, { ...shape, batching: 'merged' }))).toEqual([
      'platform.report platform.start function platform.runtimeDone function',
    ]);
  });

  it('never has more items or bytes than asked for', () => {
    const lines = Array.from({ length: 25 }, (_, index) => event('function', `line ${index}`));
    expect(
      takeAll(lines, { ...shape, maxItems: 10 }).map((body) => (JSON.parse(body.toString()) as []).length),
    ).toEqual([10, 10, 5]);
    const bodies = takeAll(lines, { ...shape, maxBytes: 300, cutAboveBytes: 300 });
    expect(Math.max(...bodies.map((body) => body.length))).toBeLessThanOrEqual(300);
    expect(bodies.flatMap((body) => JSON.parse(body.toString()) as unknown[])).toHaveLength(25);
  });

  it('is cut inside a record that is too large, and the next goes on after the repeated envelope', () => {
    const envelope = `{"time":"${time}","type":"function","record":`;
    const small = { ...shape, cutAboveBytes: 250 };
    const record = { message: 'A'.repeat(240) };
    const bodies = takeAll([event('function', 'first'), event('function', record), event('platform.start', {})], small);
    expect(bodies).toHaveLength(2);
    const [first, second] = bodies.map(String) as [string, string];
    expect(first.endsWith('}]')).toBe(true);
    expect(second.startsWith(`[${envelope}`)).toBe(true);
    expect(second.endsWith(`{"time":"${time}","type":"platform.start","record":{}}]`)).toBe(true);
    for (const body of [first, second]) expect(() => JSON.parse(body) as unknown).toThrow();
    const joined = first.slice(0, -2) + second.slice(1 + envelope.length);
    expect((JSON.parse(joined) as { record: unknown }[]).map((each) => each.record)).toEqual(['first', record, {}]);
  });

  it('cuts as often as the record needs, also inside a character', () => {
    const record = 'ü€'.repeat(400);
    const bodies = takeAll([event('function', record)], { ...shape, cutAboveBytes: 201 });
    expect(bodies.length).toBeGreaterThan(10);
    const start = bodies[0]?.indexOf('"record":') as number;
    const pieces = bodies.map((body) => body.subarray(start + 9, body.length - 2));
    expect(JSON.parse(Buffer.concat(pieces).toString())).toBe(record);
  });
});
