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
  const measured: { length: number; ms: number; bytes: number }[] = [];
  for (const length of lengths) {
    const line = shape.make(length);
    measured.push({ length, ms: bestMs(line, make), bytes: Buffer.byteLength(line) });
    if ((measured.at(-1)?.ms ?? 0) > lostMs) break;
  }
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || last === undefined) throw new Error('No lengths to measure.');
  // Below half a millisecond the timer and the collector decide, not the shape. Lost at the first length: no exponent.
  const growth = Math.log(last.ms / Math.max(first.ms, 0.5)) / Math.log(last.length / first.length);
  return {
    name: shape.name,
    MBps: last.bytes / 1e3 / last.ms,
    exponent: Number.isFinite(growth) ? Math.max(0, growth) : 0,
  };
}

function bestMs(line: string, make: () => Redactor): number {
  let best = Number.POSITIVE_INFINITY;
  const started = performance.now();
  // The best of many: on a machine with other work a run may take twice its time, and the exponent compares two of them.
  for (let run = 0; run < 15 || (run < 60 && performance.now() - started < 150); run++) {
    const redact = make();
    const start = performance.now();
    redact(line);
    best = Math.min(best, performance.now() - start);
    if (performance.now() - started > lostMs) break;
  }
  return best;
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
