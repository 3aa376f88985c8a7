import type { Findings } from './scan/findings.ts';

/** A stretch of text to be redacted as one identifier. */
export interface Span {
  identifier: string;
  start: number;
  end: number;
}

/**
 * Joins overlapping findings: everything that any of them covers, under the name of the longest. Of equally long ones
 * `precedence` decides: the lower number wins. The answer is in the order of the text.
 */
export function joinFindings(findings: Findings, precedence: (identifier: string) => number): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < findings.count; at++) {
    const start = findings.starts[at] as number;
    const end = findings.ends[at] as number;
    if (end > start) spans.push({ identifier: findings.identifiers[at] as string, start, end });
  }
  if (!overlaps(spans)) return spans;
  spans.sort((a, b) => a.start - b.start || b.end - a.end || precedence(a.identifier) - precedence(b.identifier));
  const joined: Span[] = [];
  let length = 0;
  for (const span of spans) {
    const last = joined.at(-1);
    const own = span.end - span.start;
    if (last === undefined || span.start >= last.end) {
      joined.push(span);
      length = own;
      continue;
    }
    if (own > length || (own === length && precedence(span.identifier) < precedence(last.identifier))) {
      last.identifier = span.identifier;
      length = own;
    }
    last.end = Math.max(last.end, span.end);
  }
  return joined;
}

// Most findings come in order and apart from each other.
function overlaps(spans: readonly Span[]): boolean {
  for (let at = 1; at < spans.length; at++) if ((spans[at] as Span).start < (spans[at - 1] as Span).end) return true;
  return false;
}
