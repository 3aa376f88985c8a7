import { describe, expect, it } from 'vitest';
import { foundCount, reportTable } from '../../../src/cli/redact-report.ts';

const counters = {
  'EmailAddress.matches': 12,
  'EmailAddress.refused': 1,
  'EmailAddress.allowed': 0,
  'Ssn-US.matches': 3,
  'Iban.refused': 40,
  'Jwt.matches': 0,
  'records.changed': 14,
  'records.dropped': 0,
};

describe('reportTable', () => {
  it('has a row for each identifier that met something, most matches first, then the totals and the speed', () => {
    expect(reportTable(counters, { lines: 20, bytes: 2_000_000, elapsedMs: 500 }).split('\n')).toEqual([
      'identifier    matches  refused  allowed',
      'EmailAddress       12        1        0',
      'Ssn-US              3        0        0',
      'Iban                0       40        0',
      '',
      'records.changed 14',
      'lines 20, bytes 2000000, 4.0 MB/s (500 ms)',
      '',
    ]);
  });

  it('says so when nothing was found', () => {
    expect(reportTable({}, { lines: 1, bytes: 1, elapsedMs: 1 })).toContain('(nothing found)');
  });
});

describe('foundCount', () => {
  it('counts matches and records that could not be looked at, not what was refused or allowed', () => {
    expect(foundCount(counters)).toBe(15);
    expect(foundCount({ errors: 1, 'records.masked': 1 })).toBe(1);
    expect(foundCount({ errors: 1, 'records.dropped': 1 })).toBe(1);
    expect(foundCount({ 'Iban.refused': 4, 'Iban.allowed': 2, 'records.changed': 0 })).toBe(0);
  });
});
