import { describe, expect, it } from 'vitest';
import { fuzzLimited } from '../../../bench/redaction/limited.ts';

describe('work on a thread of its own', () => {
  it('answers what it counted', async () => {
    expect(await fuzzLimited(1, 50, 15_000)).toMatchObject({ records: 50, exceptions: 0 });
  });

  it('is stopped when it does not end', async () => {
    expect(await fuzzLimited(1, 1e12, 50)).toEqual({ endless: 'fuzz' });
  });
});
