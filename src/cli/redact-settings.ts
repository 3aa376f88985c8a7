import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { filterKinds } from '../../filters/index.ts';
import { redactKind } from '../../filters/redact/config.ts';
import { filterVariable, read } from '../config/environment.ts';
import { isSection, readConfigFile, type Section } from '../config/file.ts';
import { chooseFilters, isOff } from '../config/filters.ts';
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
  | {
      readonly ok: true;
      readonly settings: RedactSettings;
      /** Where the mode was set, when it is not the default. */
      readonly modeFrom: string | undefined;
    }
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
    const file = await fileSettings(sources.config);
    if (file.ok) {
      ({ source } = file);
      for (const [name, value] of Object.entries(file.settings)) settings.set(name, { value, source: file.source });
    } else unread.push(...file.problems);
  }
  for (const [name, variable] of Object.entries(redactKind.environment)) {
    const value = read(sources.environment, variable);
    if (value === undefined) continue;
    // No list, but what leaves the whole filter out; an option that says what to look for wins.
    const isSwitch = variable === filterVariable(redactKind) && isOff(redactKind, sources.environment);
    if (!isSwitch) settings.set(name, { value, source: variable });
    else if (sources.options.identifiers === undefined) settings.set('mode', { value: 'off', source: variable });
  }
  for (const name of ['identifiers', 'keys', 'method'] as const) {
    const value = sources.options[name];
    if (value !== undefined) settings.set(name, { value, source: `--${name}` });
  }
  const variable = sources.options.hmacKeyEnv;
  if (variable !== undefined) {
    const value = read(sources.environment, variable);
    if (value === undefined) unread.push(unsetKey(variable));
    else settings.set('hmacKey', { value, source: `--hmac-key-env ${variable}` });
  }
  if (unread.length > 0) return { ok: false, problems: unread };
  const value = Object.fromEntries([...settings].map(([name, setting]) => [name, setting.value]));
  const parsed = z.safeParse(redactKind.config, value);
  if (parsed.success) return { ok: true, settings: parsed.data, modeFrom: settings.get('mode')?.source };
  const problems = problemsOf(parsed.error.issues, {
    schema: redactKind.config,
    value,
    place(path) {
      const name = path.join('.');
      const from = settings.get(path[0] ?? '')?.source ?? source;
      return { label: from === undefined ? name : `${name} in ${from}`, setHere: name === 'hmacKey' ? keyHere : name };
    },
    isSecret: (path) => redactKind.secrets.includes(path[0] ?? ''),
  });
  return { ok: false, problems };
}

// What only a whole Sluice configuration has. With one of these and no redact filter, the filter has its defaults.
const wholeConfiguration = ['filters', 'sinks', 'types', 'flush', 'buffer', 'strict', 'logLevel', 'port'];

type FileSettings =
  | { readonly ok: true; readonly settings: Section; readonly source: string }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

async function fileSettings(path: string): Promise<FileSettings> {
  const file = await readConfigFile(path, (name) => readFile(name, 'utf8'));
  if (!file.ok) return { ok: false, problems: [{ ...file.problem, path: '--config' }] };
  const { content } = file;
  // Inline JSON is not repeated: it may hold the key.
  const source = file.source === path ? path : '--config';
  if (!wholeConfiguration.some((key) => key in content)) return { ok: true, settings: content, source };
  const { settings, problems } = chooseFilters(filterKinds, content['filters'], source, {});
  if (problems.length > 0) return { ok: false, problems };
  const own = settings[redactKind.name];
  return { ok: true, settings: isSection(own) ? own : {}, source };
}

const keyHere = `${redactKind.environment['hmacKey']}, or name the variable that holds the key with --hmac-key-env`;

function unsetKey(variable: string): ConfigProblem {
  const isNamed = variable.trim() !== '';
  return {
    path: '--hmac-key-env',
    found: isNamed ? `${variable}, which is not set` : 'an empty name',
    expected: 'the name of an environment variable that holds the key',
    fix: isNamed ? `Set ${variable}, or name the variable that has the key.` : 'Name the variable that has the key.',
  };
}
