import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pacedOutput } from '../../../src/cli/redact-output.ts';

describe('pacedOutput', () => {
  it('waits until a full output has drained', async () => {
    let release = () => {};
    const order: string[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        release = () => {
          order.push('drained');
          done();
        };
      },
    });
    const written = pacedOutput(slow)
      .write('more than one byte')
      .then(() => order.push('written'));
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await written;
    expect(order).toEqual(['drained', 'written']);
  });

  it('ends quietly when the reader has gone away', async () => {
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code: 'EPIPE' })),
    });
    const output = pacedOutput(gone);
    await output.write('x'.repeat(100_000));
    expect(await output.write('y')).toBe(false);
  });

  it('passes on any other failure of the output', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code: 'ENOSPC' })),
    });
    const output = pacedOutput(full);
    await expect(output.write('x'.repeat(100_000))).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('takes an output that only writes', async () => {
    const written: unknown[] = [];
    const output = pacedOutput({ write: (text) => written.push(text) });
    expect([await output.write('a'), await output.write(''), written]).toEqual([true, true, ['a']]);
  });
});
