import type { RedactSettings } from './config.ts';
import type { Counters } from './counters.ts';
import { decodedView } from './decoded-view.ts';
import { privateKeyNames } from './identifiers/private-key.ts';
import type { Keys } from './keys.ts';
import type { Methods } from './methods.ts';
import { joinFindings } from './spans.ts';
import type { Candidate } from './scan/findings.ts';
import type { Span } from './spans.ts';
import { TextScan } from './text.ts';

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

  get keys(): Keys {
    return this.#texts.keys;
  }

  /** True when the text holds nothing, in no view of it. Counts nothing but refusals. */
  isClean(text: string, context: string): boolean {
    this.#texts.raw(text, context);
    const { findings, percent, escaped } = this.#texts.scan;
    if (findings.count > 0 || percent || escaped) return false;
    for (const identifier of findings.refused) this.#counters.of(identifier).refused++;
    return true;
  }

  /** The text with its findings replaced; the same text when there are none. */
  redact(text: string, context: string): string {
    this.#texts.raw(text, context);
    return this.redactScanned(text, context);
  }

  /** As `redact`, for the text and context that `isClean` was asked about last. */
  redactScanned(text: string, context: string): string {
    const spans = this.#spans(text, context);
    if (spans.length === 0) return text;
    let redacted = '';
    let from = 0;
    for (const { identifier, start, end } of spans) {
      this.#counters.of(identifier).matches++;
      const action = this.#methods.actionOf(identifier);
      if (action.method === 'drop') this.dropped = true;
      redacted += text.slice(from, start) + this.#methods.replacement(identifier, text.slice(start, end), action);
      from = end;
    }
    this.#noteOpenKey(text, spans.at(-1) as Span);
    return redacted + text.slice(from);
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
    const spans = this.#spans(text, '');
    const allowed = findings.identifiers.flatMap((identifier, at) =>
      findings.starts[at] === findings.ends[at] ? [{ identifier, start: findings.starts[at] as number, end: 0 }] : [],
    );
    return { candidates, allowed, spans };
  }

  #spans(text: string, context: string): Span[] {
    const { scan } = this.#texts;
    const { findings } = scan;
    if (scan.percent || scan.escaped) this.#texts.decoded(text, context);
    for (const identifier of findings.refused) this.#counters.of(identifier).refused++;
    if (findings.count === 0) return [];
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

  #noteOpenKey(text: string, { identifier, start, end }: Span): void {
    if (end !== text.length || !privateKeyNames.some((name) => name === identifier)) return;
    if (!/-----END [A-Z ]+-----\s*$|Private-MAC: \w/.test(text.slice(Math.max(start, end - 200), end)))
      this.openKey = identifier;
  }
}

// Allowed values are compared without the spaces and hyphens of groups.
function plain(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}
