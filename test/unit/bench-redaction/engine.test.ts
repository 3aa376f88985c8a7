import { describe, expect, it } from 'vitest';
import { accuracyRows } from '../../../bench/redaction/accuracy-rows.ts';
import { measureAccuracy, quickSizes } from '../../../bench/redaction/accuracy.ts';
import { allGroups, createFilter, judgedGroups } from '../../../bench/redaction/engine.ts';
import { fuzz, fuzzRows } from '../../../bench/redaction/fuzz.ts';
import { redactorOf } from '../../../bench/redaction/redactor.ts';
import { createAlternation, createSequential, patternCount } from '../../../bench/redaction/speed/references.ts';
import { jsonLines } from '../../../bench/redaction/speed/lines.ts';

const missed = (rows: readonly { what: string; measured: string; ok: boolean }[]) =>
  rows.filter(({ ok }) => !ok).map(({ what, measured }) => `${what.trim()}: ${measured}`);

describe('the redaction filter on small corpora of a tuning seed', () => {
  it('reaches the figures on accuracy', () => {
    const accuracy = measureAccuracy([1], quickSizes, (identifiers) =>
      redactorOf(createFilter(identifiers === 'all' ? allGroups : judgedGroups)),
    );
    expect(missed(accuracyRows(accuracy))).toEqual([]);
  });

  it('breaks, leaks and throws nothing under fuzz', () => {
    expect(missed(fuzzRows(fuzz(1, 1000, () => createFilter(judgedGroups))))).toEqual([]);
  });
});

describe('the references of the benchmark', () => {
  it('are twenty patterns that find what the lines hold, in both ways of running them', () => {
    const { lines } = jsonLines(1, 600);
    const [sequential, alternation] = [createSequential(), createAlternation()];
    const changed = (redact: (line: string) => string) => lines.filter((line) => redact(line) !== line).length;
    expect(patternCount).toBe(20);
    expect(changed(sequential)).toBeGreaterThan(15);
    expect(changed(alternation)).toBeGreaterThan(15);
  });
});
