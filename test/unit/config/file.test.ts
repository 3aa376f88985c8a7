import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load, loaded, problems } from './configuration.ts';

const json = '{ "sinks": { "s3": { "bucket": "a-bucket" } }, "flush": { "policy": "overlap", "bytes": "256KiB" } }';
const yaml = 'sinks:\n  s3:\n    bucket: a-bucket # ours\nflush: { policy: overlap, bytes: 256KiB }\n';

describe('the configuration file', () => {
  it.each([
    ['JSON by its name', '/opt/sluice.json', json],
    ['JSON with a byte order mark', '/opt/sluice.json', `\uFEFF${json}`],
    ['YAML by its name', '/opt/sluice.yaml', yaml],
    ['YAML by its short name', '/opt/SLUICE.YML', yaml],
    ['JSON by its content', '/opt/sluice', json],
    ['YAML by its content', '/opt/sluice.conf', yaml],
  ])('is read as %s', async (_how, path, text) => {
    const { config, sources } = await loaded({ SLUICE_CONFIG: path }, { [path]: text });
    expect(config).toMatchObject({ flush: { policy: 'overlap', bytes: 262_144 } });
    expect(sources.get('sinks.s3.bucket')).toEqual({ value: 'a-bucket', source: path, secret: false });
  });

  it('may stand in the variable itself', async () => {
    const { sources } = await loaded({ SLUICE_CONFIG: json });
    expect(sources.get('flush.bytes')).toEqual({ value: 262_144, source: 'SLUICE_CONFIG', secret: false });
  });

  it('gives way to the environment setting by setting, and wins over the defaults', async () => {
    const { sources } = await loaded({ SLUICE_CONFIG: json, SLUICE_FLUSH: 'adaptive' });
    const of = (path: string) => [sources.get(path)?.value, sources.get(path)?.source];
    expect(of('flush.policy')).toEqual(['adaptive', 'SLUICE_FLUSH']);
    expect(of('flush.bytes')).toEqual([262_144, 'SLUICE_CONFIG']);
    expect(of('flush.intervalMs')).toEqual([1000, 'default']);
  });

  it('takes booleans, numbers and lists in their own types as well as in words', async () => {
    const content = { sinks: { console: null }, types: ['function'], strict: true, port: 5000, logLevel: 'info' };
    const { config } = await loaded({ SLUICE_CONFIG: JSON.stringify(content) });
    expect(config).toMatchObject({ types: ['function'], strict: true, port: 5000, logLevel: 'info' });
    const words = { ...content, types: 'function', strict: 'on', port: '5000' };
    expect((await loaded({ SLUICE_CONFIG: JSON.stringify(words) })).config).toEqual(config);
  });

  it.each([
    ['/c.json', '{ "a": 1,, }', 'text that is not JSON'],
    ['/c.yaml', 'a: [1, 2\nb: 3', 'text that is not YAML'],
    ['/c.yaml', 'a: 1\n---\nb: 2', 'text that is not YAML'],
    ['/c', 'a: "canary-4711', 'text that is not YAML'],
    ['/c.json', '[1]', 'no object'],
    ['/c.yaml', '', 'no object'],
    ['/c.yaml', 'a: *nowhere', 'YAML whose aliases cannot be resolved'],
    ['{ "sinks": canary-4711 }', '', 'text that is not JSON'],
  ])('says where %s is broken (%j), not what it holds', async (path, text, found) => {
    const all = await problems({ SLUICE_CONFIG: path }, { [path]: text });
    expect(all).toEqual([expect.objectContaining({ path: path.startsWith('/') ? path : 'SLUICE_CONFIG' })]);
    expect(all[0]?.found).toContain(found);
    expect(JSON.stringify(all)).not.toContain('canary');
  });

  it('refuses YAML whose aliases grow without bounds', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `k${n + 1}: &k${n + 1} [${Array(10).fill(`*k${n}`).join(', ')}]`,
    );
    const text = `k0: &k0 x\n${levels.join('\n')}\n`;
    const all = await problems({ SLUICE_CONFIG: '/c.yaml' }, { '/c.yaml': text });
    expect(all[0]).toMatchObject({ path: '/c.yaml', found: 'YAML whose aliases cannot be resolved' });
  });

  it('hides no mistake of the environment behind a file that cannot be read', async () => {
    const found = await problems({ SLUICE_CONFIG: '/none.json', SLUICE_S3_PREFIX: '/a', SLUICE_FLUHS: 'invoke' });
    expect(found.map(({ path }) => path)).toEqual(['SLUICE_CONFIG', 'SLUICE_FLUHS', 'SLUICE_S3_PREFIX']);
    expect(found[0]?.found).toContain('ENOENT');
  });

  it('names each unknown key with the nearest known one, at every level', async () => {
    const text = `
flsh: { policy: invoke }
buffer: { byts: 1MiB }
sinks: { s3: { bucket: a-bucket, prefiks: a } }
filters: [{ kind: drop, typse: function }, { kind: redact, rules: [{ id: a, patern: b }] }]
`;
    const found = await problems({ SLUICE_CONFIG: '/c.yaml' }, { '/c.yaml': text });
    expect(Object.fromEntries(found.map(({ path, fix }) => [path, fix.split('?')[0]]))).toEqual({
      'flsh in /c.yaml': 'Did you mean flush',
      'buffer.byts in /c.yaml': 'Did you mean bytes',
      'sinks.s3.prefiks in /c.yaml': 'Did you mean prefix',
      'filters[0].typse in /c.yaml': 'Did you mean types',
      'filters[1].rules[0].patern in /c.yaml': 'Remove it, or correct its name.',
    });
  });

  it('reports everything that is wrong at once', async () => {
    const content = {
      strict: 'maybe',
      port: -1,
      flush: { policy: 'never', bytes: '1MB' },
      buffer: 5,
      sinks: [],
      filters: {},
    };
    const found = await problems({ SLUICE_CONFIG: JSON.stringify(content), SLUICE_SPILL_DIR: 'tmp' });
    expect(found.map(({ path }) => path).sort()).toEqual([
      'buffer in SLUICE_CONFIG',
      'filters in SLUICE_CONFIG',
      'flush.bytes in SLUICE_CONFIG',
      'flush.policy in SLUICE_CONFIG',
      'port in SLUICE_CONFIG',
      'sinks in SLUICE_CONFIG',
      'strict in SLUICE_CONFIG',
    ]);
  });

  it.each([
    [{ SLUICE_STRICT: 'true', SLUICE_LOG_LEVEL: 'debug' }, '{ "strict": false }', true, 'debug'],
    [{}, '{ "strict": "on", "logLevel": "info", "snks": {} }', true, 'info'],
    [{ SLUICE_STRICT: 'perhaps', SLUICE_LOG_LEVEL: 'loud' }, '{ "strict": true, "logLevel": "error" }', true, 'error'],
    [{ SLUICE_STRICT: '1' }, 'not even JSON', true, 'warn'],
    [{}, '{}', false, 'warn'],
  ])(
    'reads strict and logLevel from %j and %s when the rest is broken',
    async (environment, text, strict, logLevel) => {
      const result = await load({ ...environment, SLUICE_CONFIG: '/c.json' }, { '/c.json': text });
      expect(result).toMatchObject({ ok: false, strict, logLevel });
    },
  );

  it('answers with problems, and never fails, whatever it holds', async () => {
    const key = fc.constantFrom(
      'types',
      'sinks',
      'filters',
      'flush',
      'buffer',
      'strict',
      'port',
      's3',
      'kind',
      'drop',
      '__proto__',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('section'),
      ),
      section: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, value), async (content) => {
        const result = await load({ SLUICE_CONFIG: JSON.stringify(content) });
        if (result.ok) return;
        for (const problem of result.problems) {
          for (const words of Object.values(problem)) expect(words).toMatch(/\S/);
        }
        expect(result.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
