import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelKind } from '../../../filters/level/config.ts';
import { recordLevel } from '../../../src/contracts/level.ts';
import { event, filterOf, refusals } from './settings.ts';

const node = (level: string) =>
  `2026-01-02T03:04:05.500Z\t0b1c7d52-6a4e-4d4c-8f1e-2b6a3d0f9e11\t${level}\tpaid 3 items\n`;

describe('level', () => {
  it.each([
    ['Lambda’s JSON format', { timestamp: 't', level: 'INFO', message: 'm' }, 30],
    ['an object in lower case', { level: 'debug' }, 20],
    ['a key in capitals', { LEVEL: 'Error' }, 50],
    ['.NET’s key', { Level: 'Warning' }, 40],
    ['pino’s number', { level: 30, msg: 'm' }, 30],
    ['a level between pino’s', { level: 35 }, 35],
    ['a line of JSON', '{"level":50,"msg":"m"}\n', 50],
    ['a line of Node’s text format', node('WARN'), 40],
    ['the same outside a handler', '2026-01-02T03:04:05.500Z\tundefined\tTRACE\tm', 10],
    ['a line of Python’s text format', '[CRITICAL]\t2026-01-02T03:04:05.500Z\t0b1c7d52\tm', 60],
  ])('knows the level of %s', (_what, record, level) => {
    expect(recordLevel(record)).toBe(level);
  });

  it.each([
    ['plain text', 'something happened'],
    ['a level within a text', 'the ERROR\tof\tERROR\tours'],
    ['a tab-separated line that is no log line', 'a\tb\tDEBUG\tc'],
    ['a name that is none', { level: 'loud' }],
    ['a name of the language', { level: 'constructor' }],
    ['a syslog number, whose order is the reverse', { level: 3 }],
    ['an object as level', { level: { value: 'INFO' } }],
    ['a level further down', { log: { level: 'INFO' } }],
    ['a list', ['INFO']],
    ['null', null],
    ['a number', 30],
    ['a cut JSON line', '{"level":"INFO","mess'],
    ['a JSON object without one', '{}'],
  ])('keeps %s, which names no level', async (_what, record) => {
    const level = await filterOf(levelKind, { minimum: 'fatal' });
    const kept = event('function', record);
    expect(level.apply(kept)).toBe(kept);
  });

  it('leaves out exactly what is below the minimum', async () => {
    const names = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
    for (const [least, minimum] of names.entries()) {
      const level = await filterOf(levelKind, { minimum: minimum.toUpperCase() });
      const kept = names.filter((name) => level.apply(event('function', { level: name })) !== undefined);
      expect(kept).toEqual(names.slice(least));
      expect(level.counters?.()).toEqual({ below: least });
    }
  });

  it('judges only what the function and the extensions wrote', async () => {
    const level = await filterOf(levelKind, { minimum: 'error' });
    expect(level.apply(event('extension', node('INFO')))).toBeUndefined();
    for (const type of ['platform.report', 'sluice.start', 'something.new']) {
      expect(level.apply(event(type, { level: 'INFO' }))).toBeDefined();
    }
  });

  it('never throws, whatever the record', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.json()), (record) => {
        const level = recordLevel(record as never);
        expect(level === undefined || level >= 10).toBe(true);
      }),
    );
  });

  it('refuses a level that does not exist', () => {
    expect(refusals(levelKind, { minimum: 'loud' })).toEqual([
      'minimum: one of trace, debug, info, warn, error, fatal',
    ]);
    expect(refusals(levelKind, {})).toHaveLength(1);
  });
});
