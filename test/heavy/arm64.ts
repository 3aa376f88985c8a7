import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStub } from '../../bench/start-stub.ts';

/*
 * node test/heavy/arm64.ts <tree>
 *
 * One life of the arm64 layer at `tree`: it registers, subscribes, ships what it is given on INVOKE, and ends with 0 on
 * SHUTDOWN. Works on a copy, in which a script that starts the emulator takes the place of the program.
 */
const records = 1000;
// A start takes less than a second in the emulator; two minutes are for a machine that does much else.
const patience = AbortSignal.timeout(120_000);

const folder = await mkdtemp(join(tmpdir(), 'sluice-arm64-'));
const stub = await startStub();
try {
  const tree = join(folder, 'opt');
  await cp(process.argv[2] ?? 'dist/layer/arm64', tree, { recursive: true });
  if (process.arch !== 'arm64') await emulate(join(tree, 'sluice/sluice'));
  stub.reset();
  const child = spawn(join(tree, 'extensions/sluice'), [], {
    stdio: 'inherit',
    signal: patience,
    env: {
      PATH: process.env['PATH'],
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${stub.port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'arm64',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_REGION: 'eu-west-1',
      SLUICE_HTTP_URL: `http://127.0.0.1:${stub.port}/intake`,
    },
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const life = async () => {
    const next = await stub.arrival('next');
    await stub.send('INVOKE');
    await stub.deliver(records);
    await stub.received(records);
    await stub.send('SHUTDOWN');
    return next;
  };
  const next = await Promise.race([life(), ended.then((code) => assert.fail(`ended early, with ${code}`))]);
  assert.equal(await ended, 0);
  console.log(
    `arm64: first next after ${Math.round(next)} ms under emulation, ${records} records shipped, exit code 0`,
  );
} finally {
  stub.close();
  await rm(folder, { recursive: true });
}

async function emulate(program: string): Promise<void> {
  await rename(program, `${program}.arm64`);
  await writeFile(program, `#!/bin/bash\nexec qemu-aarch64 -L /usr/aarch64-linux-gnu "$0.arm64"\n`, { mode: 0o755 });
}
