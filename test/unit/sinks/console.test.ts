import { execFileSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createConsoleSink } from '../../../sinks/console/sink.ts';
import { batchOf, contextOf, environmentId, testEnvironment } from '../../contract/batches.ts';

describe('the console sink', () => {
  it('writes each line to standard output behind our own mark', () => {
    const program = `
      import { create } from './sinks/console/sink.ts';
      import { batchOf, contextOf, testEnvironment } from './test/contract/batches.ts';
      await create({}, testEnvironment()).send(batchOf(2), contextOf());`;
    const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
      encoding: 'utf8',
    });
    expect(output).toBe(
      batchOf(2)
        .records.map(({ line }) => `[sluice ${environmentId}] ${line}\n`)
        .join(''),
    );
  });

  it('survives an output that breaks, and listens to it no longer once closed', async () => {
    const output = new PassThrough();
    const sink = createConsoleSink(testEnvironment(), output);
    output.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect((await sink.send(batchOf(2), contextOf())).retry.length).toBe(2);
    await sink.close?.();
    expect(output.listenerCount('error')).toBe(0);
  });
});
