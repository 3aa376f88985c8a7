import * as z from 'zod/mini';
import { dropKind } from '../../../filters/drop/config.ts';
import { levelKind } from '../../../filters/level/config.ts';
import { sampleKind } from '../../../filters/sample/config.ts';
import { sinkKinds } from '../../../sinks/index.ts';
import { type LoadedConfig, loadConfig } from '../../../src/config/load.ts';
import type { ConfigProblem } from '../../../src/contracts/config.ts';
import type { FilterKind } from '../../../src/contracts/filter.ts';
import type { SinkKind } from '../../../src/contracts/sink.ts';

/** A filter that is on by default and has a secret, as redaction is and has. */
export const redactKind: FilterKind = {
  name: 'redact',
  summary: 'Stands for redaction.',
  config: z.strictObject({
    identifiers: z._default(z.string(), '@default'),
    keys: z._default(z.string(), ''),
    method: z._default(z.enum(['replace', 'hmac']), 'replace'),
    hmacKey: z.optional(z.string().check(z.minLength(16))),
    rules: z._default(z.array(z.strictObject({ id: z.string() })), []),
  }),
  environment: {
    identifiers: 'SLUICE_REDACT',
    keys: 'SLUICE_REDACT_KEYS',
    method: 'SLUICE_REDACT_METHOD',
    hmacKey: 'SLUICE_REDACT_HMAC_KEY',
  },
  secrets: ['hmacKey'],
  byDefault: true,
  load: () => Promise.reject(new Error('never loaded here')),
};

/** A sink of the user's own, as a module would export it. */
export const ownKind: SinkKind = {
  name: 'syslog',
  summary: 'Stands for a sink from a module.',
  config: z.strictObject({ host: z.string(), port: z._default(z.number(), 514), token: z.optional(z.string()) }),
  environment: {},
  secrets: ['token'],
  load: () => Promise.reject(new Error('never loaded here')),
};

/** Loads with the real sinks and small filters, `redactKind` in the place of redaction, and `files` as the disk. */
export function load(
  environment: Readonly<Record<string, string | undefined>>,
  files: Readonly<Record<string, string>> = {},
): Promise<LoadedConfig> {
  return loadConfig({
    environment,
    sinkKinds,
    filterKinds: [dropKind, levelKind, sampleKind, redactKind],
    loadSinkModule: async (path) => {
      if (path === '/opt/my/secretive.mjs') return { ...ownKind, secrets: ['*'] };
      return path.startsWith('/opt/my/') ? ownKind : `no module at ${path}`;
    },
    readFile: (path) => {
      const text = files[path];
      const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return text === undefined ? Promise.reject(missing) : Promise.resolve(text);
    },
  });
}

export async function loaded(...input: Parameters<typeof load>): Promise<Extract<LoadedConfig, { ok: true }>> {
  const result = await load(...input);
  if (!result.ok) throw new Error(`unexpected problems: ${JSON.stringify(result.problems, null, 2)}`);
  return result;
}

export async function problems(...input: Parameters<typeof load>): Promise<readonly ConfigProblem[]> {
  const result = await load(...input);
  if (result.ok) throw new Error('expected problems, got none');
  return result.problems;
}
