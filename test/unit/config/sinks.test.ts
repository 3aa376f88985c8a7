import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { loadConfig } from '../../../src/config/load.ts';
import { loaded, ownKind, problems } from './configuration.ts';

const names = async (...input: Parameters<typeof loaded>) =>
  (await loaded(...input)).config.sinks.map(({ name }) => name);

describe('the choice of sinks', () => {
  it('uses every sink that has a setting in the environment or stands in the file', async () => {
    const files = { '/c.json': '{ "sinks": { "console": {} } }' };
    const environment = { SLUICE_CONFIG: '/c.json', SLUICE_S3_BUCKET: 'a-bucket', SLUICE_FILE_PATH: '/tmp/a' };
    expect(await names(environment, files)).toEqual(['s3', 'file', 'console']);
  });

  it('uses only the sinks that SLUICE_SINKS names, in its order', async () => {
    const environment = { SLUICE_S3_BUCKET: 'a-bucket', SLUICE_FILE_PATH: '/tmp/a' };
    expect(await names({ ...environment, SLUICE_SINKS: 'file,console, file' })).toEqual(['file', 'console']);
  });

  it('does not check the settings of a sink that SLUICE_SINKS leaves out', async () => {
    expect(await names({ SLUICE_SINKS: 'console', SLUICE_S3_PREFIX: '/wrong' })).toEqual(['console']);
  });

  it('says NO_SINKS and how to give one when no sink has settings', async () => {
    const found = await problems({ SLUICE_FLUSH: 'overlap' });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: 'sinks', found: expect.stringContaining('NO_SINKS') });
    expect(found[0]?.fix).toContain('SLUICE_S3_BUCKET');
  });

  it('asks for the required setting of a sink that is named without it', async () => {
    expect(await problems({ SLUICE_SINKS: 's3' })).toEqual([
      expect.objectContaining({
        path: 'SLUICE_S3_BUCKET',
        found: 'nothing',
        fix: 'Set SLUICE_S3_BUCKET, or leave the sink s3 out.',
      }),
    ]);
  });

  it('names the nearest kind for a sink that does not exist', async () => {
    const [problem] = await problems({ SLUICE_SINKS: 'firehoze' });
    expect(problem).toMatchObject({
      path: 'SLUICE_SINKS',
      found: 'the sink "firehoze"',
      fix: 'Did you mean firehose?',
    });
  });

  it('lets a sink of the file have a name of its own, and variables by that name', async () => {
    const files = {
      '/c.json': '{ "sinks": { "archive": { "kind": "s3", "bucket": "one" }, "s3": { "bucket": "two" } } }',
    };
    const { config, sources } = await loaded({ SLUICE_CONFIG: '/c.json', SLUICE_ARCHIVE_PREFIX: 'old/' }, files);
    expect(config.sinks.map(({ name, kind }) => [name, kind.name])).toEqual([
      ['s3', 's3'],
      ['archive', 's3'],
    ]);
    expect(sources.get('sinks.archive.prefix')).toMatchObject({ value: 'old/', source: 'SLUICE_ARCHIVE_PREFIX' });
    expect(sources.get('sinks.archive.kind')).toMatchObject({ value: 's3', source: '/c.json' });
  });

  it('does not let a name take a variable of the program away', async () => {
    const kind = {
      ...ownKind,
      config: z.strictObject({ bytes: z.optional(z.string()) }),
      environment: { bytes: 'BYTES' },
    };
    const result = await loadConfig({
      environment: { SLUICE_CONFIG: '{ "sinks": { "flush": { "kind": "syslog" } } }', SLUICE_FLUSH_BYTES: '2KiB' },
      sinkKinds: [kind],
      filterKinds: [],
      loadSinkModule: (path) => Promise.resolve(path),
      readFile: (path) => Promise.reject(new Error(path)),
    });
    expect(result).toMatchObject({
      ok: true,
      config: { flush: { bytes: 2048 }, sinks: [{ name: 'flush', settings: {} }] },
    });
  });

  it.each(['__proto__', 'constructor', 'toString', '1st', 'a.b', ''])(
    'refuses %j as a sink that it does not know',
    async (name) => {
      const files = { '/c.json': `{ "sinks": { ${JSON.stringify(name)}: { "bucket": "x" } } }` };
      const found = await problems({ SLUICE_CONFIG: '/c.json' }, files);
      expect(found.map(({ path }) => path)).toContain(`sinks.${name} in /c.json`);
    },
  );
});

describe('a sink of the user’s own', () => {
  const module = '/opt/my/sink.mjs';

  it('is named by its module and takes its settings as JSON from one variable', async () => {
    const settings = '{ "host": "logs.example", "token": "canary-4711" }';
    const environment = { SLUICE_SINKS: `console,${module}`, SLUICE_SYSLOG_SETTINGS: settings };
    const { config, sources } = await loaded(environment);
    expect(config.sinks.map(({ name, kind }) => [name, kind.name])).toEqual([
      ['console', 'console'],
      ['syslog', 'syslog'],
    ]);
    expect(config.sinks[1]).toMatchObject({ kind: ownKind, settings: { host: 'logs.example', port: 514 } });
    expect(sources.get('sinks.syslog.token')).toEqual({ value: '***', source: 'SLUICE_SYSLOG_SETTINGS', secret: true });
  });

  it('shows none of its settings when it calls all of them secrets', async () => {
    const settings = '{ "host": "canary-4711", "port": 4711 }';
    const { sources } = await loaded({ SLUICE_SINKS: '/opt/my/secretive.mjs', SLUICE_SYSLOG_SETTINGS: settings });
    expect(JSON.stringify([...sources])).not.toContain('4711');
    expect(sources.get('sinks.syslog.host')).toMatchObject({ value: '***', secret: true });
  });

  it('takes its settings from the file, the variable winning setting by setting', async () => {
    const files = { '/c.json': `{ "sinks": { "syslog": { "host": "from file", "port": 1 } } }` };
    const environment = { SLUICE_CONFIG: '/c.json', SLUICE_SINKS: module, SLUICE_SYSLOG_SETTINGS: '{ "port": 2 }' };
    const { config } = await loaded(environment, files);
    expect(config.sinks[0]?.settings).toEqual({ host: 'from file', port: 2 });
  });

  it('may be named by the file', async () => {
    const files = { '/c.json': `{ "sinks": { "mine": { "module": "${module}", "host": "a" } } }` };
    const { config } = await loaded({ SLUICE_CONFIG: '/c.json', SLUICE_MINE_SETTINGS: '{"port": 3}' }, files);
    expect(config.sinks[0]).toMatchObject({ name: 'mine', kind: ownKind, settings: { host: 'a', port: 3 } });
  });

  it('is a problem in the words of the loader when its module cannot be used', async () => {
    const found = await problems({ SLUICE_SINKS: './none.js' });
    expect(found).toEqual([expect.objectContaining({ path: 'SLUICE_SINKS', found: 'no module at ./none.js' })]);
  });

  it.each(['{ "host": "canary-4711", }', '"canary-4711"'])(
    'does not quote settings that are no object: %s',
    async (text) => {
      const found = await problems({ SLUICE_SINKS: module, SLUICE_SYSLOG_SETTINGS: text });
      expect(found[0]).toMatchObject({ path: 'SLUICE_SYSLOG_SETTINGS', expected: 'a JSON object of settings' });
      expect(JSON.stringify(found)).not.toContain('canary');
    },
  );

  it('may have settings whose names hold dots', async () => {
    const environment = {
      SLUICE_SINKS: module,
      SLUICE_SYSLOG_SETTINGS: '{ "host": "a", "log.level": 1, "__proto__": 2 }',
    };
    expect((await problems(environment)).map(({ path }) => path)).toEqual([
      'log.level in SLUICE_SYSLOG_SETTINGS',
      '__proto__ in SLUICE_SYSLOG_SETTINGS',
    ]);
  });

  it('places a problem inside its JSON', async () => {
    const environment = { SLUICE_SINKS: module, SLUICE_SYSLOG_SETTINGS: '{ "hots": "a", "port": "x" }' };
    expect((await problems(environment)).map(({ path, fix }) => [path, fix])).toEqual([
      ['SLUICE_SYSLOG_SETTINGS', 'Set SLUICE_SYSLOG_SETTINGS, or leave the sink syslog out.'],
      ['port in SLUICE_SYSLOG_SETTINGS', 'Correct the value, or remove it.'],
      ['hots in SLUICE_SYSLOG_SETTINGS', 'Did you mean host? Rename it, or remove it.'],
    ]);
  });

  it('makes a problem, not a crash, when its schema throws', async () => {
    const schema = z.pipe(
      z.unknown(),
      z.transform(() => {
        throw new TypeError('canary-4711');
      }),
    );
    const result = await loadConfig({
      environment: { SLUICE_SINKS: module },
      sinkKinds: [],
      filterKinds: [],
      loadSinkModule: () => Promise.resolve({ ...ownKind, config: schema }),
      readFile: () => Promise.reject(new Error('no file')),
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ path: 'sinks', expected: expect.stringContaining('TypeError') }],
    });
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});
