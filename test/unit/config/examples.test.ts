import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { filterKinds } from '../../../filters/index.ts';
import { sinkKinds } from '../../../sinks/index.ts';
import { loadConfig } from '../../../src/config/load.ts';

const folder = new URL('../../../examples/config/', import.meta.url);
const examples = (await readdir(folder)).filter((name) => !name.endsWith('.md'));

describe('the example configurations', () => {
  it('are three', () => {
    expect(examples.sort()).toEqual(['everything.yaml', 'http-with-redaction.yaml', 'minimal-s3.json']);
  });

  it.each(examples)('%s is good, and redacts', async (name) => {
    const loaded = await loadExample(name);
    expect(loaded).toMatchObject({ ok: true });
    expect(loaded.ok && loaded.config.filters.map(({ kind }) => kind.name)).toContain('redact');
  });

  it('everything.yaml has every sink, every filter and every setting of the program', async () => {
    const loaded = await loadExample('everything.yaml');
    if (!loaded.ok) throw new Error('not good');
    expect(new Set(loaded.config.sinks.map(({ kind }) => kind))).toEqual(new Set(sinkKinds));
    expect(new Set(loaded.config.filters.map(({ kind }) => kind))).toEqual(new Set(filterKinds));
    const core = [...loaded.sources].filter(([path]) => !/^(sinks|filters)\./.test(path));
    expect(core.filter(([, { source }]) => source === 'default')).toEqual([]);
    expect(core).toHaveLength(10);
  });
});

function loadExample(name: string) {
  return loadConfig({
    environment: { SLUICE_CONFIG: name },
    sinkKinds,
    filterKinds,
    loadSinkModule: (path) => Promise.resolve(`no module at ${path}`),
    readFile: (path) => readFile(new URL(path, folder), 'utf8'),
  });
}
