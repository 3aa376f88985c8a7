import type { Method, RedactSettings } from '../config.ts';
import { anyName, anyNames, parsePath, writePath } from './path-notation.ts';
import type { Segment } from './path-notation.ts';

interface PathRule {
  readonly segments: readonly Segment[];
  /** Undefined for a path that is allowed. */
  readonly method: Method | undefined;
}

/** Where in the segments of a rule a place may be: several, with `**` in front. */
type Positions = ReadonlySet<number>;
const nowhere: Positions = new Set();

/**
 * Rules for places in an object, as `parsePath` reads them. Names are compared exactly.
 */
export class Paths {
  readonly #rules: readonly PathRule[];
  // For the record itself and each name entered, what each rule has reached there. To follow every place from the record on
  // would cost its depth at each.
  readonly #reached: (readonly Positions[])[];

  readonly #names: string[] = [];
  #trace: Map<string, Method | 'allow'> | undefined;

  constructor(settings: RedactSettings) {
    // Allowed paths come first: they win over every rule.
    this.#rules = [
      ...settings.allow.paths.map((path) => ({ segments: segmentsOf(path), method: undefined })),
      ...Object.entries(settings.paths).map(([path, method]) => ({ segments: segmentsOf(path), method })),
    ];
    this.#reached = [this.#rules.map(({ segments }) => closure(new Set([0]), segments))];
  }

  get active(): boolean {
    return this.#rules.length > 0;
  }

  /** True when no name was entered: at the record itself. */
  get isAtRecord(): boolean {
    return this.#reached.length === 1;
  }

  /** Keeps from now on each place that a rule names, and what it says of it. Only `explain` does: it costs a text each. */
  trace(): Map<string, Method | 'allow'> {
    return (this.#trace ??= new Map());
  }

  /** Goes back to the record itself, from wherever an error left off. */
  restart(): void {
    this.#reached.length = 1;
    this.#names.length = 0;
  }

  /** Goes on to a name or index. Answers what the first rule for that place says: a method, `allow`, or undefined. */
  enter(name: string): Method | 'allow' | undefined {
    const before = this.#reached.at(-1) as readonly Positions[];
    const reached = this.#rules.map(({ segments }, at) => positionsBehind(name, before[at] as Positions, segments));
    this.#reached.push(reached);
    const rule = this.#rules.find(({ segments }, at) => reached[at]?.has(segments.length));
    const says = rule === undefined ? undefined : (rule.method ?? 'allow');
    if (this.#trace !== undefined) {
      this.#names.push(name);
      if (says !== undefined) this.#trace.set(writePath(this.#names), says);
    }
    return says;
  }

  /** Goes back by one name. */
  leave(): void {
    this.#reached.pop();
    if (this.#trace !== undefined) this.#names.pop();
  }
}

function segmentsOf(path: string): readonly Segment[] {
  const parsed = parsePath(path);
  if (!parsed.ok) throw new Error('A path that the settings do not allow.');
  return parsed.segments;
}

function positionsBehind(name: string, positions: Positions, segments: readonly Segment[]): Positions {
  if (positions.size === 0) return nowhere;
  const next = new Set<number>();
  for (const at of positions) {
    const segment = segments[at];
    if (segment === anyNames) next.add(at);
    else if (segment === anyName || segment === name) next.add(at + 1);
  }
  return closure(next, segments);
}

// `**` may stand for nothing, so the position behind it is reached as well.
function closure(positions: Set<number>, segments: readonly Segment[]): Positions {
  for (const at of positions) if (segments[at] === anyNames) positions.add(at + 1);
  return positions;
}
