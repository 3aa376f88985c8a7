import { describe, expect, it } from 'vitest';
import { project, serialize } from '../../../local/events.ts';
import type { Schema } from '../../../local/events.ts';

const time = '2026-01-02T03:04:05.678Z';
const requestId = '0b1c7d52-6a4e-4d4c-8f1e-2b6a3d0f9e11';
const see = (type: string, record: unknown, schema: Schema) =>
  project({ time, type, record }, schema).map((event) => [event.type, event.record]);

describe('an event', () => {
  it.each([
    ['platform.initStart', ['functionName', 'functionVersion', 'instanceId', 'instanceMaxMemory'], []],
    ['platform.initReport', ['status', 'errorType'], []],
    ['platform.extension', ['errorType'], []],
    ['platform.start', ['functionArn'], ['functionArn']],
  ])('%s shows in older schemas what they knew', (type, notInFirst, notInSecond) => {
    const fields = ['initializationType', 'requestId', 'tracing2', ...notInFirst];
    const record = Object.fromEntries(fields.map((name) => [name, name]));
    const keys = (schema: Schema) => Object.keys(project({ time, type, record }, schema)[0]?.record as object);
    expect(keys('2025-01-29')).toEqual(fields);
    expect(keys('2022-12-13')).toEqual(fields.filter((name) => !notInSecond.includes(name)));
    expect(keys('2022-07-01')).toEqual(fields.filter((name) => !notInFirst.includes(name)));
  });

  it('of the function is an object from the second schema on, a string of its JSON before', () => {
    const record = { level: 'INFO', n: 1 };
    expect(see('function', record, '2025-01-29')).toEqual([['function', record]]);
    expect(see('function', record, '2022-12-13')).toEqual([['function', record]]);
    expect(see('function', record, '2022-07-01')).toEqual([['function', '{"level":"INFO","n":1}']]);
    expect(see('function', 'text', '2020-08-15')).toEqual([['function', 'text\n']]);
  });

  it('keeps the digits of a line that its writer wrote as JSON', () => {
    const json = '{"id":12345678901234567890}';
    const event = { time, type: 'function', record: JSON.parse(json) as unknown, json };
    expect(serialize(event)).toBe(`{"time":"${time}","type":"function","record":${json}}`);
  });

  it('takes the shape of the Logs API: an end, no status in reports, no events of Init', () => {
    const done = { requestId, status: 'error', errorType: 'Runtime.ExitError', metrics: { durationMs: 1 } };
    expect(see('platform.runtimeDone', done, '2020-08-15')).toEqual([['platform.end', { requestId }]]);
    expect(see('platform.runtimeDone', done, '2021-03-18')).toEqual([
      ['platform.runtimeDone', { requestId, status: 'failure' }],
      ['platform.end', { requestId }],
    ]);
    const metrics = { durationMs: 1, billedDurationMs: 1, memorySizeMB: 128, maxMemoryUsedMB: 70 };
    expect(see('platform.report', { requestId, status: 'success', metrics, spans: [] }, '2020-08-15')).toEqual([
      ['platform.report', { requestId, metrics }],
    ]);
    expect(see('platform.initReport', {}, '2020-08-15')).toEqual([]);
  });

  it('of one API never shows in the other', () => {
    expect(see('platform.fault', 'RequestId: x', '2025-01-29')).toEqual([]);
    expect(see('platform.fault', 'RequestId: x', '2020-08-15')).toEqual([['platform.fault', 'RequestId: x']]);
    expect(see('platform.telemetrySubscription', {}, '2021-03-18')).toEqual([]);
  });
});
