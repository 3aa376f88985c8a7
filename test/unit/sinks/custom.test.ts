import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { loadCustomKind } from '../../../sinks/custom.ts';
import type { Sink, SinkKind } from '../../../src/contracts/sink.ts';
import { batchOf, contextOf, testEnvironment } from '../../contract/batches.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-custom-'));
});
afterAll(() => rm(directory, { recursive: true }));

let count = 0;
async function load(source: string): Promise<SinkKind | string> {
  const path = join(directory, `sink ${(count += 1)}.mjs`);
  await writeFile(path, source);
  return loadCustomKind(path);
}

async function createFrom(source: string): Promise<Sink> {
  const kind = (await load(source)) as SinkKind;
  return (await kind.load()).create({}, testEnvironment());
}

const limits = '{ records: 1, bytes: 9, recordBytes: 9 }';
const sinkWith = (create: string) => `export default { name: 'mine', summary: 'Mine.', create() { return ${create} } }`;

describe('a module with a sink', () => {
  it('becomes a kind that takes any settings, and creates the sink with them', async () => {
    const kind = (await load(`export default {
      name: 'mine', summary: 'Mine.', secrets: ['key'],
      create: (settings, environment) => ({
        limits: ${limits},
        send: async () => ({ retry: [], rejected: [], cause: settings.key + environment.functionName }),
      }),
    }`)) as SinkKind;
    expect(kind).toMatchObject({ name: 'mine', summary: 'Mine.', secrets: ['key'], environment: {} });
    const settings = z.parse(kind.config, { key: 'k' });
    const sink = (await kind.load()).create(settings, testEnvironment());
    expect(await sink.send(batchOf(1), contextOf())).toMatchObject({ cause: 'korders' });
    await sink.close?.();
  });

  it('has nothing but secrets unless it says which they are', async () => {
    expect(await load(sinkWith('{}'))).toMatchObject({ secrets: ['*'] });
  });

  it('is not waited for when its import never ends', async () => {
    expect(await load('await new Promise(() => {})')).toMatch(/is not done importing after 2000 ms$/);
  });

  it('may bring a schema of its own', async () => {
    const kind = (await load(`import * as z from ${JSON.stringify(import.meta.resolve('zod/mini'))};
      export default { name: 'mine', summary: 'Mine.', config: z.strictObject({ url: z.string() }), create() {} }`)) as SinkKind;
    expect(z.safeParse(kind.config, { url: 'https://logs.example.com' }).success).toBe(true);
    expect(z.safeParse(kind.config, { ulr: 'https://logs.example.com' }).success).toBe(false);
  });

  it.each([
    ['that is not there', undefined, /cannot be imported/],
    ['that does not parse', 'export default {', /cannot be imported/],
    ['that throws', "throw new RangeError('no luck')", /cannot be imported \(RangeError\)/],
    ['without a default export', 'export const name = 1', /has no default export/],
    ['without a name', "export default { summary: '', create() {} }", /has no usable name/],
    ['with a name in capitals', "export default { name: 'Mine' }", /has no usable name/],
    ['without a summary', "export default { name: 'mine' }", /has no summary/],
    ['without create', "export default { name: 'mine', summary: '' }", /has no create/],
    [
      'with settings that are no schema',
      "export default { name: 'mine', summary: '', create() {}, config: {} }",
      /zod 4/,
    ],
    [
      'with secrets that are no list',
      "export default { name: 'mine', summary: '', create() {}, secrets: 'key' }",
      /secrets/,
    ],
  ])('%s is a problem in words that begin with its path', async (_, source, words) => {
    const problem = source === undefined ? await loadCustomKind(join(directory, 'none.mjs')) : await load(source);
    expect(problem).toMatch(words);
    expect(String(problem).startsWith(directory)).toBe(true);
  });
});

describe('the sink that it creates', () => {
  it.each([
    'undefined',
    '{}',
    `{ limits: ${limits} }`,
    '{ limits: { records: 0, bytes: 1, recordBytes: 1 }, send() {} }',
  ])('must not be %s', async (sink) => {
    await expect(createFrom(sinkWith(sink))).rejects.toThrow(/^SINK_LOAD_FAILED: mine: create\(\) must return/);
  });

  it('must answer with a delivery, or its batch counts as not sent', async () => {
    const sink = await createFrom(sinkWith(`{ limits: ${limits}, async send() { return { ok: true } } }`));
    expect(await sink.send(batchOf(1), contextOf())).toMatchObject({
      retry: batchOf(1).records,
      cause: expect.stringMatching(/^send\(\) must answer/),
    });
  });

  it('says in its own words what is wrong with its settings', async () => {
    const source =
      "export default { name: 'mine', summary: '', create() { throw new Error('mine: url is missing.') } }";
    await expect(createFrom(source)).rejects.toThrow(/^SINK_LOAD_FAILED: mine: url is missing\./);
  });
});
