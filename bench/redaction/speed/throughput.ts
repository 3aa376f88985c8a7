import { gzipSync } from 'node:zlib';
import type { Filter } from '../../../src/contracts/filter.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';
import type { Row } from '../table.ts';
import { jsonLines, longLine } from './lines.ts';
import { type Contestant, race, type Speed } from './rounds.ts';
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
  const engine = rate(speeds, 'lines');
  const slowest = longLines
    .map((_, index) => `long line ${index}`)
    .reduce((low, name) => (rate(speeds, name) < rate(speeds, low) ? name : low));
  return [
    {
      what: `throughput, ${mean} B JSON lines, of ${patternCount} .replace calls`,
      mustReach: '>= 5 x',
      measured: `${times(engine, rate(speeds, 'sequential'))} (${written(speeds, 'lines')})`,
      reference: written(speeds, 'sequential'),
      ok: engine >= 5 * rate(speeds, 'sequential'),
    },
    {
      what: '  of one alternation',
      mustReach: '>= 2.5 x',
      measured: times(engine, rate(speeds, 'alternation')),
      reference: written(speeds, 'alternation'),
      ok: engine >= 2.5 * rate(speeds, 'alternation'),
    },
    {
      what: '  the same records as objects, of .replace calls on text',
      mustReach: '>= 5 x',
      measured: `${times(rate(speeds, 'objects'), rate(speeds, 'sequential'))} (${written(speeds, 'objects')})`,
      reference: written(speeds, 'sequential'),
      ok: rate(speeds, 'objects') >= 5 * rate(speeds, 'sequential'),
    },
    {
      what: `one line of 256 KB (slowest of ${longLineCount}), of the rate on short lines`,
      mustReach: '>= 0.8 x',
      measured: `${times(rate(speeds, slowest), engine)} (${written(speeds, slowest)})`,
      reference: written(speeds, 'lines'),
      ok: rate(speeds, slowest) >= 0.8 * engine,
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
    const added = rate(speeds, 'without') / rate(speeds, 'with') - 1;
    return {
      what: `added to parse, encode, gzip -1 (${name} records)`,
      mustReach: '<= 30 %',
      measured: `${(added * 100).toFixed(1)} %, of the whole ${((100 * added) / (1 + added)).toFixed(0)} % (${rate(speeds, 'with').toFixed(0)} MB/s)`,
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

function rate(speeds: ReadonlyMap<string, Speed>, name: string): number {
  return speeds.get(name)?.bestMBps ?? 0;
}

function written(speeds: ReadonlyMap<string, Speed>, name: string): string {
  const speed = speeds.get(name);
  return `${speed?.bestMBps.toFixed(0)} MB/s, median ${speed?.medianMBps.toFixed(0)}`;
}

function times(one: number, other: number): string {
  return `${(one / other).toFixed(2)} x`;
}
