import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleKind } from '../../../filters/sample/config.ts';
import { event, filterOf, refusals } from './settings.ts';

// Request ids in the shape of Lambda's, the same in every run.
const requestIds = Array.from({ length: 20_000 }, (_, n) => {
  const hex = createHash('sha256').update(String(n)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
});

describe('sample', () => {
  it.each([0.01, 0.1, 0.5, 0.9])('keeps a share of %d of the invocations', async (share) => {
    const sample = await filterOf(sampleKind, { share });
    const kept = requestIds.filter((id) => sample.apply(event('function', 'a line', id)) !== undefined).length;
    // Four standard deviations of as many fair draws.
    const spread = 4 * Math.sqrt(requestIds.length * share * (1 - share));
    expect(Math.abs(kept - share * requestIds.length)).toBeLessThan(spread);
    expect(sample.counters?.()).toEqual({ leftOut: requestIds.length - kept });
  });

  it('spreads request ids that differ in one letter only', async () => {
    const sample = await filterOf(sampleKind, { share: 0.5 });
    const ids = Array.from(
      { length: 4096 },
      (_, n) => `0b1c7d52-6a4e-4d4c-8f1e-2b6a3d0f${n.toString(16).padStart(4, '0')}`,
    );
    const kept = ids.filter((id) => sample.apply(event('function', 'a line', id)) !== undefined).length;
    expect(Math.abs(kept - 2048)).toBeLessThan(4 * 32);
  });

  it('keeps all lines of an invocation or none, in every environment alike', async () => {
    const [one, other] = [await filterOf(sampleKind, { share: 0.3 }), await filterOf(sampleKind, { share: 0.3 })];
    for (const id of requestIds.slice(0, 200)) {
      const kept = one.apply(event('function', 'first', id)) !== undefined;
      expect(one.apply(event('extension', { message: 'second' }, id)) !== undefined).toBe(kept);
      expect(other.apply(event('function', 'third', id)) !== undefined).toBe(kept);
    }
  });

  it('keeps with a larger share all that it keeps with a smaller one', async () => {
    const [small, large] = [await filterOf(sampleKind, { share: 0.2 }), await filterOf(sampleKind, { share: 0.6 })];
    const kept = requestIds.filter((id) => small.apply(event('function', 'a line', id)) !== undefined);
    expect(kept.length).toBeGreaterThan(0);
    for (const id of kept) expect(large.apply(event('function', 'a line', id))).toBeDefined();
  });

  it('thins out records without a request id to the share exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 100 }), async (percent) => {
        const sample = await filterOf(sampleKind, { share: `${percent}%` });
        const records = Array.from({ length: 1000 }, () => sample.apply(event('function', 'a line')));
        expect(records.filter((record) => record !== undefined)).toHaveLength(percent * 10);
      }),
    );
  });

  it('always keeps errors, and everything that is not a line of the function or of an extension', async () => {
    const sample = await filterOf(sampleKind, { share: 0 });
    const [id] = requestIds;
    for (const level of ['error', 'FATAL', 50]) expect(sample.apply(event('function', { level }, id))).toBeDefined();
    expect(sample.apply(event('function', `2026-01-02T03:04:05.500Z\t${id}\tERROR\tm`))).toBeDefined();
    for (const type of ['platform.report', 'sluice.dropped', 'something.new']) {
      expect(sample.apply(event(type, { level: 'info' }, id))).toBeDefined();
    }
    for (const record of ['a line', { level: 'warn' }]) {
      expect(sample.apply(event('function', record, id))).toBeUndefined();
      expect(sample.apply(event('extension', record))).toBeUndefined();
    }
  });

  it('keeps everything, the same objects, at a share of 1', async () => {
    const sample = await filterOf(sampleKind, { share: '100%' });
    for (const id of [undefined, ...requestIds.slice(0, 1000)]) {
      const record = event('function', 'a line', id);
      expect(sample.apply(record)).toBe(record);
    }
  });

  it.each([
    ['0.25', 0.25],
    ['.5', 0.5],
    ['12.5%', 0.125],
    [1, 1],
    [0, 0],
  ])('reads %j as %d', async (share, value) => {
    const sample = await filterOf(sampleKind, { share });
    const kept = Array.from({ length: 800 }, () => sample.apply(event('function', 'x'))).filter(Boolean).length;
    expect(kept).toBe(800 * value);
  });

  it.each(['', 'half', '1.1', '101%', '-0.1', '1e-1', '0x1', ' ', 1.5, -1, Number.NaN, true, null])(
    'refuses %j',
    (share) => {
      expect(refusals(sampleKind, { share })).toHaveLength(1);
    },
  );
});
