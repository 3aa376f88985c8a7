import { describe, expect, it } from 'vitest';
import { loaded, problems } from './configuration.ts';

const bucket = { SLUICE_S3_BUCKET: 'a-bucket' };
const order = async (environment: Record<string, string>, filters?: unknown) => {
  const file = filters === undefined ? {} : { SLUICE_CONFIG: JSON.stringify({ filters }) };
  const { config } = await loaded({ ...bucket, ...file, ...environment });
  return config.filters.map(({ kind }) => kind.name);
};

describe('the choice of filters', () => {
  it('redacts when nothing is configured', async () => {
    expect(await order({})).toEqual(['redact']);
  });

  it('runs redaction last by default, after everything that leaves records out', async () => {
    const environment = { SLUICE_SAMPLE: '0.5', SLUICE_MIN_LEVEL: 'info', SLUICE_DROP_TYPES: 'extension' };
    expect(await order(environment)).toEqual(['drop', 'level', 'sample', 'redact']);
  });

  it('keeps the order of the file’s list', async () => {
    const list = [{ kind: 'redact' }, { kind: 'sample', share: 0.5 }, { kind: 'drop' }];
    expect(await order({}, list)).toEqual(['redact', 'sample', 'drop']);
  });

  it('puts what only the environment asks for before the file’s list', async () => {
    expect(await order({ SLUICE_MIN_LEVEL: 'warn' }, [{ kind: 'redact' }, { kind: 'drop' }])).toEqual([
      'level',
      'redact',
      'drop',
    ]);
  });

  it('redacts although the file’s list does not name it', async () => {
    expect(await order({}, [])).toEqual(['redact']);
    expect(await order({}, [{ kind: 'drop' }])).toEqual(['drop', 'redact']);
  });

  it('leaves redaction out only when SLUICE_REDACT says off', async () => {
    expect(await order({ SLUICE_REDACT: 'off' })).toEqual([]);
    expect(await order({ SLUICE_REDACT: 'OFF', SLUICE_REDACT_KEYS: 'iban' }, [{ kind: 'redact' }])).toEqual([]);
    expect(await order({ SLUICE_REDACT_KEYS: 'off' })).toEqual(['redact']);
    expect(await order({ SLUICE_SAMPLE: 'off' }, [{ kind: 'sample', share: 0.5 }])).toEqual(['redact']);
  });

  it('ships nothing when a redaction setting is bad', async () => {
    expect(await problems({ ...bucket, SLUICE_REDACT_METHOD: 'hmack' })).toEqual([
      { path: 'SLUICE_REDACT_METHOD', found: '"hmack"', expected: 'one of replace, hmac', fix: 'Did you mean hmac?' },
    ]);
  });

  it('merges the environment over the entry of the file, setting by setting', async () => {
    const file = JSON.stringify({ filters: [{ kind: 'redact', method: 'hmac', keys: 'iban' }] });
    const { config, sources } = await loaded({ ...bucket, SLUICE_CONFIG: file, SLUICE_REDACT_KEYS: 'bic' });
    expect(config.filters[0]?.settings).toMatchObject({ method: 'hmac', keys: 'bic', identifiers: '@default' });
    expect(sources.get('filters.redact.keys')?.source).toBe('SLUICE_REDACT_KEYS');
    expect(sources.get('filters.redact.method')?.source).toBe('SLUICE_CONFIG');
  });

  it.each([
    [{ redact: {} }, 'filters in SLUICE_CONFIG', 'Write [ { "kind": "drop", "types": "platform.start" } ].'],
    [[{ kind: 'redcat' }], 'filters[0].kind in SLUICE_CONFIG', 'Did you mean redact?'],
    [
      [{ types: 'function' }],
      'filters[0].kind in SLUICE_CONFIG',
      'Name the kind of the filter: { "kind": "drop", … }.',
    ],
    [['redact'], 'filters[0].kind in SLUICE_CONFIG', 'Name the kind of the filter: { "kind": "drop", … }.'],
    [[{ kind: 'drop' }, { kind: 'drop' }], 'filters[1] in SLUICE_CONFIG', 'Put the settings of both into one entry.'],
    [[{ kind: 'level', minimum: 'wran' }], 'filters[0].minimum in SLUICE_CONFIG', 'Did you mean warn?'],
  ])('refuses %j', async (filters, path, fix) => {
    const found = await problems({ ...bucket, SLUICE_CONFIG: JSON.stringify({ filters }) });
    expect(found).toEqual([expect.objectContaining({ path, fix })]);
  });
});
