import type { Findings } from '../scan/findings.ts';

/** A stretch of text to be redacted as one identifier. */
export interface Span {
  identifier: string;
  start: number;
  end: number;
}

/** Stretches of text in its order, none of them empty. One array for each part: an object for each costs as much as finding it. */
export interface Spans {
  readonly identifiers: readonly string[];
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/**
 * Joins overlapping findings: everything that any of them covers, under the name of the longest. Of equally long ones
 * `precedence` decides: the lower number wins. One that stays (`stays`, as with the method `count`) gives way to what does not.
 * When they come apart and in order, as nearly always, they are the answer.
 */
export function joinFindings(
  findings: Findings,
  precedence: (identifier: string) => number,
  stays: (identifier: string) => boolean,
): Spans {
  if (areApart(findings)) return findings;
  const spans = spansOf(findings);
  const going = joinSpans(
    spans.filter(({ identifier }) => !stays(identifier)),
    precedence,
  );
  const staying = joinSpans(
    spans.filter(({ identifier }) => stays(identifier)),
    precedence,
  ).filter(({ start, end }) => !going.some((one) => one.start < end && start < one.end));
  const joined = staying.length === 0 ? going : [...going, ...staying].sort((a, b) => a.start - b.start);
  return {
    identifiers: joined.map(({ identifier }) => identifier),
    starts: joined.map(({ start }) => start),
    ends: joined.map(({ end }) => end),
  };
}

/** The same as objects, without those that are empty. */
export function spansOf({ identifiers, starts, ends }: Spans): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < identifiers.length; at++) {
    const start = starts[at] as number;
    const end = ends[at] as number;
    if (end > start) spans.push({ identifier: identifiers[at] as string, start, end });
  }
  return spans;
}

function areApart({ identifiers, starts, ends }: Spans): boolean {
  let last = 0;
  for (let at = 0; at < identifiers.length; at++) {
    if ((starts[at] as number) < last || (ends[at] as number) <= (starts[at] as number)) return false;
    last = ends[at] as number;
  }
  return true;
}

function joinSpans(spans: Span[], precedence: (identifier: string) => number): Span[] {
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
