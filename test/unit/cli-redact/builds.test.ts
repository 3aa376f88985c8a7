import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { redactCommand } from '../../../src/cli/redact.ts';
import { card, file, mail, run } from './command.ts';

describe('sluice redact, for people and builds', () => {
  it('fails on a find only when asked to', async () => {
    expect((await run([], mail)).code).toBe(0);
    expect((await run(['--fail-on-find'], mail)).code).toBe(1);
    expect((await run(['--fail-on-find'], 'order 12')).code).toBe(0);
    expect((await run(['--fail-on-find', '--method', 'count'], mail)).code).toBe(1);
  });

  it('tells what was found from what could not be read', async () => {
    expect((await run(['--json', '--fail-on-find'], `"${mail}"\n`)).code).toBe(1);
    expect((await run(['--json', '--fail-on-find'], '{\n')).code).toBe(2);
    expect((await run(['--json', '--fail-on-find'], `"${mail}"\n{\n`)).code).toBe(2);
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
    expect([await done, chunks]).toEqual([2, 200]);
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
