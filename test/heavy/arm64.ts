import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalLambda } from '../../local/index.ts';

/*
 * node test/heavy/arm64.ts <tree>
 *
 * Five invocations, with freezes and a SHUTDOWN, of a function with the arm64 layer at `tree`. Works on a copy, in which a
 * script that starts the emulator takes the place of the program.
 */
const invocations = 5;
const folder = await mkdtemp(join(tmpdir(), 'sluice-arm64-'));
const tree = join(folder, 'opt');
const file = join(folder, 'shipped.ndjson');
await cp(process.argv[2] ?? 'dist/layer/arm64', tree, { recursive: true });
if (process.arch !== 'arm64') await emulate(join(tree, 'sluice/sluice'));

const lambda = await startLocalLambda({
  layers: [tree],
  function: { handler: join(import.meta.dirname, '../scenario/functions/talker.mjs#handler') },
  // The emulator takes half a second to start what a processor starts in a hundredth.
  memorySizeMb: 1024,
  environment: { SLUICE_FILE_PATH: file },
});
try {
  for (let invocation = 0; invocation < invocations; invocation += 1) {
    const result = await lambda.invoke({ invocation });
    assert.equal(result.functionError, undefined);
    assert.equal(result.timedOut, false);
  }
  const { extensions } = await lambda.shutdown('spindown');
  assert.deepEqual(extensions, [{ name: 'sluice', exitCode: 0, signal: null, killed: false }]);
  const text = await readFile(file, 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { sequence: number; type: string })
    .sort((a, b) => a.sequence - b.sequence);
  lines.forEach(({ sequence }, at) => assert.equal(sequence, at + 1));
  for (let invocation = 0; invocation < invocations; invocation += 1)
    assert.match(text, new RegExp(`line ${invocation}/2 `));
  assert.doesNotMatch(text, /jane\.doe|4111111111111111|536-90-4399|AKIAIOSFODNN7|correct-horse/);
  const next = lambda.timeline.find(({ kind, name }) => kind === 'next' && name === 'sluice');
  const spawn = lambda.timeline.find(({ kind, name }) => kind === 'spawn' && name === 'sluice');
  console.log(
    `arm64: ${lines.length} lines of ${invocations} invocations shipped once, none of the personal data among them; ` +
      `first next after ${Math.round((next?.atMs ?? 0) - (spawn?.atMs ?? 0))} ms under emulation, exit code 0`,
  );
} finally {
  await lambda.close();
  await rm(folder, { recursive: true });
}

async function emulate(program: string): Promise<void> {
  await rename(program, `${program}.arm64`);
  await writeFile(program, `#!/bin/bash\nexec qemu-aarch64 -L /usr/aarch64-linux-gnu "$0.arm64"\n`, { mode: 0o755 });
}
