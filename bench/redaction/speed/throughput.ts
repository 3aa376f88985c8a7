import { gzipSync } from 'node:zlib';
import type { Filter } from '../../../src/contracts/filter.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';
import type { Row } from '../table.ts';
import { jsonLines, longLine } from './lines.ts';
import { type Contestant, race, type Speed, times } from './rounds.ts';
import { createAlternation, createSequential, patternCount } from './references.ts';

const time = '2026-01-02T03:04:05.500Z';

// What a line happens to hold changed its rate threefold: one line alone says little.
const longLineCount = 6;

/** The figures on speed of ordinary input. `seed` makes the lines; `rounds` is how often each contestant runs. */
export function throughputRows(createFilter: () => Filter, seed: number, rounds: number): Row[] {
  const { lines, bytes } = jsonLines(seed, 3000);
  const longLines = Array.from({ length: longLineCount }, (_, index) => longLine(seed + index, 256 * 1024));
  const objects = lines.map((line) => JSON.parse(line) as JsonValue);
  const sequential = createSequential();
  const alternation = createAlternation();
  // One for all, as an extension has one: with several, V8 no longer knows which probes it calls.
  const filter = createFilter();
  const speeds = race(
    [
      filtering('lines', filter, lines, bytes),
      filtering('objects', filter, objects, bytes),
      ...longLines.map((line, index) => filtering(`long line ${index}`, filter, [line], Buffer.byteLength(line))),
      { name: 'sequential', bytes, pass: () => lines.forEach((line) => keep(sequential(line))) },
      { name: 'alternation', bytes, pass: () => lines.forEach((line) => keep(alternation(line))) },
    ],
    rounds,
  );
  const mean = (bytes / lines.length).toFixed(0);
  const longNames = longLines.map((_, index) => `long line ${index}`);
  const ofLines = (name: string) => ratio(speeds, name, 'lines');
  const slowest = longNames.reduce((low, name) => (ofLines(name) < ofLines(low) ? name : low));
  return [
    {
      what: `throughput, ${mean} B JSON lines, of ${patternCount} .replace calls`,
      ...atLeast(5, ratio(speeds, 'lines', 'sequential'), written(speeds, 'lines')),
      reference: written(speeds, 'sequential'),
    },
    {
      what: '  of one alternation',
      ...atLeast(2.5, ratio(speeds, 'lines', 'alternation')),
      reference: written(speeds, 'alternation'),
    },
    {
      what: '  the same records as objects, of .replace calls on text',
      ...atLeast(5, ratio(speeds, 'objects', 'sequential'), written(speeds, 'objects')),
      reference: written(speeds, 'sequential'),
    },
    {
      what: `one line of 256 KB (slowest of ${longLineCount}), of the rate on short lines`,
      ...atLeast(0.8, ofLines(slowest), written(speeds, slowest)),
      reference: written(speeds, 'lines'),
    },
    ...pathRows(filter, lines, rounds),
  ];
}

/**
 * What redaction adds to the time of the whole path, for records that are lines of text and for records that are objects.
 * Its share of the path with it is lower: 30 % more is 23 % of the whole.
 */
function pathRows(filter: Filter, lines: readonly string[], rounds: number): Row[] {
  return (
    [
      ['text', lines],
      ['object', lines.map((line) => JSON.parse(line) as JsonValue)],
    ] as const
  ).map(([name, records]) => {
    const body = JSON.stringify(records.slice(0, 1000).map((record) => ({ time, type: 'function', record })));
    const speeds = race(
      [
        { name: 'with', bytes: body.length, pass: () => keep(ship(body, filter)) },
        { name: 'without', bytes: body.length, pass: () => keep(ship(body, undefined)) },
      ],
      rounds,
    );
    const added = ratio(speeds, 'without', 'with') - 1;
    return {
      what: `added to parse, encode, gzip -1 (${name} records)`,
      mustReach: '<= 30 %',
      measured: `${(added * 100).toFixed(1)} %, of the whole ${((100 * added) / (1 + added)).toFixed(0)} % (${written(speeds, 'with')})`,
      reference: written(speeds, 'without'),
      ok: added <= 0.3,
    };
  });
}

interface Event {
  readonly time: string;
  readonly type: string;
  readonly record: JsonValue;
}

function ship(body: string, filter: Filter | undefined): Buffer {
  let text = '';
  for (const event of JSON.parse(body) as readonly Event[]) {
    const kept = filter === undefined ? event : filter.apply(event);
    if (kept !== undefined) text += `${JSON.stringify(kept)}\n`;
  }
  return gzipSync(text, { level: 1 });
}

function filtering(name: string, filter: Filter, records: readonly JsonValue[], bytes: number): Contestant {
  return {
    name,
    bytes,
    pass() {
      for (const record of records) keep(filter.apply({ time, type: 'function', record }));
    },
  };
}

// What V8 can see to be unused it may leave out.
let kept: unknown;
function keep(value: unknown): void {
  kept = value;
}

/** The last result of a pass, so that it is used. */
export function lastKept(): unknown {
  return kept;
}

function ratio(speeds: ReadonlyMap<string, Speed>, name: string, reference: string): number {
  return times(speeds.get(name) as Speed, speeds.get(reference) as Speed);
}

function written(speeds: ReadonlyMap<string, Speed>, name: string): string {
  const { bestMBps, medianMBps } = speeds.get(name) as Speed;
  return `${bestMBps.toFixed(0)} MB/s, median ${medianMBps.toFixed(0)}`;
}

function atLeast(least: number, measured: number, speed?: string): Pick<Row, 'mustReach' | 'measured' | 'ok'> {
  const detail = speed === undefined ? '' : ` (${speed})`;
  return { mustReach: `>= ${least} x`, measured: `${measured.toFixed(2)} x${detail}`, ok: measured >= least };
}
