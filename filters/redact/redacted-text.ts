import type { RedactSettings } from './config.ts';
import type { Counters } from './counters.ts';
import { decodedView } from './decoded-view.ts';
import { privateKeyNames } from './identifiers/private-key.ts';
import { defaultKeyIdentifier } from './keys.ts';
import type { Keys } from './keys.ts';
import type { Methods } from './methods.ts';
import { userKeyIdentifier } from './names.ts';
import { isDigit } from './scan/characters.ts';
import { joinFindings, spansOf } from './spans.ts';
import type { Candidate } from './scan/findings.ts';
import type { Span, Spans } from './spans.ts';
import { TextScan } from './text.ts';

// Neighbours that show a neighbour that shows a neighbour: more than that is written to break it.
const mostRounds = 4;
// How far around a finding a candidate that touches it can reach, keyword and all.
const surroundings = 200;
// Each finding is looked for from the start of the text: with more than a few, parsing is cheaper.
const mostInPlace = 4;

// The value under a key ends where something else begins, unless it stands in quotes: with the placeholder in its place, a
// quote or an `@` that is not far behind may read anew.
function mayReach(identifier: string, text: string, start: number, end: number): boolean {
  if (identifier !== defaultKeyIdentifier && identifier !== userKeyIdentifier) return false;
  const quote = text.charCodeAt(end);
  return (quote !== 34 && quote !== 39) || text.charCodeAt(start - 1) !== quote || text.charCodeAt(start - 2) === 92;
}

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
    if (findings.refused.length > 0) for (const identifier of findings.refused) this.#counters.of(identifier).refused++;
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
  redactScanned(text: string, context: string, round = 1): string {
    const touched: number[] = [];
    const redacted = this.#replaced(text, context, touched);
    if (touched.length === 0 || round === mostRounds) return redacted;
    // What touched a finding may itself be one, now that it stands alone: its surroundings are looked at again, so that a
    // second pass over the whole never finds more. Those that reach into each other are one.
    let again = '';
    let from = 0;
    for (let at = 0; at < touched.length;) {
      const start = Math.max(from, breakBefore(redacted, (touched[at] as number) - surroundings));
      let end = start;
      for (; at < touched.length && (end === start || (touched[at] as number) - surroundings <= end); at++) {
        const reach = (touched[at] as number) + surroundings;
        if (reach > end) end = breakBehind(redacted, reach);
      }
      const part = redacted.slice(start, end);
      this.#texts.raw(part, start === 0 ? context : '');
      again += redacted.slice(from, start) + this.redactScanned(part, start === 0 ? context : '', round + 1);
      from = end;
    }
    return again + redacted.slice(from);
  }

  // The text with its findings replaced. `touched` gets the places in it where one met something else than a separator,
  // or may itself have reached for it.
  #replaced(text: string, context: string, touched: number[]): string {
    const { identifiers, starts, ends } = this.#spans(text, context);
    if (starts.length === 0) return text;
    let redacted = '';
    let from = 0;
    let sign = -1;
    for (let at = 0; at < starts.length; at++) {
      const identifier = identifiers[at] as string;
      const start = starts[at] as number;
      const end = ends[at] as number;
      this.#counters.of(identifier).matches++;
      const action = this.#methods.actionOf(identifier);
      if (action.method === 'drop') this.dropped = true;
      if (from < start) redacted += text.slice(from, start);
      if (sign < end) sign = nextSign(text, end);
      const mayRead = sign - end < surroundings && mayReach(identifier, text, start, end);
      if (action.method !== 'count' && (mayRead || isTouched(text, start, end))) touched.push(redacted.length);
      const replacement = this.#methods.replacement(identifier, text, start, end, action);
      const quote = action.method === 'count' ? '' : quoteAround(text, start, end);
      redacted += quote + replacement + quote;
      from = end;
    }
    this.#noteOpenKey(text, identifiers.at(-1) as string, starts.at(-1) as number, from);
    return redacted + text.slice(from);
  }

  /**
   * True when all that was just found lies inside string values of the JSON that begins at `json`: then it can be replaced
   * where it stands, at a quarter of the cost of parsing the record, and the rest keeps its spelling.
   */
  isInsideValues(text: string, json: number): boolean {
    const { findings, percent, escaped } = this.#texts.scan;
    if (percent || escaped || findings.count > mostInPlace) return false;
    for (let at = 0; at < findings.count; at++) {
      const { method } = this.#methods.actionOf(findings.identifiers[at] as string);
      const start = findings.starts[at] as number;
      const end = findings.ends[at] as number;
      if (method === 'remove' || method === 'drop' || (end > json && !isInsideValue(text, json, start, end)))
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
    for (const identifier of findings.refused) this.#counters.of(identifier).refused++;
    if (this.#values.size > 0 || this.#domains.length > 0) this.#allow(text);
    return joinFindings(findings, this.#texts.precedence);
  }

  #allow(text: string): void {
    const { findings } = this.#texts.scan;
    for (let at = 0; at < findings.count; at++) {
      const found = decodedView(text.slice(findings.starts[at], findings.ends[at])).text;
      const isMail = findings.identifiers[at] === 'EmailAddress';
      if (!this.isAllowed(found) && !(isMail && this.#domains.some((domain) => found.toLowerCase().endsWith(domain))))
        continue;
      this.#counters.of(findings.identifiers[at] as string).allowed++;
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

function isInsideValue(text: string, json: number, start: number, end: number): boolean {
  // A number of JSON inside the text of a value: what stands for it needs quotes of its own.
  if (text.charCodeAt(start - 1) === 58 && text.charCodeAt(start - 2) === 34) return false;
  let open = text.indexOf('"', json);
  while (open >= 0 && open < start) {
    const close = closingQuote(text, open);
    if (close < 0) return false;
    // Names of keys go the long way: two of them could become one.
    if (close > start) return end <= close && !/^\s*:/.test(text.slice(close + 1, close + 9));
    open = text.indexOf('"', close + 1);
  }
  return false;
}

function closingQuote(text: string, open: number): number {
  let close = open;
  do {
    close = text.indexOf('"', close + 1);
  } while (close > 0 && isEscaped(text, close));
  return close;
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === 92) from--;
  return (at - from) % 2 === 1;
}

// The first quote or `@` from `start` on.
function nextSign(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSign(text.charCodeAt(at))) at++;
  return at < text.length ? at : Number.POSITIVE_INFINITY;
}

function isSign(code: number): boolean {
  return code === 34 || code === 39 || code === 64 || code === 96;
}

// The quote that a number of JSON in running text needs when it becomes a text: that of its key, with its backslashes.
function quoteAround(text: string, start: number, end: number): string {
  const behind = text.charCodeAt(end);
  if ((behind !== 44 && behind !== 125 && behind !== 93) || !isDigit(text.charCodeAt(start))) return '';
  return /(\\*")\s?:\s?$/.exec(text.slice(Math.max(0, start - 12), start))?.[1] ?? '';
}

// A word, or a sign that joins words, on either side. `://…@` around credentials and `key:` join nothing that is looked for.
function isTouched(text: string, start: number, end: number): boolean {
  // Blanks and quotes, as nearly always, join nothing.
  if (!mayJoin(text.charCodeAt(start - 1)) && !mayJoin(text.charCodeAt(end))) return false;
  return (
    /(?:\w|\w[.+@/-]|(?:^|[^\w])[0-9a-fA-F]{1,4}:|::)$/.test(text.slice(Math.max(0, start - 6), start)) ||
    /^(?:\w|[.+/:-]\w)/.test(text.slice(end, end + 2))
  );
}

function mayJoin(code: number): boolean {
  return code > 42 && code !== 44 && code !== 61 && code !== 91 && code !== 93;
}

// Where a stretch to be looked at again begins and ends: at a blank or, where there is none for long, at a quote.
function breakBefore(text: string, from: number): number {
  let at = Math.max(0, from);
  while (at > 0 && !breaksAt(text.charCodeAt(at - 1), from - at)) at--;
  return at;
}

function breakBehind(text: string, to: number): number {
  let at = Math.min(text.length, to);
  while (at < text.length && !breaksAt(text.charCodeAt(at), at - to)) at++;
  return at;
}

function breaksAt(code: number, distance: number): boolean {
  return code <= 32 || (code === 34 && distance > surroundings);
}

// Allowed values are compared without the spaces and hyphens of groups.
function plain(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}
