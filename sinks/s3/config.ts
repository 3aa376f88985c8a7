import * as z from 'zod/mini';
import type { SinkKind } from '../../src/contracts/sink.ts';

/** What a key template may name, in braces. */
export const placeholders = [
  'prefix',
  'functionName',
  'functionVersion',
  'region',
  'environmentId',
  'yyyy',
  'MM',
  'dd',
  'HH',
  'first',
  'last',
  'ext',
] as const;
export type Placeholder = (typeof placeholders)[number];

export const defaultKeyTemplate =
  '{prefix}{functionName}/{yyyy}/{MM}/{dd}/{HH}/{environmentId}-{first}-{last}.ndjson{ext}';

export const compressions = ['gzip', 'zstd', 'none'] as const;

const storageClasses = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const;

// Without any of these, two batches could get one key, and the second would overwrite the first.
const required: readonly Placeholder[] = ['environmentId', 'first', 'last'];

const bucket = z
  .string()
  .check(
    z.regex(/^(?:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|arn:\S+)$/, 'a bucket name or an access point ARN, without s3://'),
  )
  .register(z.globalRegistry, { description: 'Name of the bucket, or ARN of an access point.' });

const prefix = z
  ._default(
    z
      .string()
      .check(z.regex(/^(?!\/)[^{}]*$/, 'plain text without a leading slash; placeholders belong in keyTemplate')),
    '',
  )
  .register(z.globalRegistry, { description: 'Start of every key. Usually ends with a slash: `logs/`.' });

const keyTemplate = z
  ._default(
    z.string().check(
      z.superRefine((template, context) => {
        for (const message of templateProblems(template)) context.addIssue(message);
      }),
    ),
    defaultKeyTemplate,
  )
  .register(z.globalRegistry, {
    description: `Key of each object. Placeholders: ${inBraces(placeholders).join(' ')}.`,
  });

const config = z
  .strictObject({
    bucket,
    prefix,
    keyTemplate,
    compression: z._default(z.enum(compressions), 'gzip').register(z.globalRegistry, {
      description: 'How objects are compressed. `zstd` needs Node 22.15 or the standalone layer.',
    }),
    kmsKeyId: z.optional(z.string().check(z.minLength(1, 'id, ARN or alias of a KMS key'))).register(z.globalRegistry, {
      description: 'KMS key for encryption at rest. Without it the bucket’s default applies.',
    }),
    storageClass: z.optional(z.enum(storageClasses)).register(z.globalRegistry, {
      description: 'Storage class of the objects. Without it the bucket’s default applies.',
    }),
  })
  .check(
    z.refine(({ prefix, keyTemplate }) => prefix === '' || keyTemplate.includes('{prefix}'), {
      path: ['keyTemplate'],
      error: 'a template with {prefix}, since a prefix is set',
    }),
  );

export type S3Settings = z.infer<typeof config>;

export const s3Kind: SinkKind<S3Settings> = {
  name: 's3',
  summary: 'Writes one compressed NDJSON object per batch to a bucket; a retry overwrites itself.',
  config,
  environment: {
    bucket: 'BUCKET',
    prefix: 'PREFIX',
    keyTemplate: 'KEY_TEMPLATE',
    compression: 'COMPRESSION',
    kmsKeyId: 'KMS_KEY_ID',
    storageClass: 'STORAGE_CLASS',
  },
  secrets: [],
  load: () => import('./sink.ts'),
};

// Each says what was expected instead.
function templateProblems(template: string): string[] {
  const problems: string[] = [];
  const named = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  for (const name of named) {
    if ((placeholders as readonly string[]).includes(name)) continue;
    const near = nearest(name);
    problems.push(
      `${near === undefined ? `one of ${inBraces(placeholders).join(' ')}` : `{${near}}`} in place of {${name}}`,
    );
  }
  if (/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))) problems.push('a template whose braces come in pairs');
  const missing = inBraces(required.filter((name) => !named.includes(name)));
  if (missing.length > 0) {
    problems.push(`a template with ${missing.join(' and ')}, without which objects overwrite each other`);
  }
  if (template.startsWith('/')) problems.push('a template without a leading slash');
  return problems;
}

function inBraces(names: readonly string[]): string[] {
  return names.map((name) => `{${name}}`);
}

const synonyms: Readonly<Record<string, Placeholder>> = { year: 'yyyy', month: 'MM', day: 'dd', hour: 'HH' };

// Slips are in the case or towards the end of a name, so the longest common start finds the one that was meant.
function nearest(name: string): Placeholder | undefined {
  const wanted = name.toLowerCase();
  const synonym = synonyms[wanted];
  if (synonym !== undefined) return synonym;
  let best: Placeholder | undefined;
  let bestLength = 0;
  for (const candidate of placeholders) {
    const other = candidate.toLowerCase();
    let length = 0;
    while (length < wanted.length && wanted[length] === other[length]) length++;
    if (length > bestLength) [best, bestLength] = [candidate, length];
  }
  return best;
}
