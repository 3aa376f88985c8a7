import type { RedactSettings } from './config.ts';
import { Counters } from './counters.ts';
import { Methods } from './methods.ts';
import { RedactedText } from './redacted-text.ts';

/** What became of one candidate in a text, and why. Offsets count UTF-16 units; `end` is exclusive. */
export interface Explanation {
  readonly identifier: string;
  readonly start: number;
  readonly end: number;
  readonly decision: 'redacted' | 'refused' | 'allowed' | 'overlapped';
  /** Fixed text: it never quotes the candidate. */
  readonly reason: string;
}

/**
 * Every candidate in one text, in the order of the text: those that are redacted, those that a check refused, those that
 * the settings allow, and those inside a longer one. The text is read as it is: keys and paths of JSON apply to records.
 */
export function explain(text: string, settings: RedactSettings): Explanation[] {
  const texts = new RedactedText(settings, new Methods(settings), new Counters());
  const { candidates, allowed, spans } = texts.explain(text);
  const explanations = candidates.map(({ identifier, start, end, refusal }): Explanation => {
    const place = { identifier, start, end };
    if (refusal !== undefined) return { ...place, decision: 'refused', reason: refusal };
    if (allowed.some((one) => one.start === start && one.identifier === identifier)) {
      return { ...place, decision: 'allowed', reason: 'the settings allow this value' };
    }
    const span = spans.find((one) => one.start <= start && end <= one.end);
    return span === undefined || span.identifier === identifier
      ? { ...place, decision: 'redacted', reason: 'it has the shape and passes the check' }
      : { ...place, decision: 'overlapped', reason: `it is part of what is redacted as ${span.identifier}` };
  });
  return explanations
    .filter((one, at) => !explanations.slice(0, at).some((other) => isSame(one, other)))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

// The decoded view finds again what the text as it is has shown.
function isSame(a: Explanation, b: Explanation): boolean {
  return a.identifier === b.identifier && a.start === b.start && a.end === b.end && a.decision === b.decision;
}
