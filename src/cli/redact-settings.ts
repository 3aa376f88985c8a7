import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { redactKind } from '../../filters/redact/config.ts';
import { isSection, readConfigFile, type Section } from '../config/file.ts';
import { problemsOf } from '../config/problems.ts';
import type { ConfigProblem } from '../contracts/config.ts';

/** Where the settings of the redact filter come from, weakest first: a file, SLUICE_REDACT* variables, options. */
export interface SettingsSources {
  /** Path of a JSON or YAML file, or inline JSON: a Sluice configuration, whose redact filter is taken, or the filter's settings alone. */
  readonly config?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly options: {
    readonly identifiers?: string | undefined;
    readonly keys?: string | undefined;
    readonly method?: string | undefined;
    readonly hmacKeyEnv?: string | undefined;
  };
}

export type RedactSettings = z.output<typeof redactKind.config>;

export type SettingsResult =
  | { readonly ok: true; readonly settings: RedactSettings }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

interface Setting {
  readonly value: unknown;
  readonly source: string;
}

/**
 * Joins the sources, a later one replacing a setting of an earlier one as the extension does it, and checks the result by
 * the filter's own schema. All problems at once; a secret is never quoted.
 */
export async function redactSettings(sources: SettingsSources): Promise<SettingsResult> {
  const settings = new Map<string, Setting>();
  const unread: ConfigProblem[] = [];
  let source: string | undefined;
  if (sources.config !== undefined) {
    const read = await fileSettings(sources.config);
    if ('found' in read) unread.push(read);
    else for (const [name, value] of Object.entries(read.settings)) settings.set(name, { value, source: read.source });
    if ('source' in read) ({ source } = read);
  }
  for (const [name, variable] of Object.entries(redactKind.environment)) {
    const value = sources.environment[variable];
    if (value !== undefined && value !== '') settings.set(name, { value, source: variable });
  }
  for (const name of ['identifiers', 'keys', 'method'] as const) {
    const value = sources.options[name];
    if (value !== undefined) settings.set(name, { value, source: `--${name}` });
  }
  const variable = sources.options.hmacKeyEnv;
  if (variable !== undefined) {
    const value = sources.environment[variable];
    if (value === undefined || value === '') unread.push(unsetKey(variable));
    else settings.set('hmacKey', { value, source: `--hmac-key-env ${variable}` });
  }
  if (unread.length > 0) return { ok: false, problems: unread };
  const value = Object.fromEntries([...settings].map(([name, setting]) => [name, setting.value]));
  const parsed = z.safeParse(redactKind.config, value);
  if (parsed.success) return { ok: true, settings: parsed.data };
  const problems = problemsOf(parsed.error.issues, {
    schema: redactKind.config,
    value,
    place(path) {
      const name = path.join('.');
      const from = settings.get(path[0] ?? '')?.source ?? source;
      return { label: from === undefined ? name : `${name} in ${from}`, setHere: name };
    },
    isSecret: (path) => redactKind.secrets.includes(path[0] ?? ''),
  });
  return { ok: false, problems };
}

// What only a whole Sluice configuration has. With one of these and no redact filter, the filter has its defaults.
const wholeConfiguration = ['filters', 'sinks', 'types', 'flush', 'buffer', 'strict', 'logLevel', 'port'];

async function fileSettings(
  path: string,
): Promise<{ readonly settings: Section; readonly source: string } | ConfigProblem> {
  const file = await readConfigFile(path, (name) => readFile(name, 'utf8'));
  if (!file.ok) return { ...file.problem, path: '--config' };
  const { content } = file;
  // Inline JSON is not repeated: it may hold the key.
  const source = file.source === path ? path : '--config';
  if (!wholeConfiguration.some((key) => key in content)) return { settings: content, source };
  const { filters = [] } = content;
  if (!Array.isArray(filters)) {
    return {
      path: `filters in ${source}`,
      found: 'no list',
      expected: 'a list, in running order',
      fix: 'Write, for example: "filters": [{ "kind": "redact", "identifiers": "@default" }]',
    };
  }
  const found: unknown = filters.find((filter) => isSection(filter) && filter['kind'] === redactKind.name);
  if (!isSection(found)) return { settings: {}, source };
  const { kind: _kind, ...settings } = found;
  return { settings, source };
}

function unsetKey(variable: string): ConfigProblem {
  return {
    path: '--hmac-key-env',
    found: `${variable}, which is not set`,
    expected: 'the name of an environment variable that holds the key',
    fix: `Set ${variable}, or name the variable that has the key.`,
  };
}
