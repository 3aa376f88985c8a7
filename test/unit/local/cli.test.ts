import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../local/arguments.ts';
import { runLocal } from '../../../local/cli.ts';
import { functionHandler, toyLayer } from './toy-layer.ts';

async function run(...argv: string[]) {
  const written = { stdout: '', stderr: '' };
  const code = await runLocal(argv, {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
  });
  return { code, ...written };
}

describe('sluice local', () => {
  it('shows the life of an invocation in aligned columns, without colours', async () => {
    const layer = toyLayer();
    const environment = Object.entries(layer.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const event = JSON.stringify({ log: 'hello' });
    const { code, stdout, stderr } = await run(
      '--layer',
      layer.tree,
      '--handler',
      functionHandler,
      '--event',
      event,
      ...environment,
    );
    expect([code, stderr]).toEqual([0, '']);
    const kinds = [
      'init',
      'register',
      'subscribe',
      'init done',
      'invoke',
      'runtimeDone',
      'flush',
      'freeze',
      'thaw',
      'shutdown',
      'exit',
    ];
    const rows = stdout.split('\n').filter((line) => /^ +\d+\.\d  \S/.test(line));
    const shown = rows.map((row) => row.slice(13, 25).trim());
    expect(kinds.map((kind) => shown.indexOf(kind)).every((row) => row >= 0)).toBe(true);
    expect(kinds.map((kind) => shown.indexOf(kind))).toEqual(
      [...kinds.map((kind) => shown.indexOf(kind))].sort((a, b) => a - b),
    );
    expect(new Set(rows.map((row) => row.search(/\S*\.\d  \S/) >= 0 && row.indexOf('.'))).size).toBe(1);
    expect(stdout).toContain('INFO\thello');
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toMatch(/1 invocations, 0 failed/);
  });

  it('shows progress instead of every life in a long run', async () => {
    const { stdout } = await run('--handler', functionHandler, '--invocations', '25', '--no-freeze');
    expect(stdout).toContain('invocation 3/25\n');
    expect(stdout).toContain('invocation 25/25\n');
    expect(stdout.match(/runtimeDone/g)?.length).toBe(3);
    expect(stdout).toContain('25 invocations, 0 failed');
  });

  it('prints one JSON object per line when asked to, and nothing else', async () => {
    const { stdout } = await run('--handler', functionHandler, '--json');
    const entries = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; atMs: number });
    expect(entries[0]).toMatchObject({ kind: 'initStart', detail: 'init' });
    expect(entries.at(-1)).toMatchObject({ kind: 'ended', detail: 'spindown' });
  });

  it('explains itself', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}sluice local .*$/gm)).toHaveLength(2);
  });

  it('names every wrong argument and the nearest known flag', async () => {
    const { code, stderr } = await run(
      '--layr',
      'x',
      '--invocations',
      '1.5',
      '--env',
      'SECRET',
      '--event',
      '{',
      '--batching',
      'both',
    );
    expect(code).toBe(2);
    expect(stderr.trimEnd().split('\n')).toEqual(
      [
        '--layr: not known. Did you mean --layer? See sluice local --help.',
        'function: found neither, expected either --handler FILE#EXPORT or -- COMMAND.',
        '--event: found no JSON, expected JSON, or @ and the path of a JSON file.',
        '--env: found no NAME= at the start, expected NAME=VALUE.',
        '--batching: found both, expected split or merged.',
        '--invocations: found 1.5, expected a whole number of at least 0.',
      ].toSorted((a, b) => stderr.indexOf(a) - stderr.indexOf(b)),
    );
    expect(stderr).not.toContain('SECRET');
  });

  it('says what is wrong with a handler or a layer that is not there', async () => {
    expect(await run('--handler', 'nowhere.mjs#handler')).toMatchObject({
      code: 2,
      stderr:
        'function handler nowhere.mjs#handler: found no such file. Write FILE#EXPORT, for example app/orders.mjs#handler.\n',
    });
    expect((await run('--layer', '/nowhere', '--', 'true')).stderr).toMatch(/^layer \/nowhere: no such directory\./);
  });

  it('leaves what follows -- to the function, and mode switches to the options', () => {
    expect(parseArguments(['--managed-instances', '--serve=0', '--', './boot.sh', '--help'])).toMatchObject({
      options: {
        function: { bootstrap: ['./boot.sh', '--help'] },
        initializationType: 'lambda-managed-instances',
        invokePort: 0,
      },
      invocations: 0,
    });
  });
});

describe('a local Lambda that serves', () => {
  const program = join(import.meta.dirname, 'programs/serve.ts');
  const running = (pid: number) => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };

  async function serve() {
    const layer = toyLayer();
    const environment = Object.entries(layer.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const argv = [
      program,
      '--serve',
      '0',
      '--json',
      '--layer',
      layer.tree,
      '--handler',
      functionHandler,
      ...environment,
    ];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let messages = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (messages += chunk.toString()));
    await expect.poll(() => messages, { timeout: 10_000 }).toMatch(/until interrupted/);
    const url = /http:\S+/.exec(messages)?.[0] as string;
    await fetch(`${url}/2015-03-31/functions/function/invocations`, { method: 'POST', body: '{}' });
    await expect.poll(() => out).toContain('"freeze"');
    const pids = [...out.matchAll(/"detail":"pid (\d+)"/g)].map(([, pid]) => Number(pid));
    expect(pids).toHaveLength(2);
    expect(pids.every(running)).toBe(true);
    return { child, pids, layer };
  }

  it('ends with SHUTDOWN when interrupted, and leaves no process behind', async () => {
    const { child, pids, layer } = await serve();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(layer.notes().findLast(({ event }) => event)?.event).toMatchObject({ shutdownReason: 'spindown' });
    expect(pids.filter(running)).toEqual([]);
  });

  it('leaves no process behind when it is killed, though they are frozen', async () => {
    const { child, pids } = await serve();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => pids.filter(running), { timeout: 5000 }).toEqual([]);
  });
});
