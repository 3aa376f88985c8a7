import { describe, expect, it } from 'vitest';
import { fuzz } from '../../../bench/redaction/fuzz.ts';
import type { Filter } from '../../../src/contracts/filter.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';

/** A filter that does this to each record. */
function filter(change: (record: JsonValue) => JsonValue): Filter {
  return { apply: (event) => ({ ...event, record: change(event.record) }), counters: () => ({ errors: 0 }) };
}

describe('fuzz', () => {
  it('finds nothing wrong with a filter that masks every record', () => {
    expect(fuzz(1, 200, () => filter(() => '[Redacted]'))).toEqual({
      records: 200,
      brokenJson: 0,
      secondPass: 0,
      leaked: 0,
      exceptions: 0,
      failures: [],
    });
  });

  it('counts the canaries that a filter lets through', () => {
    expect(fuzz(1, 200, () => filter((record) => record)).leaked).toBeGreaterThan(60);
  });

  it('counts what a second pass changes', () => {
    const growing = () => filter((record) => (typeof record === 'string' ? `${record}.` : record));
    expect(fuzz(1, 200, growing).secondPass).toBeGreaterThan(60);
  });

  it('counts JSON that is none any more', () => {
    const breaking = () => filter((record) => (typeof record === 'string' ? record.slice(0, -1) : record));
    expect(fuzz(1, 200, breaking).brokenJson).toBeGreaterThan(20);
  });

  it('counts exceptions, and those that a filter has caught itself', () => {
    const throwing: Filter = {
      apply() {
        throw new Error('a bug');
      },
    };
    expect(fuzz(1, 100, () => throwing).exceptions).toBe(100);
    expect(fuzz(1, 100, () => ({ ...filter(() => 'x'), counters: () => ({ errors: 3 }) })).exceptions).toBe(6);
  });
});
