import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropKind } from '../../../filters/drop/config.ts';
import { event, filterOf, refusals } from './settings.ts';

describe('drop', () => {
  it.each([
    ['platform.start', 'platform.start', true],
    ['platform.start', 'platform.startle', false],
    ['platform.start,platform.extension', 'platform.extension', true],
    ['platform.*', 'platform.report', true],
    ['platform.init*', 'platform.initReport', true],
    ['platform.*Start', 'platform.initStart', true],
    ['platform.*Start', 'platform.initStarted', false],
    ['platform.*a*a', 'platform.a', false],
    ['platform.*t*t', 'platform.start', true],
    ['function', 'function', true],
    ['function', 'extension', false],
    ['platform.*', 'function', false],
    ['', 'function', false],
  ])('by types %j leaves out %s: %s', async (types, type, isDropped) => {
    const drop = await filterOf(dropKind, { types });
    const record = event(type, 'a line');
    expect(drop.apply(record)).toBe(isDropped ? undefined : record);
    expect(drop.counters?.()).toEqual({ byType: isDropped ? 1 : 0, byPattern: 0 });
  });

  it.each([
    ['healthcheck', 'GET /healthcheck 200', true],
    ['healthcheck', 'GET /HEALTHCHECK 200', false],
    ['GET /health* 200', '2026 GET /healthz 200 ok', true],
    ['GET /health* 200', '200 GET /healthz', false],
    ['a*a', 'xax', false],
    ['*ping*', 'ping', true],
    ['.+', 'anything', false],
    ['"path":"/health"', { path: '/health', ms: 1 }, true],
    ['/health', { request: { path: '/health' } }, true],
    ['/health', [1, null, '/other'], false],
  ])('by the pattern %j leaves out %j: %s', async (pattern, content, isDropped) => {
    const drop = await filterOf(dropKind, { patterns: [pattern] });
    const record = event('function', content);
    expect(drop.apply(record)).toBe(isDropped ? undefined : record);
    expect(drop.counters?.()).toEqual({ byType: 0, byPattern: isDropped ? 1 : 0 });
  });

  it('looks for patterns only in what the function and the extensions wrote', async () => {
    const drop = await filterOf(dropKind, { patterns: ['needle'] });
    expect(drop.apply(event('extension', 'a needle'))).toBeUndefined();
    for (const type of ['platform.report', 'sluice.summary', 'something.new']) {
      expect(drop.apply(event(type, { text: 'a needle' }))).toBeDefined();
    }
  });

  it.each(['functions', 'platform', 'platform.', 'sluice.dropped', '*', 'platform.start extension'])(
    'refuses the type %j, naming it',
    (types) => {
      expect(refusals(dropKind, { types: `function,${types}` })).toEqual([
        expect.stringContaining(JSON.stringify(types)),
      ]);
      expect(refusals(dropKind, { types: ['function', types] })).toHaveLength(1);
    },
  );

  it.each(['', ' ', '*', '* *', 'x'.repeat(201)])(
    'refuses the pattern %j, which is empty, holds everything, or is too long',
    (pattern) => {
      expect(refusals(dropKind, { patterns: [pattern] })).not.toEqual([]);
    },
  );

  it('finds what a pattern of wildcards describes exactly when the same regular expression does', async () => {
    const letters = fc.stringMatching(/^[ab*]{0,6}[ab][ab*]{0,6}$/);
    await fc.assert(
      fc.asyncProperty(letters, fc.stringMatching(/^[abc]{0,12}$/), async (pattern, text) => {
        const drop = await filterOf(dropKind, { patterns: [pattern] });
        const isFound = new RegExp(pattern.replaceAll('*', '.*')).test(text);
        expect(drop.apply(event('function', text)) === undefined).toBe(isFound);
      }),
    );
  });

  it('finds what a type of wildcards describes exactly when the same regular expression does', async () => {
    const letters = fc.stringMatching(/^[ab*]{1,8}$/);
    await fc.assert(
      fc.asyncProperty(letters, fc.stringMatching(/^[abc]{0,8}$/), async (pattern, name) => {
        const drop = await filterOf(dropKind, { types: `platform.${pattern}` });
        const isWhole = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
        expect(drop.apply(event(`platform.${name}`, {})) === undefined).toBe(isWhole);
      }),
    );
  });
});
