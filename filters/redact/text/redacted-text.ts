import type { RedactSettings } from '../config.ts';
import type { Counters } from '../counters.ts';
import { decodedView } from './decoded-view.ts';
import { privateKeyNames } from '../identifiers/private-key.ts';
import { isInsideValue, quoteAround } from '../record/json-text.ts';
import { defaultKeyIdentifier } from '../keys/keys.ts';
import type { Keys } from '../keys/keys.ts';
import type { Methods } from '../methods.ts';
import { userKeyIdentifier } from '../names.ts';
import { joinFindings, spansOf } from './spans.ts';
import type { Candidate } from '../scan/findings.ts';
import type { Span, Spans } from './spans.ts';
import { Surroundings } from './surroundings.ts';
import { TextScan } from './text.ts';

// Neighbours that show a neighbour that shows a neighbour: more than that is written to break it.
const mostRounds = 4;
const keyIdentifiers: ReadonlySet<string> = new Set([defaultKeyIdentifier, userKeyIdentifier]);
// Each finding is looked for from the start of the text: with more than a few, parsing is cheaper.
const mostInPlace = 4;

/** Redacts single texts. What it finds is counted; a finding whose method is `drop` sets `dropped`. */
export class RedactedText {
  dropped = false;
  /** The name of a private key that begins in a text and does not end in it. */
  openKey: string | undefined;
  readonly #texts: TextScan;
  readonly #methods: Methods;
  readonly #counters: Counters;
  readonly #values: ReadonlySet<string>;
  readonly #domains: readonly string[];

  constructor(settings: RedactSettings, methods: Methods, counters: Counters) {
    this.#texts = new TextScan(settings);
    this.#methods = methods;
    this.#counters = counters;
    this.#values = new Set(settings.allow.values.map(plain));
    this.#domains = settings.allow.emailDomains.map((domain) => `@${domain.toLowerCase()}`);
  }

  /** What stands in brackets in place of a finding. */
  get names(): ReadonlySet<string> {
    return this.#texts.scan.names;
  }

  get keys(): Keys {
    return this.#texts.keys;
  }

  /** True when the text holds nothing, in no view of it. Counts nothing but refusals. */
  isClean(text: string, context: string): boolean {
    if (context === '' && this.#texts.holdsNothing(text)) return true;
    this.#texts.raw(text, context);
    const { findings, percent, escaped } = this.#texts.scan;
    if (findings.count > 0 || percent || escaped) return false;
    if (findings.refused.length > 0) this.#countRefused();
    return true;
  }

  /** True when the text as it is, whatever its other views hold, has nothing to be found. */
  showsNothing(text: string, context: string): boolean {
    this.#texts.raw(text, context);
    return this.#texts.scan.findings.count === 0;
  }

  /** True when no scan is needed to know that a number, with no key in front, holds nothing. */
  isPlainNumber(value: number): boolean {
    return this.#texts.isPlainNumber(value);
  }

  /** The text with its findings replaced; the same text when there are none. */
  redact(text: string, context: string): string {
    this.#texts.raw(text, context);
    return this.redactScanned(text, context);
  }

  /** As `redact`, for the text and context that `isClean` was asked about last. */
  redactScanned(text: string, context: string): string {
    return this.#rounds(text, context, -1, 1) as string;
  }

  /**
   * As `redactScanned`, for JSON that begins at `json` and whose findings lie inside of its values. Undefined when what shows
   * only without them does not.
   */
  redactInPlace(text: string, context: string, json: number): string | undefined {
    return this.#rounds(text, context, json, 1);
  }

  #rounds(text: string, context: string, json: number, round: number): string | undefined {
    const surroundings = new Surroundings(text.length);
    const redacted = this.#replaced(text, context, surroundings);
    if (redacted === text || round === mostRounds) return redacted;
    // What stood beside a finding, or reached over it, may itself be one now that it stands alone: that must not wait for a
    // second pass.
    const stretches = surroundings.stretches(redacted);
    if (stretches.length === 0) return redacted;
    return this.#counters.secondLook(() => {
      let again = '';
      let from = 0;
      for (const { start, end } of stretches) {
        const part = redacted.slice(start, end);
        this.#texts.raw(part, start === 0 ? context : '');
        if (json >= 0 && !this.isInsideValues(redacted, json, start)) return undefined;
        const next = this.#rounds(part, start === 0 ? context : '', start === 0 ? json : -1, round + 1);
        if (next === undefined) return undefined;
        again += redacted.slice(from, start) + next;
        from = end;
      }
      return again + redacted.slice(from);
    });
  }

  // The text with its findings replaced, which are noted in `surroundings`.
  #replaced(text: string, context: string, surroundings: Surroundings): string {
    const { identifiers, starts, ends } = this.#spans(text, context);
    const count = identifiers.length;
    if (count === 0) return text;
    // A keyword too far in front of it may come near enough.
    if (this.#texts.scan.findings.refused.includes('AwsSecretKey')) surroundings.noteAll();
    let redacted = '';
    let from = 0;
    for (let at = 0; at < count; at++) {
      const identifier = identifiers[at] as string;
      const start = starts[at] as number;
      const end = ends[at] as number;
      const action = this.#methods.actionOf(identifier);
      this.#counters.add(identifier, 'matches', action.method === 'count');
      if (action.method === 'drop') this.dropped = true;
      if (from < start) redacted += text.slice(from, start);
      if (action.method !== 'count')
        surroundings.note(text, start, end, keyIdentifiers.has(identifier), redacted.length);
      const replacement = this.#methods.replacement(identifier, text, start, end, action);
      const quote = action.method === 'count' ? '' : quoteAround(text, start, end);
      redacted += quote + replacement + quote;
      from = end;
    }
    this.#noteOpenKey(text, identifiers[count - 1] as string, starts[count - 1] as number, from);
    return redacted + text.slice(from);
  }

  /**
   * True when all that was just found lies inside string values of the JSON that begins at `json`: then it can be replaced
   * where it stands, at a quarter of the cost of parsing the record, and the rest keeps its spelling. `from`: where in the
   * text begins what was scanned.
   */
  isInsideValues(text: string, json: number, from = 0): boolean {
    const { findings, percent, escaped } = this.#texts.scan;
    if (percent || escaped || findings.count > mostInPlace) return false;
    for (let at = 0; at < findings.count; at++) {
      const { method } = this.#methods.actionOf(findings.identifiers[at] as string);
      const start = from + (findings.starts[at] as number);
      const end = from + (findings.ends[at] as number);
      if (
        method === 'remove' ||
        method === 'drop' ||
        method === 'count' ||
        (end > json && !isInsideValue(text, json, start, end))
      )
        return false;
    }
    return true;
  }

  isAllowed(text: string): boolean {
    return this.#values.size > 0 && this.#values.has(plain(text));
  }

  /** Everything that happens to the candidates of a text, for `explain`. */
  explain(text: string): { candidates: readonly Candidate[]; allowed: readonly Span[]; spans: readonly Span[] } {
    const { findings } = this.#texts.scan;
    const candidates = findings.trace();
    candidates.length = 0;
    this.#texts.raw(text, '');
    const spans = spansOf(this.#spans(text, ''));
    const allowed = findings.identifiers.flatMap((identifier, at) =>
      findings.starts[at] === findings.ends[at] ? [{ identifier, start: findings.starts[at] as number, end: 0 }] : [],
    );
    return { candidates, allowed, spans };
  }

  #spans(text: string, context: string): Spans {
    const { scan } = this.#texts;
    const { findings } = scan;
    if (scan.percent || scan.escaped) this.#texts.decoded(text, context);
    this.#countRefused();
    if (this.#values.size > 0 || this.#domains.length > 0) this.#allow(text);
    return joinFindings(
      findings,
      this.#texts.precedence,
      (identifier) => this.#methods.actionOf(identifier).method === 'count',
    );
  }

  #countRefused(): void {
    const { refused, rows } = this.#texts.scan.findings;
    for (let at = 0; at < refused.length; at++)
      this.#counters.add(refused[at] as string, 'refused', true, rows[at] as number);
  }

  #allow(text: string): void {
    const { findings } = this.#texts.scan;
    for (let at = 0; at < findings.count; at++) {
      const found = decodedView(text.slice(findings.starts[at], findings.ends[at])).text;
      const isMail = findings.identifiers[at] === 'EmailAddress';
      if (!this.isAllowed(found) && !(isMail && this.#domains.some((domain) => found.toLowerCase().endsWith(domain))))
        continue;
      this.#counters.add(findings.identifiers[at] as string, 'allowed', true);
      findings.ends[at] = findings.starts[at] as number;
    }
  }

  #noteOpenKey(text: string, identifier: string, start: number, end: number): void {
    if (end !== text.length || !privateKeyNames.some((name) => name === identifier)) return;
    // A key in base64 or percent-encoding is whole, or its rest would not read as lines of one.
    const beginning = text.slice(start, start + 200);
    const ending = decodedView(text, Math.max(start, end - 300), end).text;
    if (/-----BEGIN |PuTTY-User-Key/.test(beginning) && !/-----END [A-Z ]+-----\s*$|Private-MAC: \w/.test(ending))
      this.openKey = identifier;
  }
}

// Allowed values are compared without the spaces and hyphens of groups.
function plain(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}
