import type { Method, RedactSettings } from './config.ts';

interface PathRule {
  readonly segments: readonly string[];
  /** Undefined for a path that is allowed. */
  readonly method: Method | undefined;
}

/**
 * Rules for places in an object: `user.address.**`, `items[*].ssn`. `*` stands for one name or index, `**` for any number
 * of them. Names are compared exactly.
 */
export class Paths {
  readonly #rules: readonly PathRule[];

  constructor(settings: RedactSettings) {
    // Allowed paths come first: they win over every rule.
    this.#rules = [
      ...settings.allow.paths.map((path) => ({ segments: segmentsOf(path), method: undefined })),
      ...Object.entries(settings.paths).map(([path, method]) => ({ segments: segmentsOf(path), method })),
    ];
  }

  get active(): boolean {
    return this.#rules.length > 0;
  }

  /** What the first rule for a place says: a method, `allow`, or undefined when there is none. */
  verdict(place: readonly string[]): Method | 'allow' | undefined {
    const rule = this.#rules.find(({ segments }) => matches(place, segments));
    return rule === undefined ? undefined : (rule.method ?? 'allow');
  }
}

function segmentsOf(path: string): string[] {
  return path
    .replace(/\[([^\]]*)\]/g, '.$1')
    .split('.')
    .filter((segment) => segment !== '');
}

// The reachable positions in the pattern after each name of the place: never more than the product of both.
function matches(place: readonly string[], segments: readonly string[]): boolean {
  let reached = closure(new Set([0]), segments);
  for (const name of place) {
    const next = new Set<number>();
    for (const at of reached) {
      const segment = segments[at];
      if (segment === '**') next.add(at);
      else if (segment === '*' || segment === name) next.add(at + 1);
    }
    reached = closure(next, segments);
    if (reached.size === 0) return false;
  }
  return reached.has(segments.length);
}

// `**` may stand for nothing, so the position behind it is reached as well.
function closure(positions: Set<number>, segments: readonly string[]): Set<number> {
  for (const at of positions) if (segments[at] === '**') positions.add(at + 1);
  return positions;
}
