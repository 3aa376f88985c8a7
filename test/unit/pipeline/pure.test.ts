import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchLength, makeBatch } from '../../../src/pipeline/batcher.ts';
import { Encoder } from '../../../src/pipeline/encoder.ts';
import { newEnvironmentId } from '../../../src/pipeline/environment-id.ts';
import { Circuit, retryDelayMs } from '../../../src/pipeline/retry.ts';
import { splitRecord } from '../../../src/pipeline/split.ts';

const record = (bytes: number, sequence = 1) => ({ line: 'x'.repeat(bytes), bytes, sequence });

describe('batchLength', () => {
  it('never passes a limit, never stops short of one, and takes at least one record', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 400 }), (all, records, bytes) => {
        const list = all.map((size) => record(size));
        const length = batchLength(list, 0, { records, bytes, recordBytes: 1000 });
        const size = (count: number) => list.slice(0, count).reduce((sum, each) => sum + each.bytes, 0);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(length).toBeLessThanOrEqual(records);
        if (length > 1) expect(size(length)).toBeLessThanOrEqual(bytes);
        if (length < list.length && length < records) expect(size(length + 1)).toBeGreaterThan(bytes);
      }),
    );
  });
});

describe('makeBatch', () => {
  it('gives the same records the same id, which a listing sorts by sequence', () => {
    const batch = makeBatch('01J', [record(3, 7), record(4, 12)]);
    expect(batch.id).toBe('01J-000000000007-000000000012');
    expect(batch.bytes).toBe(7);
    expect(Object.isFrozen(batch) && Object.isFrozen(batch.records)).toBe(true);
  });
});

describe('Encoder', () => {
  const encoder = () =>
    new Encoder({ functionName: 'orders', functionVersion: '$LATEST', region: 'eu-west-1', environmentId: '01J' });

  it('writes the line of the documentation, to the letter', () => {
    const encoded = encoder().encode({
      time: '2026-01-02T03:04:05.500Z',
      type: 'function',
      record: { level: 'INFO', message: 'paid [CreditCardNumber]' },
      requestId: '0b1c',
    });
    expect(encoded.line).toBe(
      '{"time":"2026-01-02T03:04:05.500Z","type":"function","record":{"level":"INFO","message":"paid [CreditCardNumber]"},' +
        '"requestId":"0b1c","functionName":"orders","functionVersion":"$LATEST","region":"eu-west-1",' +
        '"environmentId":"01J","sequence":1}',
    );
  });

  it('counts from 1 without gaps, writes one line of JSON, and knows its exact size', () => {
    const one = encoder();
    let sequence = 0;
    fc.assert(
      fc.property(fc.json(), fc.string({ unit: 'binary' }), (json, time) => {
        const encoded = one.encode({ time, type: 'function', record: JSON.parse(json) });
        expect(encoded.sequence).toBe((sequence += 1));
        expect(encoded.line).not.toContain('\n');
        expect(encoded.bytes).toBe(Buffer.byteLength(encoded.line));
        expect(JSON.parse(encoded.line).record).toEqual(JSON.parse(json));
        expect('requestId' in JSON.parse(encoded.line)).toBe(false);
      }),
    );
  });
});

describe('splitRecord', () => {
  const encode = (content: unknown) =>
    new Encoder({ functionName: 'f', functionVersion: '1', region: '', environmentId: 'e' }).encode({
      time: 't',
      type: 'function',
      record: content as string,
      requestId: 'r',
    });

  it('leaves a line that fits alone', () => {
    const encoded = encode('short');
    expect(splitRecord(encoded, encoded.bytes)).toEqual([encoded]);
  });

  it('cuts into lines that fit, which together are the record again', () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary', minLength: 200, maxLength: 2000 }),
      fc.dictionary(fc.string(), fc.string({ unit: 'binary', maxLength: 300 }), { minKeys: 4 }),
    );
    fc.assert(
      fc.property(content, (original) => {
        const encoded = encode(original);
        const parts = splitRecord(encoded, 300);
        for (const part of parts) {
          expect(part.bytes).toBeLessThanOrEqual(300);
          expect(part.bytes).toBe(Buffer.byteLength(part.line));
          expect(part.sequence).toBe(encoded.sequence);
        }
        if (parts.length === 1) return;
        const lines = parts.map((part) => JSON.parse(part.line));
        expect(lines.map(({ part }) => [part.index, part.count])).toEqual(parts.map((_, at) => [at + 1, parts.length]));
        expect(lines.every(({ requestId }) => requestId === 'r')).toBe(true);
        const joined = lines.map(({ record: piece }) => piece).join('');
        expect(lines[0].part.of === 'json' ? JSON.parse(joined) : joined).toEqual(original);
      }),
    );
  });
});

describe('retryDelayMs', () => {
  it('doubles its bound from 100 ms to 5 s, and takes a random share of it', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => retryDelayMs(attempt, undefined, 1))).toEqual([
      100, 200, 400, 800, 1600, 3200, 5000, 5000,
    ]);
    expect(retryDelayMs(5, undefined, 0)).toBe(0);
    expect(retryDelayMs(5, undefined, 0.5)).toBe(800);
  });

  it('waits at least as long as the destination asked', () => {
    expect(retryDelayMs(1, 7000, 0.5)).toBe(7000);
  });
});

describe('Circuit', () => {
  it('opens at the third whole failure in a row, and says so once', () => {
    const circuit = new Circuit();
    expect([circuit.failed(0), circuit.failed(0), circuit.failed(0), circuit.failed(5000)]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('spares the destination for a pause that doubles from 1 s to 30 s', () => {
    const circuit = new Circuit();
    circuit.failed(0);
    circuit.failed(0);
    expect(circuit.allows(0)).toBe(true);
    for (const pause of [1000, 2000, 4000, 8000, 16000, 30000, 30000]) {
      circuit.failed(0);
      expect([circuit.allows(pause - 1), circuit.allows(pause)]).toEqual([false, true]);
    }
  });

  it('closes with one success, and tells that it had failed', () => {
    const circuit = new Circuit();
    expect(circuit.succeeded()).toBe(false);
    for (let i = 0; i < 3; i += 1) circuit.failed(0);
    expect(circuit.succeeded()).toBe(true);
    expect(circuit.allows(0) && !circuit.failing).toBe(true);
  });
});

describe('newEnvironmentId', () => {
  it('is a ULID: 26 characters that sort by time and never repeat', () => {
    const ids = Array.from({ length: 1000 }, (_, ms) => newEnvironmentId(1_767_322_800_000 + ms));
    expect(new Set(ids).size).toBe(1000);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(newEnvironmentId(0).slice(0, 10)).toBe('0000000000');
  });
});
