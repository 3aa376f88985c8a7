import * as z from 'zod/mini';
import type { IssueWords } from '../../src/contracts/config.ts';
import type { FilterKind } from '../../src/contracts/filter.ts';
import { listOf, selectIdentifiers } from './names.ts';
import { parsePath } from './record/path-notation.ts';
import { unknownIdentifier } from './unknown-identifier.ts';
import { patternProblem } from './patterns/check.ts';

export const methods = ['replace', 'mask', 'partial', 'hmac', 'remove', 'drop', 'count'] as const;
export type Method = (typeof methods)[number];

const method = z.enum(methods);
const list = z.union([z.string(), z.array(z.string())]);
const kept = z.optional(z.int().check(z.minimum(0), z.maximum(64)));

const rule = z.strictObject({
  /** An identifier, to say how it is redacted; or a name of the user's own, with a pattern. */
  id: z
    .string()
    .check(
      z.regex(/^[A-Za-z][\w-]{0,62}$/, 'a name that begins with a letter and has at most 63 letters, digits, _ and -'),
    ),
  pattern: z.optional(z.string()),
  /** One of these words must stand within `within` characters in front. */
  keywords: z.optional(z.array(z.string().check(z.minLength(2), z.maxLength(50)))),
  within: z.optional(z.int().check(z.minimum(1), z.maximum(200))),
  method: z.optional(method),
  keepFirst: kept,
  keepLast: kept,
});

const path = z.string().check((context) => {
  const parsed = parsePath(context.value);
  if (!parsed.ok) context.issues.push({ code: 'custom', input: context.value, message: parsed.expected });
});

const domain = z
  .string()
  .check(
    z.regex(/^[^\s@*.]+(?:\.[^\s@*.]+)*$/, 'a domain as it stands behind the @, such as example.com, without * in it'),
  );

const allow = z.strictObject({
  paths: z._default(z.array(path), []),
  values: z._default(z.array(z.string().check(z.regex(/[^\s-]/, 'a value that is more than blanks and hyphens'))), []),
  emailDomains: z._default(z.array(domain), []),
});

// An example is for those whose shape is not told by their type: an error shows it.
const described = <Schema extends z.core.$ZodType>(schema: Schema, description: string, example?: string): Schema => {
  z.globalRegistry.add(schema, example === undefined ? { description } : { description, example });
  return schema;
};

const settings = z.strictObject({
  mode: described(
    z._default(z.enum(['enforce', 'dry-run', 'off']), 'enforce'),
    '`dry-run` counts what would be redacted and ships records as they are; `off` does nothing.',
  ),
  identifiers: described(
    z._default(list, '@default'),
    'What to look for: groups and identifiers of `docs/identifiers.md`, or ARNs of CloudWatch data identifiers, each with `+` or `-` in front.',
  ),
  method: described(
    z._default(method, 'replace'),
    'What stands in place of a finding: `replace`, `mask`, `partial`, `hmac`, `remove`, `drop` (the record) or `count` (as it was).',
  ),
  keys: described(
    z._default(list, []),
    'Further names of keys whose values are redacted. Case, `-` and `_` do not matter; `*` stands for any letters.',
  ),
  paths: described(
    z._default(z.record(path, method), {}),
    'A method for each path, such as `user.address.**: remove` or `items[*].ssn: hmac`.',
    "{ 'user.address.**': replace, 'items[*].ssn': hmac }",
  ),
  rules: described(
    z._default(z.array(rule), []),
    'A method of its own for an identifier (`id`, `method`, `keepFirst`, `keepLast`), or a pattern of your own (`pattern`, `keywords`, `within`).',
    "[{ id: Jwt, method: mask }, { id: Badge, pattern: 'EMP\\d{5}' }]",
  ),
  allow: described(
    z._default(allow, { paths: [], values: [], emailDomains: [] }),
    'What is left as it is: `paths`, `values` and `emailDomains`.',
    '{ values: [support@example.com], emailDomains: [example.com], paths: [request.id] }',
  ),
  hmacKey: described(z.optional(z.string()), 'The key of the method `hmac`: a secret of 16 characters or more.'),
  onError: described(
    z._default(z.enum(['mask-record', 'drop']), 'mask-record'),
    'What becomes of a record that could not be looked at.',
  ),
});

export type RedactSettings = z.output<typeof settings>;
export type RedactRule = z.output<typeof rule>;

const checked = settings.check((context) => {
  for (const problem of problemsOf(context.value)) {
    const { path, found, message, words } = problem;
    context.issues.push({ code: 'custom', input: found, path: [...path], message, params: { ...words } });
  }
});

/** What a setting says that the shape of the settings cannot rule out. `found` is never a secret. */
interface SettingProblem {
  readonly path: readonly (string | number)[];
  readonly found: unknown;
  /** What is expected. */
  readonly message: string;
  readonly words?: IssueWords;
}

// NIST SP 800-107: a key shorter than this weakens the code; and 16 random characters are easily had.
const shortestHmacKey = 16;

function problemsOf(value: RedactSettings): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const names = selectIdentifiers(value.identifiers, (entry) => {
    problems.push({ path: ['identifiers'], found: value.identifiers, message: unknownIdentifier(entry) });
  });
  const isOff = listOf(value.identifiers).join() === 'off';
  const looksForNothing = value.mode !== 'off' && names.size === 0 && problems.length === 0 && !hasOwn(value);
  if (isOff || looksForNothing) {
    const message =
      'a list that selects something, or keys, paths or patterns of your own beside it; only mode: off and SLUICE_REDACT=off switch redaction off';
    problems.push({ path: ['identifiers'], found: value.identifiers, message });
  }
  for (const setting of ['identifiers', 'keys'] as const) {
    const entries = value[setting];
    if (typeof entries === 'string') continue;
    entries.forEach((entry, at) => {
      // Nothing is left of it where names are compared.
      if (!/[^\s_-]/.test(entry))
        problems.push({ path: [setting, at], found: entry, message: 'a name with letters, digits or *' });
    });
  }
  const wantsKey =
    value.method === 'hmac' ||
    value.rules.some((one) => one.method === 'hmac') ||
    Object.values(value.paths).includes('hmac');
  if (wantsKey && (value.hmacKey ?? '').length < shortestHmacKey) {
    const message = `a key of at least ${shortestHmacKey} characters, which the method hmac needs`;
    problems.push({ path: ['hmacKey'], found: undefined, message });
  }
  value.rules.forEach((one, at) => {
    // Findings go by their id alone: of two rules with one id, one would decide for both.
    const first = value.rules.findIndex(({ id }) => id === one.id);
    if (first < at) {
      const words = { wrong: `rules.${first} has this id`, fix: 'Put both into one rule, or rename a pattern.' };
      problems.push({ path: ['rules', at, 'id'], found: one.id, message: 'an id of its own for each rule', words });
      return;
    }
    const problem = ruleProblem(one, names);
    if (problem === undefined) return;
    const { at: setting, message, words } = problem;
    problems.push({ path: ['rules', at, setting], found: one[setting], message, words });
  });
  return problems;
}

function hasOwn({ keys, paths, rules }: RedactSettings): boolean {
  return listOf(keys).length > 0 || Object.keys(paths).length > 0 || rules.some(({ pattern }) => pattern !== undefined);
}

type RuleProblem = Pick<SettingProblem, 'message'> & { readonly at: 'id' | 'pattern'; readonly words: IssueWords };

function ruleProblem(one: RedactRule, names: ReadonlySet<string>): RuleProblem | undefined {
  let known = true;
  selectIdentifiers([one.id], () => (known = false));
  if (one.pattern === undefined && !known) {
    const words = { wrong: 'no identifier has this name', fix: 'Give the rule a pattern, or name an identifier.' };
    return { at: 'id', message: 'the name of an identifier, or a pattern beside it', words };
  }
  if (one.pattern === undefined) {
    const words = { wrong: 'this identifier is not selected', fix: 'Add it to identifiers, or leave the rule out.' };
    return names.has(one.id) ? undefined : { at: 'id', message: 'an identifier that is looked for', words };
  }
  if (known) {
    const words = { wrong: 'an identifier has this name', fix: 'Choose another one for a pattern of your own.' };
    return { at: 'id', message: 'a name that no identifier has', words };
  }
  const problem = patternProblem(one.pattern, (one.keywords ?? []).length > 0);
  return problem === undefined
    ? undefined
    : { at: 'pattern', message: problem.expected, words: { wrong: problem.wrong, fix: problem.fix } };
}

/** Redaction of personal data and secrets. On unless `SLUICE_REDACT` or `mode` says `off`. */
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
  // Who allows a value in the logs does not want it in an error.
  secrets: ['hmacKey', 'allow'],
  byDefault: true,
  load: () => import('./filter.ts'),
};
