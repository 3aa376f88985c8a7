import { labelledLogs } from './corpus/logs.ts';
import { ordinaryLines } from './corpus/ordinary.ts';
import { labelledProse } from './corpus/prose.ts';
import { furtherSubjects } from './corpus/further-subjects.ts';
import { coreSubjects } from './corpus/subjects.ts';
import { type Example, recordOf } from './labelled.ts';
import { createRandom } from './random.ts';
import type { Redactor } from './redactor.ts';
import { changedIntervals } from './score/align.ts';
import { type Count, createTally, judge, type Tally } from './score/tally.ts';
import { privateKey } from './values/credentials.ts';
import { lookAlikes, tokenKinds } from './values/tokens.ts';

/** How much of each corpus to judge. */
export interface Sizes {
  readonly logsPerFormat: number;
  readonly prose: number;
  readonly ordinaryPerStyle: number;
  readonly tokensPerKind: number;
}

export const fullSizes: Sizes = { logsPerFormat: 1000, prose: 1500, ordinaryPerStyle: 260, tokensPerKind: 6 };
export const quickSizes: Sizes = { logsPerFormat: 184, prose: 300, ordinaryPerStyle: 40, tokensPerKind: 2 };

/** A new redactor for each corpus (state between records must not leak), with these groups of identifiers on. */
export type MakeRedactor = (identifiers: 'judged' | 'all') => Redactor;

export interface Accuracy {
  readonly logs: Tally;
  readonly further: Tally;
  readonly prose: Tally;
  /** Redacted stretches in ordinary logs, by what they became. */
  readonly ordinary: { readonly lines: number; readonly hits: readonly OrdinaryHit[] };
  readonly tokens: {
    readonly byKind: ReadonlyMap<string, Count>;
    readonly lookAlikes: Count;
    readonly touched: readonly string[];
  };
  /** Lines of private keys logged one record a line: how many still hold key material. */
  readonly keyLines: Count;
}

export interface OrdinaryHit {
  readonly identifier: string;
  readonly style: string;
  readonly text: string;
  readonly context: string;
}

/** Judges every corpus made from `seeds`. */
export function measureAccuracy(seeds: readonly number[], sizes: Sizes, make: MakeRedactor): Accuracy {
  const result = { logs: createTally(), further: createTally(), prose: createTally() };
  const hits: OrdinaryHit[] = [];
  const byKind = new Map<string, Count>();
  const looks: Count = { found: 0, total: 0 };
  const touched: string[] = [];
  const keyLines: Count = { found: 0, total: 0 };
  let lines = 0;
  for (const seed of seeds) {
    judgeAll(labelledLogs(seed, sizes.logsPerFormat, coreSubjects), make('judged'), result.logs);
    judgeAll(labelledLogs(seed + 1000, sizes.logsPerFormat / 2, furtherSubjects), make('all'), result.further);
    judgeAll(labelledProse(seed, sizes.prose), make('judged'), result.prose);
    const redact = make('judged');
    for (const { style, text } of ordinaryLines(seed, sizes.ordinaryPerStyle)) {
      lines += 1;
      hits.push(...ordinaryHits(style, text, redact(text)));
    }
    countTokens(seed, sizes.tokensPerKind, make('judged'), byKind);
    touched.push(...countLookAlikes(seed, make('judged'), looks));
    countKeyLines(seed, make('judged'), keyLines);
  }
  return { ...result, ordinary: { lines, hits }, tokens: { byKind, lookAlikes: looks, touched }, keyLines };
}

function judgeAll(examples: readonly Example[], redact: Redactor, tally: Tally): void {
  for (const example of examples) judge(example, recordOf(example), redact, tally);
}

function ordinaryHits(style: string, text: string, output: unknown): OrdinaryHit[] {
  const after = typeof output === 'string' ? output : '';
  return changedIntervals(text, after).map(({ start, end }) => {
    // The first name in brackets that the input does not have at that place says what it was taken for.
    const identifier = /^\[([\w-]+)/.exec(after.slice(start))?.[1] ?? nameAfter(text, after) ?? 'unknown';
    return { identifier, style, text: text.slice(start, end), context: text };
  });
}

// Where several stretches of a line changed, places shift; the names that only the output has are then all of them.
function nameAfter(text: string, after: string): string | undefined {
  const names = [...after.matchAll(/\[([A-Z][\w-]*)\]/g)]
    .map(([whole]) => whole)
    .filter((whole) => !text.includes(whole));
  return new Set(names).size === 1 ? names[0]?.slice(1, -1) : names.sort().join('+') || undefined;
}

function countTokens(seed: number, perKind: number, redact: Redactor, byKind: Map<string, Count>): void {
  const random = createRandom(seed * 31 + 23);
  const lines = ['token {} refused', 'using "{}"', 'value={}', '{}', 'header x-key: {}', '{"k":"{}"}'];
  for (const { name, make, around } of tokenKinds) {
    const count = byKind.get(name) ?? { found: 0, total: 0 };
    for (let index = 0; index < perKind; index++) {
      const token = make(random);
      const output = redact((around ?? random.pick(lines)).replace('{}', () => token));
      count.total += 1;
      if (!JSON.stringify(output ?? null).includes(token.slice(-16))) count.found += 1;
    }
    byKind.set(name, count);
  }
}

function countLookAlikes(seed: number, redact: Redactor, looks: Count): string[] {
  const touched = lookAlikes(createRandom(seed * 31 + 29)).filter((line) => {
    looks.total += 1;
    return redact(line) !== line;
  });
  looks.found += touched.length;
  return touched;
}

function countKeyLines(seed: number, redact: Redactor, count: Count): void {
  const random = createRandom(seed * 31 + 37);
  for (let key = 0; key < 5; key++) {
    const [head, body, foot] = privateKey(random).map((part) =>
      typeof part === 'string' ? part : 'beside' in part ? part.beside : part.text,
    );
    redact(`loading key ${key}`);
    redact(head?.trim() ?? '');
    for (const line of (body ?? '').split('\n')) {
      count.total += 1;
      if (JSON.stringify(redact(line) ?? null).includes(line.slice(0, 10))) count.found += 1;
    }
    redact(foot?.trim() ?? '');
    count.total += 1;
    if (redact(`order ${key} shipped`) !== `order ${key} shipped`) count.found += 1;
  }
}
