import type { Redactor } from '../redactor.ts';
import type { Row } from '../table.ts';
import { plainShape, type Shape, shapes } from './shapes.ts';

export interface ShapeSpeed {
  readonly name: string;
  /** At the largest size. */
  readonly MBps: number;
  /** How time grows with length: 1 is linear, 2 quadratic. Between the smallest and the largest size. */
  readonly exponent: number;
}

export const lengths = [64 * 1024, 256 * 1024, 1024 * 1024] as const;

/**
 * Times every shape at every length, each on a new redactor (some leave a state open). Calls `began` with the name of each
 * shape, so that one that never ends can be named.
 */
export function measureShapes(make: () => Redactor, began: (name: string) => void = () => {}): ShapeSpeed[] {
  return [plainShape, ...shapes].map((shape) => {
    began(shape.name);
    return measureShape(shape, make);
  });
}

// A shape that takes this long at one length is lost; the next length could take hours.
const lostMs = 2000;

function measureShape(shape: Shape, make: () => Redactor): ShapeSpeed {
  const lines = lengths.map((length) => ({ text: shape.make(length), bestMs: Number.POSITIVE_INFINITY }));
  const started = performance.now();
  // The best of many, the lengths in turn: on a machine with other work a run may take twice its time, for minutes, and the
  // exponent compares two of them.
  for (let run = 0; run < 15 || (run < 60 && performance.now() - started < 450); run++) {
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as (typeof lines)[number];
      line.bestMs = Math.min(line.bestMs, msOf(line.text, make));
      if (line.bestMs > lostMs) lines.length = at + 1;
    }
    if (performance.now() - started > lostMs * lengths.length) break;
  }
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) throw new Error('No lengths to measure.');
  // Below half a millisecond the timer and the collector decide, not the shape. Lost at the first length: no exponent.
  const growth = Math.log(last.bestMs / Math.max(first.bestMs, 0.5)) / Math.log(last.text.length / first.text.length);
  return {
    name: shape.name,
    MBps: Buffer.byteLength(last.text) / 1e3 / last.bestMs,
    exponent: Number.isFinite(growth) ? Math.max(0, growth) : 0,
  };
}

function msOf(line: string, make: () => Redactor): number {
  const redact = make();
  const start = performance.now();
  redact(line);
  return performance.now() - start;
}

/** The two figures on hostile lines; or the one shape that did not end in time. */
export function adversarialRows(speeds: readonly ShapeSpeed[] | { readonly endless: string }): Row[] {
  const what = `${shapes.length} adversarial shapes, 64 KB to 1 MB: slowest`;
  if ('endless' in speeds) {
    return [
      { what, mustReach: '>= 20 MB/s', measured: `no end in time: ${speeds.endless}`, reference: '-', ok: false },
    ];
  }
  const hostile = speeds.filter(({ name }) => name !== plainShape.name);
  const plain = speeds.find(({ name }) => name === plainShape.name);
  const slowest = hostile.reduce((low, next) => (next.MBps < low.MBps ? next : low));
  const steepest = hostile.reduce((high, next) => (next.exponent > high.exponent ? next : high));
  return [
    {
      what,
      mustReach: '>= 20 MB/s',
      measured: `${slowest.MBps.toFixed(1)} MB/s (${slowest.name})`,
      reference: `plain line ${plain?.MBps.toFixed(0)} MB/s`,
      ok: slowest.MBps >= 20,
    },
    {
      what: '  growth exponent',
      mustReach: '<= 1.15',
      measured: `${steepest.exponent.toFixed(2)} (${steepest.name})`,
      reference: `plain line ${plain?.exponent.toFixed(2)}`,
      ok: steepest.exponent <= 1.15,
    },
  ];
}
