import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Watchdog } from '../../../local/watchdog.ts';

function sleeper() {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  return { pid: child.pid as number, ended: once(child, 'exit') };
}

describe('Watchdog', () => {
  it('kills what it still guards when its input ends, and leaves alone what was released', async () => {
    const [guarded, released] = [sleeper(), sleeper()];
    const watchdog = new Watchdog();
    watchdog.guard(guarded.pid);
    watchdog.guard(released.pid);
    watchdog.release(released.pid);
    await watchdog.close();
    expect(await guarded.ended).toEqual([null, 'SIGKILL']);
    process.kill(released.pid, 0);
    process.kill(released.pid, 'SIGTERM');
    expect(await released.ended).toEqual([null, 'SIGTERM']);
  });

  it('ends however often a process is released', async () => {
    const watchdog = new Watchdog();
    const { pid, ended } = sleeper();
    watchdog.guard(pid);
    for (let time = 0; time < 100; time += 1) watchdog.release(pid);
    await watchdog.close();
    process.kill(pid, 'SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });
});
