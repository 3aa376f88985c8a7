import { describe, expect, it } from 'vitest';
import { accuracyRows } from '../../../bench/redaction/accuracy-rows.ts';
import { measureAccuracy, quickSizes } from '../../../bench/redaction/accuracy.ts';
import { labelledLogs } from '../../../bench/redaction/corpus/logs.ts';
import { logStyles, ordinaryLines } from '../../../bench/redaction/corpus/ordinary.ts';
import { labelledProse } from '../../../bench/redaction/corpus/prose.ts';
import { furtherSubjects } from '../../../bench/redaction/corpus/further-subjects.ts';
import { coreSubjects } from '../../../bench/redaction/corpus/subjects.ts';
import { type Example, recordOf, type Span, spell, type Tree, typesOf } from '../../../bench/redaction/labelled.ts';
import { createRandom } from '../../../bench/redaction/random.ts';
import type { Redactor } from '../../../bench/redaction/redactor.ts';
import { createTally, judge, recall } from '../../../bench/redaction/score/tally.ts';
import { shapes } from '../../../bench/redaction/speed/shapes.ts';
import { lookAlikes, tokenKinds } from '../../../bench/redaction/values/tokens.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';

const examples = [
  ...labelledLogs(1, 60, coreSubjects),
  ...labelledLogs(1, 60, furtherSubjects),
  ...labelledProse(1, 60),
];

/** Judges by what `redact` makes of each example. */
function judged(redact: (example: Example) => JsonValue | undefined) {
  const tally = createTally();
  for (const example of examples) judge(example, recordOf(example), () => redact(example), tally);
  return { recall: recall(tally.byType.values()), precision: tally.right.found / tally.right.total, tally };
}

type Replacement = (value: string, type: string) => string;
const whole: Replacement = (_, type) => `[${type}]`;
const firstHalf: Replacement = (value, type) => `[${type}]${value.slice(Math.ceil(value.length / 2))}`;

/** Knows the labels: replaces exactly the labelled values. */
function oracle(example: Example, by: Replacement = whole): JsonValue {
  if ('text' in example) return replaced(spell(example.text), by);
  const value = replacedTree(example.tree, by);
  return example.asText ? JSON.stringify(value) : value;
}

function replaced({ text, spans }: { text: string; spans: readonly Span[] }, by: Replacement): string {
  return spans.reduceRight((kept, { start, end, type }) => {
    return type === undefined ? kept : kept.slice(0, start) + by(text.slice(start, end), type) + kept.slice(end);
  }, text);
}

function replacedTree(tree: Tree, by: Replacement): JsonValue {
  if ('text' in tree) return replaced(spell(tree.text), by);
  if ('plain' in tree) return tree.plain;
  if ('numeric' in tree) return by(tree.numeric.text, tree.numeric.type);
  if ('embedded' in tree) return JSON.stringify(replacedTree(tree.embedded, by));
  if ('list' in tree) return tree.list.map((child) => replacedTree(child, by));
  return Object.fromEntries(Object.entries(tree.object).map(([key, child]) => [key, replacedTree(child, by)]));
}

describe('the judge', () => {
  it('finds nothing wrong with a redactor that replaces exactly the labelled values', () => {
    const { recall, precision, tally } = judged((example) => oracle(example));
    expect({ recall, precision, misses: tally.misses, falseHits: tally.falseHits }).toEqual({
      recall: 1,
      precision: 1,
      misses: [],
      falseHits: [],
    });
  });

  it('gives a redactor that changes nothing no recall', () => {
    const { recall, tally } = judged(recordOf);
    expect([recall, tally.right.total]).toEqual([0, 0]);
  });

  it('gives a redactor that masks everything full recall and bad precision', () => {
    const { recall, precision } = judged(() => '[Redacted]');
    expect(recall).toBe(1);
    expect(precision).toBeLessThan(0.2);
  });

  it('gives a redactor that drops every record bad precision', () => {
    expect(judged(() => undefined).precision).toBeLessThan(0.2);
  });

  it('does not take half of a value for all of it', () => {
    expect(judged((example) => oracle(example, firstHalf)).recall).toBeLessThan(0.02);
  });

  it('counts a line of JSON that is none any more', () => {
    const { tally } = judged((example) => {
      const record = recordOf(example);
      return typeof record === 'string' ? record.replace('"', '') : record;
    });
    expect(tally.broken.json).toBeGreaterThan(50);
  });

  it('misses every figure on accuracy with the redactor that changes nothing, and says so', () => {
    const rows = accuracyRows(measureAccuracy([1], quickSizes, () => (record) => record));
    const reached = rows.filter(({ ok }) => ok).map(({ what }) => what.trim());
    expect(reached.filter((what) => /recall|each|token fixtures|prose: [A-Z]|private keys/.test(what))).toEqual([]);
  });

  it('counts the lines of a key that stand alone and are let through, and what is masked after its end', () => {
    const keyLines = (redact: Redactor) => measureAccuracy([1], quickSizes, () => redact).keyLines;
    const bodyOnly: Redactor = (record) => (/^[A-Za-z0-9+/=]{10,64}$/.test(String(record)) ? '[PrivateKey]' : record);
    expect(keyLines(bodyOnly).found).toBe(0);
    expect(keyLines((record) => record).found).toBe(keyLines(bodyOnly).total - 5);
    expect(keyLines(() => '[PrivateKey]').found).toBe(5);
  });
});

describe('the labelled data', () => {
  it('has every subject in every format', () => {
    const logs = labelledLogs(2, 400, coreSubjects);
    const formats = new Map(logs.map(({ format }) => [format, new Set<string>()]));
    for (const example of logs) for (const type of typesOf(example)) formats.get(example.format)?.add(type);
    expect([...formats.keys()]).toEqual(['json', 'nested', 'text', 'logfmt', 'access', 'percent']);
    const types = new Set(logs.flatMap(typesOf));
    expect(types.size).toBeGreaterThanOrEqual(coreSubjects.length);
    for (const [format, seen] of formats) expect([format, seen.size]).toEqual([format, types.size]);
  });

  it('is the same for the same seed and another for another', () => {
    const written = (seed: number) => JSON.stringify(labelledLogs(seed, 20, coreSubjects).map(recordOf));
    expect(written(3)).toBe(written(3));
    expect(written(3)).not.toBe(written(4));
    expect(ordinaryLines(3, 2)).toEqual(ordinaryLines(3, 2));
  });

  it('is as large as the figures ask for', () => {
    expect(coreSubjects.length).toBeGreaterThanOrEqual(18);
    expect(logStyles.length * 260).toBeGreaterThanOrEqual(6400);
    expect(tokenKinds.length).toBeGreaterThanOrEqual(30);
    expect(lookAlikes(createRandom(1)).length).toBeGreaterThanOrEqual(50);
    expect(shapes.length).toBeGreaterThanOrEqual(30);
  });

  it('fills in every slot of every template of ordinary logs', () => {
    const left = ordinaryLines(5, 60).filter(({ text }) => /\{[a-z]+\d?(:[^}{"]*)?\}/i.test(text));
    expect(left).toEqual([]);
  });
});
