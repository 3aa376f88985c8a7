import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { card, file, folder, mail, run } from './command.ts';

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

  it.each([
    ['--hmac-key-env', 'the name of an environment variable that holds the key. Name the variable that has the key.'],
    [
      '--config',
      'the path of a JSON or YAML file, or JSON that starts with {. Name the file, or leave the setting out.',
    ],
  ])('says of %s that its name is empty', async (option, words) => {
    for (const name of ['', ' ']) {
      const stderr = `${option}: found an empty name; expected ${words}\n`;
      expect(await run([option, name], mail)).toEqual({ code: 2, stdout: '', stderr });
    }
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
