import { base64Probe } from './base64.ts';
import type { RedactSettings } from '../config.ts';
import { decodedViews } from './decoded-view.ts';
import { boundMatchers } from '../keys/bound-values.ts';
import { keyValueProbe } from '../keys/key-value.ts';
import { listedMatchers } from '../keys/listed.ts';
import { reportedMatchers } from '../keys/reported.ts';
import { statementMatchers } from '../keys/statement.ts';
import { defaultKeyIdentifier, Keys } from '../keys/keys.ts';
import { matchersOf } from '../matchers.ts';
import { identifierNames, listOf, placeholderNames, selectIdentifiers, userKeyIdentifier } from '../names.ts';
import { UserPatterns } from '../patterns/user-patterns.ts';
import { isDigit } from '../scan/characters.ts';
import { isWithin } from '../scan/keyword.ts';
import type { Scan } from '../scan/scan.ts';
import { Scanner } from '../scan/scanner.ts';
import { isTimeStamp } from '../scan/time-stamp.ts';

// The shortest findings are a@b.co and, with a colon, ::1. Those without such signs are cvv 123, Basic YTpiYz, half an LTAI….
const longestShort = 5;
const longestWords = 10;
const mostDigits = 2;

/** Finds everything in one text: the text as it is, its decoded view, base64 in it, and the user's patterns. */
export class TextScan {
  readonly keys: Keys;
  // The longest text that may be told without a scan; -1 when the user looks for something of his own.
  readonly #longestEmpty: number;
  readonly scan: Scan;
  readonly #patterns: UserPatterns;
  readonly #hasPatterns: boolean;
  readonly #scanner: Scanner;
  // Made when two findings overlap: in most logs none do.
  #precedence: ReadonlyMap<string, number> | undefined;

  constructor(settings: RedactSettings) {
    const names = selectIdentifiers(settings.identifiers);
    const matchers = matchersOf(identifierNames.filter((name) => names.has(name)));
    const contexts = matchers.flatMap(({ context = [] }) => context);
    this.#patterns = new UserPatterns(settings.rules);
    this.#hasPatterns = this.#patterns.names.length > 0;
    this.keys = new Keys({
      defaults: names.has('PasswordKeyValue'),
      names: listOf(settings.keys),
      isContextual: (key) =>
        contexts.some((words) => isWithin(`${key}:`, 0, key.length + 1, words)) || this.#patterns.isKeyword(key),
    });
    this.#longestEmpty = listOf(settings.keys).length > 0 || this.#hasPatterns ? -1 : longestWords;
    let base64Scan: Scan | undefined;
    this.#scanner = new Scanner({
      matchers: this.keys.active
        ? [
            ...matchers,
            listedMatchers(this.keys),
            statementMatchers(this.keys),
            reportedMatchers(this.keys),
            boundMatchers(this.keys),
          ]
        : matchers,
      placeholders: this.#hasPatterns ? new Set([...placeholderNames, ...this.#patterns.names]) : placeholderNames,
      pairs: this.keys.active ? { gate: this.keys.gate(), probe: keyValueProbe(this.keys) } : undefined,
      base64: base64Probe({
        secretKeys: names.has('AwsSecretKey'),
        find: (text) => {
          base64Scan ??= this.#scanner.scan(1);
          base64Scan.begin(text);
          this.#scanner.run(base64Scan);
          // A form, as API Gateway hands it on.
          if (base64Scan.findings.count === 0 && (base64Scan.percent || base64Scan.escaped)) {
            for (const view of decodedViews(text, base64Scan.percent, nextVariantOf(base64Scan))) {
              base64Scan.resume(view.text);
              this.#scanner.run(base64Scan);
            }
          }
          return base64Scan.findings.identifiers[0];
        },
      }),
    });
    this.scan = this.#scanner.scan(0);
  }

  /** Lower comes first. Names of the user's rules come last. */
  precedence = (identifier: string): number => {
    this.#precedence ??= precedences();
    return this.#precedence.get(identifier) ?? this.#precedence.size;
  };

  /**
   * True when no scan is needed to know that `text`, with no key in front, holds nothing. Half of the texts in objects are
   * a word or two, or the time.
   */
  holdsNothing(text: string): boolean {
    const { length } = text;
    if (length > this.#longestEmpty) return this.#longestEmpty > 0 && isTimeStamp(text);
    let digits = 0;
    let dashes = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === 45) dashes++;
      else if (isDigit(code)) digits++;
      else if (!isLetterOrJoint(code)) return length <= longestShort && !text.includes(':');
    }
    // Behind an option, as in `--pwd abc`, any word may be a password.
    return length <= longestShort || (digits <= mostDigits && (dashes < 2 || !text.includes('--')));
  }

  /**
   * True when no scan is needed to know that a number, with no key in front, holds nothing: what has up to 11 digits is
   * found behind a keyword only, and 13 digits with a 1 in front are a time in milliseconds. The user's patterns may want both.
   */
  isPlainNumber(value: number): boolean {
    const size = Math.abs(value);
    if (this.#hasPatterns) return false;
    if (size < 1e8 || !Number.isInteger(value)) return true;
    return size < 1e11 || (size >= 1e12 && size < 2e12);
  }

  /**
   * Scans `text` as it is. With `context`, the name of the key it stands under, keywords in that name count. What is
   * found is in `scan.findings`, with offsets in `text`.
   */
  raw(text: string, context = ''): void {
    const { scan } = this;
    scan.findings.shift = context === '' ? 0 : context.length + 2;
    scan.begin(context === '' ? text : `${context}: ${text}`);
    this.#scanner.run(scan);
    if (this.#hasPatterns) this.#patterns.find(scan.text, scan.findings);
  }

  /** Adds what shows only when the escapes of `text` are undone. To be called after `raw` when it saw any. */
  decoded(text: string, context = ''): void {
    const { scan } = this;
    for (const view of decodedViews(text, scan.percent, nextVariantOf(scan))) {
      // The key is in front of the first part only.
      const prefix = context === '' || view.offsets[0] !== 0 ? '' : `${context}: `;
      const before = scan.findings.mark();
      scan.findings.shift = prefix.length;
      scan.resume(prefix + view.text);
      this.#scanner.run(scan);
      if (this.#hasPatterns) this.#patterns.find(scan.text, scan.findings);
      scan.findings.move(before, view.offsets);
    }
  }
}

// Places in a text, behind the key that was written in front of it.
function nextVariantOf({ walk, findings: { shift } }: Scan): ((from: number) => number) | undefined {
  return walk.mayVary ? (from) => Math.max(-1, walk.nextVariant(from + shift) - shift) : undefined;
}

// A key says what its value is, as it does in objects, whatever the value looks like.
function precedences(): ReadonlyMap<string, number> {
  const names = new Set<string>([userKeyIdentifier, defaultKeyIdentifier, ...identifierNames]);
  return new Map([...names].map((name, at) => [name, at]));
}

// Letters, and the blank, `_` and `,./` that stand between them.
function isLetterOrJoint(code: number): boolean {
  const lower = code | 32;
  return (lower >= 97 && lower <= 122) || code === 32 || code === 44 || code === 46 || code === 47 || code === 95;
}
