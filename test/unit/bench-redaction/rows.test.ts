import { describe, expect, it } from 'vitest';
import { adversarialRows } from '../../../bench/redaction/speed/adversarial.ts';
import { fuzzRows } from '../../../bench/redaction/fuzz.ts';
import { table } from '../../../bench/redaction/table.ts';

describe('the rows on hostile lines', () => {
  const plain = { name: 'plain line', MBps: 5, exponent: 3 };

  it('judge by the slowest and the steepest shape, and never by the plain line', () => {
    const [slowest, steepest] = adversarialRows([
      plain,
      { name: 'a', MBps: 21, exponent: 1.1 },
      { name: 'b', MBps: 90, exponent: 1.15 },
    ]);
    expect(slowest).toMatchObject({ ok: true, measured: '21.0 MB/s (a)' });
    expect(steepest).toMatchObject({ ok: true, measured: '1.15 (b)' });
  });

  it('are missed by one shape that is too slow or too steep', () => {
    const rows = adversarialRows([
      plain,
      { name: 'a', MBps: 19.9, exponent: 1 },
      { name: 'b', MBps: 90, exponent: 1.16 },
    ]);
    expect(rows.map(({ ok }) => ok)).toEqual([false, false]);
  });

  it('are missed when the work did not end', () => {
    expect([...adversarialRows({ endless: 'digits' }), ...fuzzRows({ endless: 'fuzz' })].map(({ ok }) => ok)).toEqual([
      false,
      false,
    ]);
  });
});

describe('table', () => {
  it('says ok or MISSED at the end of each row', () => {
    const row = { what: 'recall', mustReach: '>= 1', measured: '0.9', reference: '-' };
    const lines = table([
      { ...row, ok: false },
      { ...row, ok: true },
    ]).split('\n');
    expect(lines.slice(2, 4)).toEqual([
      'recall  >= 1        0.9       -          MISSED',
      'recall  >= 1        0.9       -          ok',
    ]);
  });
});
