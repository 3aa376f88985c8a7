import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fileKind } from '../../../sinks/file/config.ts';
import { delivered, type Delivery } from '../../../src/contracts/sink.ts';
import { batchOf, contextOf, environmentId, testEnvironment } from '../../contract/batches.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-file-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function sinkAt(path: string) {
  const { create } = await fileKind.load();
  return create(z.parse(fileKind.config, { path }), testEnvironment());
}

describe('the file sink', () => {
  it('puts function and environment into the path', async () => {
    const sink = await sinkAt(join(directory, '{functionName}', '{environmentId}.ndjson'));
    await sink.send(batchOf(2), contextOf());
    const text = await readFile(join(directory, 'orders', `${environmentId}.ndjson`), 'utf8');
    expect(text.split('\n').length).toBe(3);
  });

  it('goes on with a new file when the old one was deleted between two batches', async () => {
    const path = join(directory, 'lines.ndjson');
    const sink = await sinkAt(path);
    await sink.send(batchOf(1), contextOf());
    await rm(path);
    await sink.send(batchOf(1, 2), contextOf());
    expect(await readFile(path, 'utf8')).toBe(`${batchOf(1, 2).records[0]?.line}\n`);
  });

  // A process with a limit on the size of its files (1 KiB) meets a disk that fills up in mid-write. It fills up right before
  // the newline of the third record, and again there when `prlimit` has made just enough room.
  it('retries exactly the records that did not fit, and closes the line that was cut', async () => {
    const path = join(directory, 'lines.ndjson');
    const program = `
      import { execFileSync } from 'node:child_process';
      import { create } from './sinks/file/sink.ts';
      import { batchOfRecords, contextOf, recordOfBytes, testEnvironment } from './test/contract/batches.ts';
      const records = [300, 400, 322, 200, 200].map((bytes, at) => recordOfBytes(at + 1, bytes));
      const limit = (bytes) => execFileSync('prlimit', ['--pid=' + process.pid, '--fsize=' + bytes]);
      const sink = create({ path: ${JSON.stringify(path)} }, testEnvironment());
      const full = await sink.send(batchOfRecords(records), contextOf());
      limit('1347:unlimited');
      const fullAgain = await sink.send(batchOfRecords(full.retry), contextOf());
      limit('unlimited');
      const cleared = await sink.send(batchOfRecords(fullAgain.retry), contextOf());
      await sink.send(batchOfRecords([recordOfBytes(6, 200)]), contextOf());
      console.log(JSON.stringify([full, fullAgain, cleared]));`;
    const limited = 'ulimit -S -f 1; exec "$0" --input-type=module-typescript -e "$1"';
    const output = execFileSync('bash', ['-c', limited, process.execPath, program], { encoding: 'utf8' });
    const [full, fullAgain, cleared] = JSON.parse(output) as [Delivery, Delivery, Delivery];
    expect(full).toMatchObject({ rejected: [], cause: 'the disk is full' });
    expect(full.retry.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    expect(fullAgain).toEqual(full);
    expect(cleared).toEqual(delivered);

    // The third stands there thrice: twice without a newline of its own, then as it was sent last.
    const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
    expect(lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual([1, 2, 3, 3, 3, 4, 5, 6]);
  });
});

describe('the settings of the file sink', () => {
  it.each(['', '/tmp/', '/tmp/{region}.ndjson', '/tmp/{functionName.ndjson'])('refuse the path %j', (path) => {
    expect(z.safeParse(fileKind.config, { path }).success).toBe(false);
  });
});
