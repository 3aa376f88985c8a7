import * as z from 'zod/mini';
import type { FilterKind } from '../../src/contracts/filter.ts';
import { selectIdentifiers } from './names.ts';
import { patternProblem } from './patterns/check.ts';

export const methods = ['replace', 'mask', 'partial', 'hmac', 'remove', 'drop', 'count'] as const;
export type Method = (typeof methods)[number];

const method = z.enum(methods);
const list = z.union([z.string(), z.array(z.string())]);
const kept = z.optional(z.int().check(z.minimum(0), z.maximum(64)));

const rule = z.strictObject({
  /** An identifier, to say how it is redacted; or a name of the user's own, with a pattern. */
  id: z.string().check(z.regex(/^[A-Za-z][\w-]{0,62}$/, 'expected a name of letters, digits, _ and -')),
  pattern: z.optional(z.string()),
  /** One of these words must stand within `within` characters in front. */
  keywords: z.optional(z.array(z.string().check(z.minLength(2), z.maxLength(50)))),
  within: z.optional(z.int().check(z.minimum(1), z.maximum(200))),
  method: z.optional(method),
  keepFirst: kept,
  keepLast: kept,
});

const settings = z.strictObject({
  mode: z._default(z.enum(['enforce', 'dry-run', 'off']), 'enforce'),
  identifiers: z._default(list, '@default'),
  method: z._default(method, 'replace'),
  keys: z._default(list, []),
  paths: z._default(z.record(z.string(), method), {}),
  rules: z._default(z.array(rule), []),
  allow: z._default(
    z.strictObject({
      paths: z._default(z.array(z.string()), []),
      values: z._default(z.array(z.string()), []),
      emailDomains: z._default(z.array(z.string()), []),
    }),
    { paths: [], values: [], emailDomains: [] },
  ),
  hmacKey: z.optional(z.string()),
  onError: z._default(z.enum(['mask-record', 'drop']), 'mask-record'),
});

export type RedactSettings = z.output<typeof settings>;
export type RedactRule = z.output<typeof rule>;

const checked = settings.check((context) => {
  for (const problem of problemsOf(context.value)) {
    context.issues.push({ code: 'custom', input: problem.found, path: [...problem.path], message: problem.message });
  }
});

/** What a setting says that the shape of the settings cannot rule out. `found` is never a secret. */
interface SettingProblem {
  readonly path: readonly (string | number)[];
  readonly found: unknown;
  readonly message: string;
}

// NIST SP 800-107: a key shorter than this weakens the code; and 16 random characters are easily had.
const shortestHmacKey = 16;

function problemsOf(value: RedactSettings): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const { names, problems: unknown } = selectIdentifiers(value.identifiers);
  for (const { found, message } of unknown)
    problems.push({ path: ['identifiers'], found, message: `${found}: ${message}` });
  const wantsKey =
    value.method === 'hmac' ||
    value.rules.some((one) => one.method === 'hmac') ||
    Object.values(value.paths).includes('hmac');
  if (wantsKey && (value.hmacKey ?? '').length < shortestHmacKey) {
    const message = `the method hmac needs hmacKey (SLUICE_REDACT_HMAC_KEY) with at least ${shortestHmacKey} characters`;
    problems.push({ path: ['hmacKey'], found: undefined, message });
  }
  value.rules.forEach((one, at) => {
    const message = ruleProblem(one, names);
    if (message !== undefined)
      problems.push({
        path: ['rules', at, one.pattern === undefined ? 'id' : 'pattern'],
        found: one.pattern ?? one.id,
        message,
      });
  });
  return problems;
}

function ruleProblem(one: RedactRule, names: ReadonlySet<string>): string | undefined {
  const known = selectIdentifiers([one.id]).problems.length === 0;
  if (one.pattern === undefined) {
    if (!known) return `${one.id}: no identifier has this name; give the rule a pattern, or name an identifier`;
    return names.has(one.id) ? undefined : `${one.id}: this identifier is not selected; add it to identifiers`;
  }
  if (known) return `${one.id}: an identifier has this name; choose another one for a pattern of your own`;
  return patternProblem(one.pattern, (one.keywords ?? []).length > 0);
}

/** Redaction of personal data and secrets. On unless `identifiers` or `mode` says `off`. */
export const redactKind: FilterKind<RedactSettings> = {
  name: 'redact',
  summary: 'Replaces personal data and secrets in every record before it is buffered.',
  config: checked,
  environment: {
    identifiers: 'SLUICE_REDACT',
    keys: 'SLUICE_REDACT_KEYS',
    method: 'SLUICE_REDACT_METHOD',
    hmacKey: 'SLUICE_REDACT_HMAC_KEY',
  },
  secrets: ['hmacKey'],
  byDefault: true,
  load: () => import('./filter.ts'),
};
