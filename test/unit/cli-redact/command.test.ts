import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redactCommand } from '../../../src/cli/redact.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-redact-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Runs the command on `input`; answers its exit code and what it wrote. */
async function run(argv: readonly string[], input: string | Buffer = '', environment: Record<string, string> = {}) {
  const { bytes, ...ran } = await runOnBytes(argv, input, environment);
  return { ...ran, stdout: bytes.toString() };
}

async function runOnBytes(argv: readonly string[], input: string | Buffer, environment: Record<string, string> = {}) {
  const written: Uint8Array[] = [];
  let stderr = '';
  const code = await redactCommand(argv, {
    stdout: { write: (data) => written.push(Buffer.from(data)) },
    stderr: { write: (text) => (stderr += text) },
    stdin: Readable.from(input.length === 0 ? [] : [Buffer.from(input)], { objectMode: true }),
    environment,
  });
  return { code, bytes: Buffer.concat(written), stderr };
}

const mail = 'anna@example.com';
const card = '4242 4242 4242 4242';

describe('sluice redact, lines of text', () => {
  it('writes each line redacted and keeps its end', async () => {
    const { code, stdout, stderr } = await run([], `to ${mail}\r\nnothing\n\ncard ${card}`);
    expect(stdout).toBe('to [EmailAddress]\r\nnothing\n\ncard [CreditCardNumber]');
    expect([code, stderr]).toEqual([0, '']);
  });

  it('reads files in their order instead of standard input', async () => {
    const paths = [await file('a.log', `a ${mail}\n`), await file('b.log', 'b')];
    expect((await run(paths, 'not read')).stdout).toBe('a [EmailAddress]\nb');
  });

  it('ends the last line of a file before the next begins', async () => {
    const paths = [await file('1.log', `a ${mail}`), await file('2.log', 'b\r\n'), await file('3.log', 'c')];
    expect((await run(paths)).stdout).toBe('a [EmailAddress]\nb\r\nc');
    const values = [await file('1.json', '{"a":1}'), await file('2.json', '{"b":2}\n')];
    expect((await run(['--json', ...values])).stdout).toBe('{"a":1}\n{"b":2}\n');
  });

  it('ends with its file a private key that is left open', async () => {
    const open = await file('open.log', `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}\nMIIEpAIBAAKCAQEA7bq3\n`);
    const next = await file('next.log', 'MIIEpAIBAAKCAQEA7bq3\n');
    expect((await run([open, next])).stdout).toBe('[PkcsPrivateKey]\n[PkcsPrivateKey]\nMIIEpAIBAAKCAQEA7bq3\n');
  });

  it('leaves no line of a private key that lies over several', async () => {
    const dashes = '-'.repeat(5);
    const body = ['MIIEpAIBAAKCAQEA7bq3', 'c2Vjb25kIGxpbmUgb2Yg', 'dGhlIGtleQ=='];
    const key = [`${dashes}BEGIN RSA PRIVATE KEY${dashes}`, ...body, `${dashes}END RSA PRIVATE KEY${dashes}`, 'after'];
    const { stdout } = await run([], `${key.join('\n')}\n`);
    expect(body.filter((line) => stdout.includes(line))).toEqual([]);
    expect(stdout.split('\n').slice(-2)).toEqual(['after', '']);
  });

  it.each([[[]], [['--json']]])(
    'keeps bytes that are not UTF-8 in a line in which nothing is found, with %j',
    async (argv) => {
      const input = Buffer.from('"x\xff\xfe y\xc3"\r\n"ok"\n"\xe2\x82"', 'latin1');
      expect(await runOnBytes(argv, input)).toEqual({ code: 0, bytes: input, stderr: '' });
    },
  );

  it('writes U+FFFD for such bytes where something is found', async () => {
    const { stdout } = await run([], Buffer.from(`\xff ${mail}\nx\n`, 'latin1'));
    expect(stdout).toBe('\uFFFD [EmailAddress]\nx\n');
  });

  it('leaves out a dropped line with its end', async () => {
    expect((await run(['--method', 'drop'], `a\nto ${mail}\nb\n`)).stdout).toBe('a\nb\n');
  });
});

describe('sluice redact --json', () => {
  it('writes one value a line in the same order, and null for a dropped one', async () => {
    const input = `{"to":"${mail}"}\n"card ${card}"\n{"a":1}\n`;
    expect((await run(['--json'], input)).stdout).toBe('{"to":"[EmailAddress]"}\n"card [CreditCardNumber]"\n{"a":1}\n');
    expect((await run(['--json', '--method', 'drop'], input)).stdout).toBe('null\nnull\n{"a":1}\n');
  });

  it.each([
    '{ "a" : 1.50 }',
    '{"b":1E5,"2":0,"1":-0.0}',
    '["\\u0041\\/", {"c":[ ]} ]\t',
    '"\\u0041"',
    '{"id": 12345678901234567890}',
    '\uFEFF"b"',
  ])('writes a line in which nothing is found as it came: %j', async (line) => {
    expect((await run(['--json'], `${line}\r\n${line}`)).stdout).toBe(`${line}\r\n${line}`);
  });

  it('writes anew a line with two members under one key, of which only the second was looked at', async () => {
    expect((await run(['--json'], '{"n":1.50,"a":"x","a":"y"}\n[{"a":1,"a":2}]\n')).stdout).toBe(
      '{"n":1.5,"a":"y"}\n[{"a":2}]\n',
    );
  });

  it('leaves every line as it came where nothing is to be redacted', async () => {
    const input = `{ "to" : "${mail}", "to":1.50 }\n${'['.repeat(50_000)}${']'.repeat(50_000)}\n`;
    expect((await run(['--json'], input, { SLUICE_REDACT: 'off' })).stdout).toBe(input);
    const config = await file('count-only.yaml', 'mode: dry-run\n');
    expect((await run(['--json', '--config', config], input)).stdout).toBe(input);
  });

  it('keeps every digit', async () => {
    const found = await run(['--json'], `{"id":12345678901234567890,"to":"${mail}"}\n`);
    expect(found.stdout).toBe('{"id":12345678901234567890,"to":"[EmailAddress]"}\n');
  });

  it('keeps empty lines empty and reads past a byte order mark', async () => {
    const { code, stdout } = await run(['--json'], `\uFEFF"${mail}"\n\n"b"\n`);
    expect([code, stdout]).toEqual([0, '"[EmailAddress]"\n\n"b"\n']);
  });

  it('leaves nothing of a value that a second one under the same key hides', async () => {
    expect((await run(['--json'], `{"to":"${mail}","to":"nobody"}\n`)).stdout).toBe('{"to":"nobody"}\n');
  });

  it('names the file of a line that is not JSON, and counts its lines from one', async () => {
    const [good, bad] = [await file('good.json', '1\n2\n'), await file('bad.json', '3\n{\n')];
    expect(await run(['--json', good, bad])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(`^${bad}, line 2: `),
    });
  });

  it('names a line that is not JSON, writes it redacted in its place, and answers 1', async () => {
    const { code, stdout, stderr } = await run(['--json'], `"a"\n{"to":"${mail}\n"b"\n`);
    expect(stdout.split('\n').map((line) => (line === '' ? '' : JSON.parse(line)))).toEqual([
      'a',
      expect.stringContaining('[EmailAddress]'),
      'b',
      '',
    ]);
    expect([code, stderr]).toEqual([1, 'line 2: not JSON. Written, redacted, as a JSON string.\n']);
    expect(stderr).not.toContain(mail);
  });
});

describe('sluice redact, settings', () => {
  it('takes identifiers from the option before the environment before the file', async () => {
    const config = await file('settings.json', '{"identifiers":"@default"}');
    const input = `${mail} 10.1.2.3`;
    const environment = { SLUICE_REDACT: 'IpAddress' };
    expect((await run(['--config', config], input)).stdout).toBe('[EmailAddress] 10.1.2.3');
    expect((await run(['--config', config], input, environment)).stdout).toBe(`${mail} [IpAddress]`);
    const all = await run(['--config', config, '--identifiers', '@default,+IpAddress'], input, environment);
    expect(all.stdout).toBe('[EmailAddress] [IpAddress]');
  });

  const forms: Record<string, string> = {
    'the settings alone': '{"identifiers":["IpAddress"]}',
    'a configuration whose filters are a list':
      '{"types":["function"],"filters":[{"kind":"redact","identifiers":["IpAddress"]}]}',
    'a configuration in YAML': 'filters:\n  - kind: redact\n    identifiers: [IpAddress]\n',
  };
  it.each(Object.entries(forms))('reads %s', async (name, content) => {
    const config = await file(`${name}.conf`, content);
    expect((await run(['--config', config], `${mail} 10.1.2.3`)).stdout).toBe(`${mail} [IpAddress]`);
  });

  it('redacts nothing where the extension would not, and says so', async () => {
    const off = await run([], mail, { SLUICE_REDACT: 'Off' });
    expect(off).toEqual({
      code: 0,
      stdout: mail,
      stderr: 'sluice redact: mode is off (SLUICE_REDACT): nothing is redacted.\n',
    });
    const config = await file('dry-run.yaml', 'mode: dry-run\n');
    const dry = await run(['--config', config], mail);
    expect(dry).toMatchObject({ code: 0, stdout: mail, stderr: expect.stringContaining(`dry-run (${config})`) });
    const asked = await run(['--identifiers', '@default'], mail, { SLUICE_REDACT: 'off' });
    expect(asked).toEqual({ code: 0, stdout: '[EmailAddress]', stderr: '' });
  });

  it.each([
    [
      'a second redact filter',
      '[{ kind: redact }, { kind: redact, method: mask }]',
      /filters\[1\] in .*each kind at most once/,
    ],
    ['a filter of no kind', '[{ kind: redcat }]', /filters\[0\]\.kind in .*Did you mean redact\?/],
  ])('refuses %s in a configuration, as the extension does', async (_what, filters, expected) => {
    const config = await file('filters.yaml', `filters: ${filters}\n`);
    const { code, stdout, stderr } = await run(['--config', config], mail);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(expected)]);
  });

  it('says what is wrong with the settings, where, and writes nothing', async () => {
    const { code, stdout, stderr } = await run(['--identifiers', '@default,+EmailAdress'], mail);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--identifiers');
    expect(stderr).toContain('EmailAddress');
  });

  it.each([`{ values: ${card.replaceAll(' ', '')} }`, `[${mail}]`, `{ ${mail} }`])(
    'quotes nothing of allow: %s',
    async (allow) => {
      const { code, stderr } = await run(['--config', await file('allow.yaml', `allow: ${allow}\n`)]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^allow.*not shown; expected/)]);
      expect(stderr).not.toMatch(/anna|4242/);
    },
  );

  it('says what is wrong with a rule, what would be accepted, and what to do', async () => {
    const rules = "rules: [{ id: a, pattern: '[' }, { id: Foo }, { id: 1 b, pattern: EMP }]\n";
    const config = await file('rules.yaml', rules);
    const { stderr } = await run(['--config', config]);
    expect(stderr.replaceAll(config, 'FILE').split('\n').sort()).toEqual([
      '',
      'rules.0.pattern in FILE: found "[": a `[` without its `]`; expected a pattern that can be read. ' +
        'Write \\[ for the character itself.',
      'rules.1.id in FILE: found "Foo": no identifier has this name; expected the name of an identifier, or a pattern beside it. ' +
        'Give the rule a pattern, or name an identifier.',
      'rules.2.id in FILE: found "1 b"; expected a name that begins with a letter and has at most 63 letters, digits, _ and -. ' +
        'Correct the value, or remove it.',
    ]);
  });

  it.each([
    ['paths: [user.name, user.mail]', /^paths in .*expected an object such as \{ 'user\.address\.\*\*': replace, /],
    ['allow: [support]', /^allow in .*expected an object such as \{ values: \[.*\], emailDomains: \[.*\], paths: \[/],
    ['rules: EMP', /^rules in .*expected a list such as \[\{ id: /],
  ])('shows how to write what was written otherwise: %s', async (settings, expected) => {
    const { code, stderr } = await run(['--config', await file('shape.yaml', `${settings}\n`)]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(expected)]);
    expect(stderr).toMatch(/Write it like that, or remove it\.\n$/);
    const [, example = ''] = / such as (.*?)\. Write it/.exec(stderr) ?? [];
    const setting = settings.replace(/:.*/, `: ${example}`);
    const written = await file('shape-2.yaml', `${setting}\nhmacKey: a-key-of-sufficient-length\n`);
    expect(await run(['--config', written])).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes the settings that the documentation shows', async () => {
    const text = await readFile(new URL('../../../docs/redaction.md', import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block as string);
    expect(blocks.map((block) => /^\w+/.exec(block)?.[0])).toEqual(['paths', 'rules']);
    for (const block of blocks) {
      const config = await file('shown.yaml', `hmacKey: a-key-of-sufficient-length\n${block}`);
      expect(await run(['--config', config], 'order 12')).toEqual({ code: 0, stdout: 'order 12', stderr: '' });
    }
  });

  it('says how to give the key of hmac', async () => {
    expect((await run(['--method', 'hmac'])).stderr).toBe(
      'hmacKey: found nothing; expected a key of at least 16 characters, which the method hmac needs. ' +
        'Set SLUICE_REDACT_HMAC_KEY, or name the variable that holds the key with --hmac-key-env.\n',
    );
    const { stderr } = await run(['--method', 'hmac', '--hmac-key-env', 'LOG_KEY'], '', { LOG_KEY: 'short' });
    expect(stderr).toMatch(
      /^hmacKey in --hmac-key-env LOG_KEY: found text of 5 characters, not shown; expected a key of/,
    );
  });

  it('says which variable should hold the key, and never shows the key', async () => {
    const unset = await run(['--method', 'hmac', '--hmac-key-env', 'LOG_KEY'], mail);
    expect([unset.code, unset.stdout]).toEqual([2, '']);
    expect(unset.stderr).toContain('LOG_KEY');
    const key = 'a-key-of-sufficient-length-0123456789';
    const { stdout, stderr } = await run(['--method', 'hmac', '--hmac-key-env', 'LOG_KEY'], `${mail}\n${mail}\n`, {
      LOG_KEY: key,
    });
    const [first, second] = stdout.split('\n');
    expect(first).toMatch(/^\[EmailAddress:[\w-]{12,}\]$/);
    expect([second, stderr]).toEqual([first, '']);
  });

  it('names the file that cannot be read', async () => {
    expect(await run([folder])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(folder) });
  });

  it.each([['--nonsense'], ['--config', '/no/such/file'], ['/no/such/file']])(
    'answers 2 for %s %s',
    async (...argv) => {
      const { code, stdout, stderr } = await run(argv);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).not.toBe('');
    },
  );
});

describe('sluice redact, for people and builds', () => {
  it('fails on a find only when asked to', async () => {
    expect((await run([], mail)).code).toBe(0);
    expect((await run(['--fail-on-find'], mail)).code).toBe(1);
    expect((await run(['--fail-on-find'], 'order 12')).code).toBe(0);
    expect((await run(['--fail-on-find', '--method', 'count'], mail)).code).toBe(1);
  });

  it.each(['mask-record', 'drop'])('fails on what could not be looked at, with onError: %s', async (onError) => {
    const config = await file('on-error.yaml', `onError: ${onError}\n`);
    const deep = `${'['.repeat(50_000)}"%40"${']'.repeat(50_000)}`;
    expect((await run(['--fail-on-find', '--config', config], deep)).code).toBe(1);
  });

  it('ends quietly when the reader goes away, and still fails on what it has found', async () => {
    const gone = () =>
      new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code: 'EPIPE' })) });
    let chunks = 0;
    const endless = async function* () {
      for (;;) {
        chunks += 1;
        yield `${mail}\n`.repeat(1000);
      }
    };
    const stderr = { write: () => expect.unreachable() };
    const until = (argv: string[]) =>
      redactCommand(argv, { stdout: gone(), stderr, stdin: Readable.from(endless()), environment: {} });
    expect([await until([]), await until(['--fail-on-find'])]).toEqual([0, 1]);
    expect(chunks).toBeLessThan(100);
  });

  it('reads no faster than its messages are taken', async () => {
    let release = () => {};
    const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => (release = done) });
    let chunks = 0;
    const bad = async function* () {
      for (; chunks < 200; chunks++) yield '{\n'.repeat(10);
    };
    const done = redactCommand(['--json'], {
      stdout: { write: () => true },
      stderr: slow,
      stdin: Readable.from(bad(), { objectMode: true, highWaterMark: 1 }),
      environment: {},
    });
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(chunks).toBeLessThan(10);
    slow._write = (_chunk, _encoding, written) => written();
    release();
    expect([await done, chunks]).toEqual([1, 200]);
  });

  it('finds a value by its key as well as by its shape', async () => {
    expect((await run(['--fail-on-find', '--json'], '{"password":"hunter2hunter2"}\n')).code).toBe(1);
  });

  it('reports by identifier to standard error, without values', async () => {
    const { stderr } = await run(['--report'], `${mail}\n${mail} ${card}\n`);
    expect(stderr).toMatch(/^EmailAddress +2 +0 +0$/m);
    expect(stderr).toMatch(/^CreditCardNumber +1 +0 +0$/m);
    expect(stderr).toMatch(/^lines 2, bytes 54, [\d.]+ MB\/s/m);
    expect(stderr).not.toContain(mail);
  });

  it('explains why a candidate did and another did not match', async () => {
    const { code, stdout } = await run(['--explain', `to ${mail}`, 'order 4242424242424241']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^line 1, 3-19: EmailAddress redacted: .+: "anna@example.com"$/m);
    expect(stdout).toMatch(/^line 2, 6-22: CreditCardNumber refused: .+: "4242424242424241"$/m);
  });

  it('explains what a rule for paths names, without its value', async () => {
    const config = await file('paths.yaml', 'paths: { user.name: mask }\n');
    const { stdout } = await run(['--explain', '--config', config], '{"user":{"name":"Quarry"}}\n');
    expect(stdout).toMatch(/^line 1, user\.name: SensitivePath redacted: [^"]+$/);
    expect(stdout).not.toContain('Quarry');
  });

  it.each(['--report', '--fail-on-find'])('does not take --explain with %s', async (option) => {
    const { code, stdout, stderr } = await run(['--explain', option, mail]);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(`${option} does not go with --explain`)]);
  });

  it('explains lines of standard input as JSON', async () => {
    const { stdout } = await run(['--explain', '--json'], `nothing\n${mail}\n`);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      expect.objectContaining({ line: 2, identifier: 'EmailAddress', start: 0, end: 16, decision: 'redacted' }),
    ]);
  });

  it('shows its usage', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--fail-on-find');
  });
});
