import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../src/cli/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(argv: string[], environment: Record<string, string> = {}) {
  let [out, err] = ['', ''];
  const code = await runCli(argv, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    stdin: Readable.from([]),
    environment,
  });
  return { code, out, err };
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('sluice', () => {
  it.each([['--help'], ['-h'], ['help'], ['validate', '--help']])(
    '%s names every command and the exit codes',
    async (...argv) => {
      const { code, out } = await run(argv);
      expect(code).toBe(0);
      for (const word of [
        'validate',
        'explain',
        'redact',
        'local',
        'Exit codes: 0 good; 1 a problem was found; 2 wrong use, or lines that could not be read.',
      ]) {
        expect(out).toContain(word);
      }
    },
  );

  it.each(['validate', 'explain'])('%s says that the name of its file is empty', async (command) => {
    expect(await run([command, '--config', ''], { SLUICE_S3_BUCKET: 'logs-of-orders' })).toEqual({
      code: 2,
      out: '',
      err: `sluice ${command}: --config has an empty name. Name the file, or leave the option out.\n`,
    });
  });

  it('--version says that of package.json', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it.each([
    ['vaildate', 'Did you mean validate?'],
    ['Explain', 'Did you mean explain?'],
    ['locl', 'Did you mean local?'],
    ['constructor', 'See sluice --help.'],
  ])('names the nearest command for %s', async (name, words) => {
    const { code, out, err } = await run([name]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  it.each([[], ['validate', '--cnfig', 'x'], ['validate', 'x.json'], ['explain', '--config']])(
    'answers %j with 2, on standard error',
    async (...argv) => {
      const { code, out, err } = await run(argv);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('sluice');
    },
  );
});

describe('sluice validate', () => {
  it('says what a good configuration does', async () => {
    const { code, out } = await run(['validate'], { SLUICE_S3_BUCKET: 'a-bucket', SLUICE_MIN_LEVEL: 'info' });
    expect(code).toBe(0);
    expect(out).toBe('The configuration is good. Sinks: s3. Filters, in order: level, redact. Flush: invoke.\n');
  });

  it('says plainly that nothing is redacted', async () => {
    const { out } = await run(['validate'], { SLUICE_S3_BUCKET: 'a-bucket', SLUICE_REDACT: 'off' });
    expect(out).toContain('Filters, in order: none: records are shipped as they are.');
  });

  it('writes each problem as a line with place, found, expected and fix', async () => {
    const path = await file('bad.json', '{ "sinks": { "s3": { "bukcet": "x" } } }');
    const { code, out } = await run(['validate', '--config', path], { SLUICE_FLUSH: 'never' });
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n').sort()).toEqual([
      `SLUICE_FLUSH: found "never"; expected one of invoke, overlap, interval, adaptive. Correct the value, or remove it.`,
      `SLUICE_S3_BUCKET: found nothing; expected text: Name of the bucket, or ARN of an access point. Set SLUICE_S3_BUCKET, or sinks.s3.bucket in ${path}, or leave the sink s3 out.`,
      `sinks.s3.bukcet in ${path}: found an unknown setting; expected one of bucket, prefix, keyTemplate, compression, kmsKeyId, storageClass. Did you mean bucket? Rename it, or remove it.`,
    ]);
  });

  it('writes the same as JSON', async () => {
    const bad = await run(['validate', '--json'], {});
    expect([bad.code, JSON.parse(bad.out)]).toMatchObject([1, { ok: false, problems: [{ path: 'sinks' }] }]);
    const good = await run(['validate', '--json'], { SLUICE_FILE_PATH: '/tmp/a' });
    expect([good.code, JSON.parse(good.out)]).toEqual([0, { ok: true, problems: [] }]);
  });

  it('finds a bad redaction setting', async () => {
    const { code, out } = await run(['validate'], { SLUICE_S3_BUCKET: 'a-bucket', SLUICE_REDACT: '@defualt' });
    expect(code).toBe(1);
    expect(out).toContain('SLUICE_REDACT: found "@defualt"');
  });

  it.each([
    ['allow: { values: 4111111111111111 }', 'allow.values', 'a number of 16 characters, not shown'],
    ['allow: { values: [4111111111111111] }', 'allow.values[0]', 'a number of 16 characters, not shown'],
    ['allow: [jane@corp.com]', 'allow', 'a list of 1, not shown'],
    ['allow: jane@corp.com', 'allow', 'text of 13 characters, not shown'],
    ['allow: { jane@corp.com }', 'allow', 'an unknown setting with a name of 13 characters, not shown'],
    ['hmacKey: 4111111111111111', 'hmacKey', 'a number of 16 characters, not shown'],
  ])('quotes nothing of %s', async (setting, place, found) => {
    const path = await file('allow.yaml', `filters:\n  - kind: redact\n    ${setting}\n`);
    const { code, out } = await run(['validate', '--config', path], { SLUICE_S3_BUCKET: 'a-bucket' });
    expect([code, out]).toEqual([
      1,
      expect.stringContaining(`filters[0].${place} in ${path}: found ${found}; expected`),
    ]);
    expect(out).not.toMatch(/jane|4111/);
  });

  it('takes a list that selects nothing for a mistake', async () => {
    const { code, out } = await run(['validate'], { SLUICE_S3_BUCKET: 'a-bucket', SLUICE_REDACT: '-@default' });
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('only mode: off and SLUICE_REDACT=off switch redaction off'),
    ]);
  });

  it('names a path that it cannot read', async () => {
    const path = await file('paths.yaml', 'filters: [{ kind: redact, paths: { "a[": mask } }]\n');
    const { code, out } = await run(['validate', '--config', path], { SLUICE_S3_BUCKET: 'a-bucket' });
    const words = `filters[0].paths in ${path}: found "a["; expected names joined by full stops`;
    expect([code, out]).toEqual([1, expect.stringContaining(words)]);
  });

  it('reports a file that is not there', async () => {
    const { code, out } = await run(['validate', '--config', join(folder, 'none.yaml')]);
    expect(code).toBe(1);
    expect(out).toContain('ENOENT');
  });

  it('loads a sink of the user’s own', async () => {
    const text = 'export default { name: "own", summary: "Takes everything.", create: () => ({}) };';
    const path = await file('own.mjs', text);
    const { code, out } = await run(['validate'], { SLUICE_SINKS: path, SLUICE_OWN_SETTINGS: '{ "any": 1 }' });
    expect([code, out]).toEqual([0, expect.stringContaining('Sinks: own.')]);
  });
});

describe('sluice explain', () => {
  const secret = 'canary-4711-0815-canary';

  it('prints each value with its source, and no secret', async () => {
    const path = await file(
      'good.yaml',
      `sinks:\n  http:\n    url: https://logs.example.com\nflush: { policy: overlap }\nfilters: [{ kind: redact, allow: { values: [${secret}] } }]\n`,
    );
    const environment = { SLUICE_HTTP_HEADERS: `Authorization=Bearer ${secret}`, SLUICE_REDACT_HMAC_KEY: secret };
    const { code, out } = await run(['explain', '--config', path], { ...environment, SLUICE_REDACT_METHOD: 'hmac' });
    expect(code).toBe(0);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows[0]).toEqual(['setting', 'value', 'from']);
    expect(rows).toContainEqual(['sinks.http.format', 'ndjson', 'default']);
    expect(rows).toContainEqual(['sinks.http.headers', '***', 'SLUICE_HTTP_HEADERS']);
    expect(rows).toContainEqual(['filters.redact.hmacKey', '***', 'SLUICE_REDACT_HMAC_KEY']);
    expect(rows).toContainEqual(['filters.redact.allow', '***', path]);
    expect(rows).toContainEqual(['flush.policy', 'overlap', path]);
    expect(out).not.toContain('canary');
  });

  it('prints one JSON object by path', async () => {
    const { code, out } = await run(['explain', '--json'], {
      SLUICE_HTTP_URL: `https://user:${secret}@logs.example.com`,
    });
    expect(code).toBe(0);
    const explained = JSON.parse(out) as Record<string, unknown>;
    expect(explained['sinks.http.url']).toEqual({ value: '***', source: 'SLUICE_HTTP_URL', secret: true });
    expect(explained['port']).toEqual({ value: 4243, source: 'default', secret: false });
    expect(out).not.toContain('canary');
  });

  it('prints the problems of a bad configuration instead', async () => {
    const { code, out } = await run(['explain'], { SLUICE_S3_BUCKET: 'a-bucket', SLUICE_PORT: 'x' });
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('SLUICE_PORT: found "x"; expected a port from 0 to 65535.'),
    ]);
  });
});
