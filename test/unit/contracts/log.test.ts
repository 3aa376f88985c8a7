import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLogger, ownLineMark } from '../../../src/contracts/log.ts';

const module = new URL('../../../src/contracts/log.ts', import.meta.url).href;

/** Runs lines of a script with a logger named `log`, in a process of its own. */
function logging(script: string) {
  const source = `import { createLogger } from ${JSON.stringify(module)}; const log = createLogger('[t]', 'warn'); ${script}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', source], { stdio: ['pipe', 'pipe', 'pipe'] });
}

describe('createLogger', () => {
  it('writes lines of its level and above, each behind the mark', () => {
    const lines: string[] = [];
    const log = createLogger(ownLineMark('01J'), 'warn', (line) => lines.push(line));
    log.error('a');
    log.warn('b');
    log.info('c');
    log.debug('d');
    expect(lines).toEqual(['[sluice 01J] error: a\n', '[sluice 01J] warn: b\n']);
  });

  it('writes to standard error when nothing else is named', async () => {
    const child = logging("log.warn('seen');");
    const chunks: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(Buffer.concat(chunks).toString()).toBe('[t] warn: seen\n');
  });

  it('raises nothing when nobody reads standard error any more', async () => {
    const child = logging(
      "process.stdin.once('data', () => { for (let i = 0; i < 3; i++) log.warn('unread'); process.exit(0); });",
    );
    child.stderr.destroy();
    await once(child.stderr, 'close');
    child.stdin.write('go');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
