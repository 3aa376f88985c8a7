import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { nearest } from '../../../src/config/nearest.ts';
import { defaultBufferBytes } from '../../../src/config/schema.ts';
import { byteSize, flag, formatBytes } from '../../../src/config/values.ts';
import { loaded, problems } from './configuration.ts';

const mib = 2 ** 20;

describe('sizes and flags', () => {
  it.each([
    ['1024', 1024],
    [2048, 2048],
    ['4KiB', 4096],
    ['4 kib', 4096],
    ['3MiB', 3 * mib],
    ['1GiB', 1024 * mib],
  ])('reads %j', (input, bytes) => {
    expect(z.parse(byteSize(0, 2 ** 40), input)).toBe(bytes);
  });

  it.each(['', 'x', '1MB', '1.5MiB', '-1', '1e3', '٣', -1, 1.5, Number.NaN, null, true, [], {}, '9'.repeat(40)])(
    'refuses %j as a size',
    (input) => {
      expect(z.safeParse(byteSize(0, 2 ** 40), input).success).toBe(false);
    },
  );

  it('reads back every size that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (bytes) => {
        expect(z.parse(byteSize(0, 2 ** 40), formatBytes(bytes))).toBe(bytes);
      }),
    );
  });

  it.each([
    [['true', '1', 'on', 'ON', true, 1], true],
    [['false', '0', 'off', 'Off', false, 0], false],
  ])('reads %j as %s', (inputs, value) => {
    for (const input of inputs) expect(z.parse(flag(), input)).toBe(value);
  });

  it('refuses a flush that would start only after the buffer is full', async () => {
    const found = await problems({ SLUICE_SINKS: 'console', SLUICE_FLUSH_BYTES: '16MiB' });
    expect(found).toEqual([expect.objectContaining({ path: 'SLUICE_FLUSH_BYTES', found: '"16MiB"' })]);
  });
});

describe('the bound of the buffer', () => {
  it.each([
    [undefined, 8],
    [Number.NaN, 8],
    [64, 4],
    [128, 8],
    [512, 32],
    [1024, 64],
    [10_240, 64],
  ])('for a function of %s MB is %s MiB', (memoryMb, expected) => {
    expect(defaultBufferBytes(memoryMb)).toBe(expected * mib);
  });

  it('follows the memory of the function unless it is set', async () => {
    const environment = { SLUICE_SINKS: 'console', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256' };
    expect((await loaded(environment)).config.buffer.bytes).toBe(16 * mib);
    const set = await loaded({ ...environment, SLUICE_BUFFER_BYTES: '5MiB' });
    expect(set.config.buffer.bytes).toBe(5 * mib);
  });
});

describe('the nearest name', () => {
  it.each([
    ['bukcet', 'bucket'],
    ['BUCKET', 'bucket'],
    ['key_template', 'keyTemplate'],
    ['prefx', 'prefix'],
    ['kind', undefined],
    ['', undefined],
  ])('of %j is %s', (text, name) => {
    expect(nearest(text, ['bucket', 'keyTemplate', 'prefix'])).toBe(name);
  });

  const names = ['bucket', 'prefix', 'keyTemplate', 'compression', 'kmsKeyId', 'storageClass'];

  it('is found again after any one slip of the keys', () => {
    const slips = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'replace'));
    fc.assert(
      fc.property(slips, ([name, random, slip]) => {
        const at = random % name.length;
        const [before, letter, after] = [name.slice(0, at), name[at]!, name.slice(at + 1)];
        const mistyped = {
          drop: before + after,
          double: before + letter + letter + after,
          swap: before + (after[0] ?? '') + letter + after.slice(1),
          replace: `${before}q${after}`,
        }[slip];
        expect(nearest(mistyped, names)).toBe(name);
      }),
    );
  });

  it('is looked for in bounded time, however long the text', () => {
    expect(nearest('x'.repeat(1_000_000), names)).toBeUndefined();
  });
});
