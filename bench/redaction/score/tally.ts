import type { JsonValue } from '../../../src/contracts/record.ts';
import { type Example, type Span, spell, type Tree } from '../labelled.ts';
import { maskedWhole, type Redactor } from '../redactor.ts';
import { changedIntervals, type Interval } from './align.ts';

/** A value counts as found when this share of its characters is gone. */
export const coveredShare = 0.8;

// A redacted stretch counts as right when it covers a labelled value and no more than this share of it is harmless text.
const harmlessShare = 0.2;

export interface Count {
  found: number;
  total: number;
}

/** What a judgement adds up. A miss or a false hit names its text only for the tuning seeds that ask to see it. */
export interface Tally {
  readonly byType: Map<string, Count>;
  readonly byFormat: Map<string, Count>;
  /** Redacted stretches that were right, of all. */
  readonly right: Count;
  readonly broken: { json: number };
  readonly misses: { type: string; format: string; text: string }[];
  readonly falseHits: { format: string; text: string; context: string }[];
}

export function createTally(): Tally {
  return {
    byType: new Map(),
    byFormat: new Map(),
    right: { found: 0, total: 0 },
    broken: { json: 0 },
    misses: [],
    falseHits: [],
  };
}

/** Runs one example through the redactor and counts. */
export function judge(example: Example, record: JsonValue, redact: Redactor, tally: Tally): void {
  const output = redact(record);
  if ('text' in example) {
    const { text, spans } = spell(example.text);
    compareText(text, spans, output, example.format, tally);
  } else if (!example.asText) compareTree(example.tree, output, example.format, tally);
  else compareJson(example.tree, output, example.format, tally);
}

export function recall(counts: Iterable<Count>): number {
  let found = 0;
  let total = 0;
  for (const count of counts) {
    found += count.found;
    total += count.total;
  }
  return total === 0 ? 1 : found / total;
}

function compareJson(tree: Tree, output: JsonValue | undefined, format: string, tally: Tally): void {
  if (typeof output !== 'string') return compareTree(tree, output, format, tally);
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(output) as JsonValue;
  } catch {
    if (!maskedWhole.test(output)) tally.broken.json += 1;
    return compareTree(tree, undefined, format, tally);
  }
  compareTree(tree, parsed, format, tally);
}

function compareTree(tree: Tree, output: JsonValue | undefined, format: string, tally: Tally): void {
  if ('text' in tree) {
    const { text, spans } = spell(tree.text);
    compareText(text, spans, output, format, tally);
  } else if ('numeric' in tree) {
    const { text, type } = tree.numeric;
    compareText(text, [{ start: 0, end: text.length, type }], output, format, tally);
  } else if ('plain' in tree) {
    const before = typeof tree.plain === 'string' ? tree.plain : JSON.stringify(tree.plain);
    compareText(before, [], output, format, tally);
  } else if ('embedded' in tree) {
    compareJson(tree.embedded, output, format, tally);
  } else {
    const children = 'list' in tree ? tree.list.entries() : Object.entries(tree.object);
    const outputs = output as Readonly<Record<string, JsonValue>> | undefined | null;
    const isContainer = typeof output === 'object' && output !== null;
    for (const [key, child] of children) compareTree(child, isContainer ? outputs?.[key] : undefined, format, tally);
  }
}

function compareText(
  text: string,
  spans: readonly Span[],
  output: JsonValue | undefined,
  format: string,
  tally: Tally,
): void {
  const after = typeof output === 'string' ? output : output === undefined ? '' : JSON.stringify(output);
  const changed = output === undefined ? [{ start: 0, end: text.length }] : changedIntervals(text, after);
  for (const span of spans) {
    if (span.type === undefined) continue;
    const hit = overlap(span, changed) >= coveredShare * (span.end - span.start);
    count(tally.byType, span.type, hit);
    count(tally.byFormat, format, hit);
    if (!hit) tally.misses.push({ type: span.type, format, text });
  }
  for (const interval of changed) {
    const values = spans.filter(({ type }) => type !== undefined);
    const harmless = interval.end - interval.start - overlap(interval, spans);
    const right = overlap(interval, values) > 0 && harmless <= harmlessShare * (interval.end - interval.start);
    tally.right.total += 1;
    if (right) tally.right.found += 1;
    else tally.falseHits.push({ format, text: text.slice(interval.start, interval.end), context: text });
  }
}

function overlap(one: Interval, others: readonly Interval[]): number {
  return others.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(one.end, end) - Math.max(one.start, start)),
    0,
  );
}

function count(counts: Map<string, Count>, key: string, hit: boolean): void {
  const entry = counts.get(key) ?? { found: 0, total: 0 };
  entry.total += 1;
  if (hit) entry.found += 1;
  counts.set(key, entry);
}
