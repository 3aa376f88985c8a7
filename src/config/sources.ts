import type { Config } from '../contracts/config.ts';
import type { MergedSettings } from './merge.ts';
import { maskValue } from './secrets.ts';

/** One setting as `sluice explain` prints it. */
export interface SettingSource {
  /** The value in force; `***` when it is secret, so that nobody downstream can print one. */
  readonly value: unknown;
  /** `default`, the variable, or the file. */
  readonly source: string;
  readonly secret: boolean;
}

/**
 * Each setting of a checked configuration by its path, such as `sinks.s3.bucket` or `filters.redact.method`; sinks and filters in
 * the order in which they are used. `chosenBy` says why each sink is used. Pure.
 */
export function sourcesOf(
  config: Config,
  merged: MergedSettings,
  chosenBy: ReadonlyMap<string, string>,
): ReadonlyMap<string, SettingSource> {
  const sources = new Map<string, SettingSource>();
  const add = (path: string, value: unknown, source = merged.origins.get(path) ?? 'default') => {
    if (value === undefined) return;
    const secret = merged.isSecret(path.split('.'));
    // A default is written in the documentation: only what the user gave is masked.
    sources.set(path, { value: maskValue(value, secret && source !== 'default'), source, secret });
  };
  const addSettings = (path: string, settings: unknown) => {
    for (const [key, value] of Object.entries(settings ?? {})) add(`${path}.${key}`, value);
  };

  add('types', config.types);
  for (const { name, kind, settings } of config.sinks) {
    add(`sinks.${name}.kind`, kind.name, chosenBy.get(name));
    addSettings(`sinks.${name}`, settings);
  }
  for (const { kind, settings } of config.filters) addSettings(`filters.${kind.name}`, settings);
  addSettings('flush', config.flush);
  addSettings('buffer', config.buffer);
  add('strict', config.strict);
  add('logLevel', config.logLevel);
  add('port', config.port);
  return sources;
}
