import type { ConfigProblem } from '../contracts/config.ts';
import { type Environment, read, sinkSettingsVariable } from './environment.ts';
import { isSection, parseJsonText, type Section } from './file.ts';
import type { ChosenFilters } from './filters.ts';
import type { Checked } from './problems.ts';
import type { ChosenSinks } from './sinks.ts';

export interface MergeInput {
  readonly environment: Environment;
  readonly content: Section;
  /** The file that `content` was read from. */
  readonly source: string;
  readonly sinks: ChosenSinks;
  readonly filters: ChosenFilters;
  /** Variable → path of its setting. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The settings of file and environment in one, as the schema expects them, and what is known about each. */
export interface MergedSettings extends Omit<Checked, 'schema'> {
  readonly value: Section;
  /** Path → variable or file by which it was set. */
  readonly origins: ReadonlyMap<string, string>;
  /** The values of all settings that are secret, to be kept out of every text. */
  readonly secretValues: readonly unknown[];
  readonly problems: readonly ConfigProblem[];
}

/**
 * Lays the environment over the file, setting by setting. Kinds that are not used are left out: their settings are neither
 * checked nor a mistake. Pure.
 */
export function mergeSettings(input: MergeInput): MergedSettings {
  const { environment, content, source, sinks, filters, variables } = input;
  const origins = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  // YAML reads `console:` with nothing after it as null: a sink without settings.
  let value: Section = {
    ...content,
    sinks: Object.fromEntries([...sinks.used.keys()].map((name) => [name, sinks.settings[name] ?? {}])),
    filters: Object.fromEntries([...filters.used.keys()].map((name) => [name, filters.settings[name] ?? {}])),
  };
  rememberFile(value, [], source, origins);

  const set = (path: readonly string[], setting: unknown, variable: string) => {
    value = withSetting(value, path, setting);
    origins.set(path.join('.'), variable);
  };
  for (const name of sinks.used.keys()) {
    const variable = sinkSettingsVariable(name);
    const text = sinks.own.has(name) ? read(environment, variable) : undefined;
    if (text === undefined) continue;
    const parsed = parseJsonText(text);
    if (parsed.ok && isSection(parsed.value)) {
      for (const [key, setting] of Object.entries(parsed.value)) set(['sinks', name, key], setting, variable);
    } else {
      const found = parsed.ok ? 'JSON that is no object' : parsed.found;
      problems.push({ path: variable, found, expected: 'a JSON object of settings', fix: 'Mend the JSON.' });
    }
  }
  for (const [variable, path] of variables) {
    const setting = read(environment, variable);
    if (setting !== undefined && isUsed(path, input)) set(path.split('.'), setting, variable);
  }

  const secrets = secretSettings(input);
  return {
    value,
    origins,
    problems,
    secretValues: secrets.map((path) =>
      path.reduce<unknown>((at, key) => (isSection(at) ? at[key] : undefined), value),
    ),
    isSecret: (path) => secrets.some((secret) => secret.every((key, depth) => path[depth] === key)),
    place: (path) => placeOf(path, origins, input),
  };
}

// Below the settings of a kind, three names deep, there is nothing that a variable could set on its own.
function rememberFile(section: Section, path: readonly string[], source: string, origins: Map<string, string>): void {
  for (const [key, value] of Object.entries(section)) {
    const inner = [...path, key];
    // The sections of the kinds are made here, whether the file has them or not.
    const isOfKinds = inner.length < 3 && (inner[0] === 'sinks' || inner[0] === 'filters');
    if (!isSection(value) || !isOfKinds) origins.set(inner.join('.'), source);
    if (isSection(value) && inner.length < 3) rememberFile(value, inner, source, origins);
  }
}

// Where a section is expected and something else stands, that stays, for the schema to refuse.
function withSetting(section: Section, [key, ...rest]: readonly string[], value: unknown): Section {
  if (key === undefined) return section;
  if (rest.length === 0) return { ...section, [key]: value };
  const inner = section[key] ?? {};
  return isSection(inner) ? { ...section, [key]: withSetting(inner, rest, value) } : section;
}

function isUsed(path: string, { sinks, filters }: MergeInput): boolean {
  const [section, name] = path.split('.');
  if (section === 'sinks') return sinks.used.has(name!);
  return section === 'filters' ? filters.used.has(name!) : true;
}

function secretSettings({ sinks, filters }: MergeInput): string[][] {
  const of = (section: string, kinds: ReadonlyMap<string, { readonly secrets: readonly string[] }>) =>
    [...kinds].flatMap(([name, { secrets }]) =>
      secrets.map((setting) => (setting === '*' ? [section, name] : [section, name, setting])),
    );
  return [...of('sinks', sinks.used), ...of('filters', filters.used)];
}

function placeOf(path: readonly string[], origins: ReadonlyMap<string, string>, input: MergeInput) {
  const inFile = `${format(path, input)} in ${input.source}`;
  for (let length = path.length; length > 0; length--) {
    const origin = origins.get(path.slice(0, length).join('.'));
    if (origin === input.source) return { label: inFile, setHere: inFile };
    if (origin === undefined) continue;
    const isWhole = input.sinks.own.has(path[1]!) && origin === sinkSettingsVariable(path[1]!);
    const within = format(path.slice(isWhole ? 2 : length), input);
    const label = within === '' ? origin : `${within} in ${origin}`;
    return { label, setHere: label };
  }
  const whole = path[0] === 'sinks' && input.sinks.own.has(path[1]!) ? sinkSettingsVariable(path[1]!) : undefined;
  const variable = [...input.variables].find(([, setting]) => setting === path.join('.'))?.[0] ?? whole;
  const label = variable ?? format(path, input);
  return { label, setHere: Object.keys(input.content).length > 0 && variable ? `${variable}, or ${inFile}` : label };
}

// As one would write it to reach into the file: `filters[1].rules[0].pattern`.
function format(path: readonly string[], { filters }: MergeInput): string {
  const index = path[0] === 'filters' ? filters.indexes.get(path[1]!) : undefined;
  const written = index === undefined ? path : ['filters', String(index), ...path.slice(2)];
  return written.reduce((text, key) => {
    if (/^\d+$/.test(key)) return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}
