import type { ConfigProblem } from '../contracts/config.ts';
import type { FilterKind } from '../contracts/filter.ts';
import type { SinkKind } from '../contracts/sink.ts';
import { nearest } from './nearest.ts';

/** The process environment, or a stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'SLUICE_';

/** The variable that names the file, or holds the configuration itself as JSON. */
export const configVariable = 'SLUICE_CONFIG';
export const sinksVariable = 'SLUICE_SINKS';

/** Core variables and the path of the setting that each of them sets. */
export const coreVariables: ReadonlyMap<string, string> = new Map([
  ['SLUICE_TYPES', 'types'],
  ['SLUICE_FLUSH', 'flush.policy'],
  ['SLUICE_FLUSH_INTERVAL_MS', 'flush.intervalMs'],
  ['SLUICE_FLUSH_BYTES', 'flush.bytes'],
  ['SLUICE_BUFFER_BYTES', 'buffer.bytes'],
  ['SLUICE_SPILL_DIR', 'buffer.spillDir'],
  ['SLUICE_SPILL_BYTES', 'buffer.spillBytes'],
  ['SLUICE_STRICT', 'strict'],
  ['SLUICE_LOG_LEVEL', 'logLevel'],
  ['SLUICE_PORT', 'port'],
]);

// Set by the launcher, which registers before the program starts. No setting, and no mistake of the user's.
const internalVariables = ['SLUICE_EXTENSION_ID'];

/** The variable of one setting of the sink `sink`: `SLUICE_S3_BUCKET` for `s3` and `BUCKET`. */
export function sinkVariable(sink: string, ending: string): string {
  return `${prefix}${sink.toUpperCase().replaceAll('-', '_')}_${ending}`;
}

/** The variable that holds all settings of a sink as one JSON object, for kinds that name no variables of their own. */
export function sinkSettingsVariable(sink: string): string {
  return sinkVariable(sink, 'SETTINGS');
}

/** The variable that leaves a filter out when it says `off`, whatever else is configured: `SLUICE_REDACT`. */
export function filterVariable(filter: FilterKind): string {
  return `${prefix}${filter.name.toUpperCase()}`;
}

/** Variable → path of its setting, for everything that `sinks` (by name) and `filters` understand and for the core. */
export function knownVariables(
  sinks: ReadonlyMap<string, SinkKind>,
  filters: readonly FilterKind[],
): ReadonlyMap<string, string> {
  const known = new Map(coreVariables);
  for (const filter of filters) {
    for (const [setting, variable] of Object.entries(filter.environment)) {
      known.set(variable, `filters.${filter.name}.${setting}`);
    }
  }
  for (const [name, kind] of sinks) {
    for (const [setting, ending] of Object.entries(kind.environment)) {
      const variable = sinkVariable(name, ending);
      // A sink may have any name, also one that spells another variable's: that keeps its meaning.
      if (!known.has(variable)) known.set(variable, `sinks.${name}.${setting}`);
    }
  }
  return known;
}

/** The value of a variable; `undefined` when it is unset or empty, as templates leave a parameter that was not given. */
export function read(environment: Environment, variable: string): string | undefined {
  const value = environment[variable]?.trim();
  return value === '' ? undefined : value;
}

/**
 * A problem for each `SLUICE_` variable that nothing understands. Its value is not quoted: it may be a secret under a
 * mistyped name.
 */
export function unknownVariables(environment: Environment, known: ReadonlySet<string>): ConfigProblem[] {
  const variables = Object.keys(environment).filter((name) => name.startsWith(prefix) && read(environment, name));
  const unknown = variables.filter((name) => !known.has(name) && !internalVariables.includes(name));
  // Without the prefix, which would make any two names look alike.
  const endings = [...known].map((name) => name.slice(prefix.length));
  return unknown.map((path) => {
    const ending = nearest(path.slice(prefix.length), endings);
    const like = ending && `${prefix}${ending}`;
    return {
      path,
      found: 'a variable that Sluice does not know',
      expected: like ?? 'one of the variables in docs/configuration.md',
      fix: like ? `Did you mean ${like}? Rename it, or remove it.` : 'Remove it, or correct its name.',
    };
  });
}
