import type { JsonValue } from '../../src/contracts/record.ts';
import type { Method, RedactSettings } from './config.ts';
import { Counters } from './counters.ts';
import { Methods } from './methods.ts';
import { maskedRecord, pathIdentifier } from './names.ts';
import { OpenKeys } from './record/open-keys.ts';
import { RecordRedactor } from './record/record.ts';
import { RedactedText } from './text/redacted-text.ts';

/** What became of one candidate in a text, and why. Offsets count UTF-16 units; `end` is exclusive. */
export interface Explanation {
  readonly identifier: string;
  readonly start: number;
  readonly end: number;
  /** What a rule for paths names, in the JSON of the text: the offsets are those of the whole text then. */
  readonly path?: string;
  readonly decision: 'redacted' | 'refused' | 'allowed' | 'overlapped';
  /** Fixed text: it never quotes the candidate. */
  readonly reason: string;
}

const allowedPath = { decision: 'allowed', reason: 'allow.paths names its place' } as const;
const goesOn = { decision: 'redacted', reason: 'it goes on with a private key that began in a text before' } as const;
const unreadable = { decision: 'redacted', reason: 'it cannot be looked at, so all of it goes' } as const;

// Fixed, so that a private key over several texts never expires by the clock.
const time = '1970-01-01T00:00:00.000Z';

/** Explains texts one after the other, as the filter meets them: a private key may go on from one to the next. */
export class Explainer {
  readonly #texts: RedactedText;
  readonly #openKeys: OpenKeys;
  readonly #paths: Map<string, Method | 'allow'>;

  constructor(settings: RedactSettings) {
    this.#texts = new RedactedText(settings, new Methods(settings), new Counters());
    const redactor = new RecordRedactor(settings, new Counters());
    this.#openKeys = new OpenKeys(redactor);
    this.#paths = redactor.tracePaths();
  }

  /**
   * What rules for paths name in the JSON of the text, then every candidate in its order: those that are redacted, those that
   * a check refused, those that the settings allow, and those inside a longer one.
   */
  explain(text: string): Explanation[] {
    const whole = { start: 0, end: text.length } as const;
    this.#paths.clear();
    try {
      const record = this.#openKeys.redact({ time, type: 'function', record: text });
      const paths = [...this.#paths].map(([path, rule]): Explanation => ({ ...whole, path, ...ofRule(rule) }));
      const { continued } = this.#openKeys;
      if (continued !== undefined) paths.push({ ...whole, identifier: continued, ...goesOn });
      const candidates = this.#candidates(text);
      return [
        ...paths,
        ...candidates.map((one) => (this.#isAtAllowedPath(one, text, record) ? { ...one, ...allowedPath } : one)),
      ];
    } catch {
      return [{ ...whole, identifier: maskedRecord, ...unreadable }];
    }
  }

  #candidates(text: string): Explanation[] {
    const { candidates, allowed, spans } = this.#texts.explain(text);
    const explained = candidates.map(({ identifier, start, end, refusal }): Explanation => {
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
    return explained
      .filter(
        (one, at) => !explained.some((other, otherAt) => covers(other, one) && (otherAt < at || !covers(one, other))),
      )
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  // Offsets are those of the text, and an allowed path is known in the object only: what stayed as often as it was there.
  #isAtAllowedPath({ decision, start, end }: Explanation, text: string, record: JsonValue | undefined): boolean {
    if (decision !== 'redacted' || typeof record !== 'string' || ![...this.#paths.values()].includes('allow'))
      return false;
    const candidate = text.slice(start, end);
    return record.split(candidate).length === text.split(candidate).length;
  }
}

function ofRule(rule: Method | 'allow'): Omit<Explanation, 'start' | 'end'> {
  return rule === 'allow'
    ? { identifier: pathIdentifier, ...allowedPath }
    : { identifier: pathIdentifier, decision: 'redacted', reason: `paths names its place, with the method ${rule}` };
}

// The decoded view finds again what the text as it is has shown, the same or a part of it.
function covers(a: Explanation, b: Explanation): boolean {
  if (a.identifier !== b.identifier || a.decision !== b.decision) return false;
  return a.decision === 'redacted' ? a.start <= b.start && b.end <= a.end : a.start === b.start && a.end === b.end;
}
