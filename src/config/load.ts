import * as z from 'zod/mini';
import type { Config, ConfigProblem } from '../contracts/config.ts';
import type { FilterKind } from '../contracts/filter.ts';
import { logLevels, type LogLevel } from '../contracts/log.ts';
import type { SinkKind } from '../contracts/sink.ts';
import { errors } from '../errors.ts';
import { configVariable, type Environment, knownVariables, read } from './environment.ts';
import { sinkSettingsVariable, sinksVariable, unknownVariables } from './environment.ts';
import { readConfigFile, type Section } from './file.ts';
import { chooseFilters } from './filters.ts';
import { mergeSettings } from './merge.ts';
import { problemsOf } from './problems.ts';
import { type Settings, settingsSchema } from './schema.ts';
import { maskTexts, secretTexts } from './secrets.ts';
import { chooseSinks, type LoadSinkModule } from './sinks.ts';
import { type SettingSource, sourcesOf } from './sources.ts';
import { parseFlag } from './values.ts';

export interface ConfigInput {
  readonly environment: Environment;
  readonly sinkKinds: readonly SinkKind[];
  /** In the default order of running. */
  readonly filterKinds: readonly FilterKind[];
  readonly loadSinkModule: LoadSinkModule;
  /** Rejects when the file cannot be read; only the `code` of the error is shown. */
  readFile(path: string): Promise<string>;
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config; readonly sources: ReadonlyMap<string, SettingSource> }
  | {
      readonly ok: false;
      /** All of them, not the first. Never empty. */
      readonly problems: readonly ConfigProblem[];
      /** Read as far as they can be, so that main knows how to fail and how loudly. */
      readonly strict: boolean;
      readonly logLevel: LogLevel;
    };

/**
 * Reads the whole configuration: defaults, then the file that SLUICE_CONFIG names, then the environment, later wins setting
 * by setting. Answers a checked `Config` and where each value comes from, or every problem at once. Called once at the start
 * by main, and by `sluice validate` and `sluice explain`; opens nothing but the file and the modules it is told of.
 */
export async function loadConfig(input: ConfigInput): Promise<LoadedConfig> {
  const { environment, sinkKinds, filterKinds } = input;
  const configured = read(environment, configVariable);
  const file = configured === undefined ? undefined : await readConfigFile(configured, input.readFile);
  const content: Section = file?.ok ? file.content : {};
  const source = file?.ok ? file.source : configVariable;

  const sinks = await chooseSinks({
    kinds: sinkKinds,
    section: content['sinks'],
    source,
    environment,
    loadSinkModule: input.loadSinkModule,
  });
  const filters = chooseFilters(filterKinds, content['filters'], source, environment);
  const variables = knownVariables(sinks.known, filterKinds);
  const merged = mergeSettings({ environment, content, source, sinks, filters, variables });
  const memoryMb = environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'];
  const schema = settingsSchema(sinks.used, filters.used, memoryMb === undefined ? undefined : Number(memoryMb));

  const understood = new Set([configVariable, sinksVariable, ...variables.keys()]);
  for (const name of sinks.own) understood.add(sinkSettingsVariable(name));
  const problems = [...unknownVariables(environment, understood), ...sinks.problems, ...filters.problems];
  problems.push(...merged.problems);
  if (file && !file.ok) problems.unshift(file.problem);

  const result = await z.safeParseAsync(schema, merged.value).catch(schemaFault);
  if (!result.success) {
    const found = problemsOf(result.error.issues, { schema, ...merged });
    // Without its file the rest of the configuration is incomplete, and saying so would hide the one true problem.
    problems.push(...(file?.ok === false ? found.filter((problem) => problem.found !== 'nothing') : found));
  }
  if (sinks.used.size === 0 && problems.length === 0) problems.push(noSinks());
  if (!result.success || problems.length > 0) {
    const secrets = secretTexts(merged.secretValues);
    return {
      ok: false,
      problems: problems.map((problem) => masked(problem, secrets)),
      ...lenient(environment, content),
    };
  }
  const config = composed(result.data, sinks.used, filters.used);
  return { ok: true, config, sources: sourcesOf(config, merged, sinks.chosenBy) };
}

// A module of the user's own brings its schema; one that throws must not end the extension, and with it the function.
function schemaFault(error: unknown): { success: false; error: { issues: z.core.$ZodIssue[] } } {
  const message = `a schema that does not throw (${error instanceof Error ? error.name : 'no Error'})`;
  return { success: false, error: { issues: [{ code: 'custom', path: ['sinks'], message }] } };
}

function composed(
  settings: Settings,
  sinks: ReadonlyMap<string, SinkKind>,
  filters: ReadonlyMap<string, FilterKind>,
): Config {
  return {
    ...settings,
    sinks: [...sinks].map(([name, kind]) => ({ name, kind, settings: settings.sinks[name] })),
    filters: [...filters].map(([name, kind]) => ({ kind, settings: settings.filters[name] })),
  };
}

function noSinks(): ConfigProblem {
  return {
    path: 'sinks',
    found: 'NO_SINKS: no sink has settings',
    expected: 'at least one sink',
    fix: errors.NO_SINKS.fix,
  };
}

function masked(problem: ConfigProblem, secrets: readonly string[]): ConfigProblem {
  return {
    path: problem.path,
    found: maskTexts(problem.found, secrets),
    expected: maskTexts(problem.expected, secrets),
    fix: maskTexts(problem.fix, secrets),
  };
}

function lenient(environment: Environment, content: Section): { strict: boolean; logLevel: LogLevel } {
  const isLevel = (value: unknown): value is LogLevel => logLevels.includes(value as LogLevel);
  return {
    strict: parseFlag(read(environment, 'SLUICE_STRICT')) ?? parseFlag(content['strict']) ?? false,
    logLevel: [read(environment, 'SLUICE_LOG_LEVEL'), content['logLevel']].find(isLevel) ?? 'warn',
  };
}
