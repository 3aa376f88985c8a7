import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { card, file, folder, mail, run, runOnBytes } from './command.ts';

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

  it('reads standard input where - is named, between files and when explaining', async () => {
    expect((await run(['-'], `a ${mail}`)).stdout).toBe('a [EmailAddress]');
    const paths = [await file('before.log', 'before\n'), '-', await file('behind.log', 'behind\n'), '-'];
    expect((await run(paths, `a ${mail}`)).stdout).toBe('before\na [EmailAddress]\nbehind\n');
    expect((await run(['--json', ...paths.slice(1, 2)], '{\n')).stderr).toMatch(/^standard input, line 1: not JSON/);
    expect((await run(['--explain', '-'], mail)).stdout).toMatch(/^line 1, 0-16: EmailAddress redacted/);
  });

  it('ends the last line of a file before the next begins', async () => {
    const paths = [await file('1.log', `a ${mail}`), await file('2.log', 'b\r\n'), await file('3.log', 'c')];
    expect((await run(paths)).stdout).toBe('a [EmailAddress]\nb\r\nc');
    const empty = await file('empty.log', '');
    expect((await run([paths[0] as string, empty])).stdout).toBe('a [EmailAddress]');
    const values = [await file('1.json', '{"a":1}'), await file('2.json', '{"b":2}\n')];
    expect((await run(['--json', ...values])).stdout).toBe('{"a":1}\n{"b":2}\n');
  });

  it('goes on with the other files where one cannot be read', async () => {
    const missing = join(folder, 'missing.log');
    const paths = [await file('1.log', `a ${mail}\n`), missing, folder, '', await file('2.log', 'b')];
    expect(await run(['--fail-on-find', ...paths])).toEqual({
      code: 2,
      stdout: 'a [EmailAddress]\nb',
      stderr:
        `sluice redact: ${missing}: no such file\n` +
        `sluice redact: ${folder}: is a directory; name the files in it\n` +
        'sluice redact: "" (an empty name): no such file\n',
    });
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
      code: 2,
      stderr: expect.stringMatching(`^${bad}, line 2: `),
    });
  });

  it('names the first ten lines that are not JSON, and counts the others', async () => {
    const named = Array.from(
      { length: 10 },
      (_, at) => `line ${at + 1}: not JSON. Written, redacted, as a JSON string.`,
    );
    const of = async (lines: number) => (await run(['--json'], '{\n'.repeat(lines))).stderr.split('\n');
    expect(await of(10)).toEqual([...named, '']);
    expect(await of(11)).toEqual([...named, 'and 1 more line that could not be read.', '']);
    expect(await of(3000)).toEqual([...named, 'and 2990 more lines that could not be read.', '']);
  });

  it('names a line that is not JSON, writes it redacted in its place, and answers 2', async () => {
    const { code, stdout, stderr } = await run(['--json'], `"a"\n{"to":"${mail}\n"b"\n`);
    expect(stdout.split('\n').map((line) => (line === '' ? '' : JSON.parse(line)))).toEqual([
      'a',
      expect.stringContaining('[EmailAddress]'),
      'b',
      '',
    ]);
    expect([code, stderr]).toEqual([2, 'line 2: not JSON. Written, redacted, as a JSON string.\n']);
    expect(stderr).not.toContain(mail);
  });
});
