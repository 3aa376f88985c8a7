import type { ConfigProblem } from '../contracts/config.ts';
import type { FilterKind } from '../contracts/filter.ts';
import { type Environment, filterVariable, read } from './environment.ts';
import { isSection, type Section } from './file.ts';
import { nearest } from './nearest.ts';
import { quote } from './problems.ts';

export interface ChosenFilters {
  /** The filters to run, by kind name, in the order in which they run. */
  readonly used: ReadonlyMap<string, FilterKind>;
  /** Settings from the file by kind name, without `kind`, which is read here. */
  readonly settings: Section;
  /** Where in the file's list a kind stands, for the place of a problem. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Decides which filters run, and in which order. The file's `filters` is a list, since order matters: the filters run as
 * listed, each kind at most once. Before them, in the order of `kinds`, run those that only the environment asks for; after
 * them those that are on by default and not listed, so that redaction also sees what the others made. A filter is left out
 * only by `off` in the variable of its own name, such as SLUICE_REDACT: a list that omits it does not.
 */
export function chooseFilters(
  kinds: readonly FilterKind[],
  section: unknown,
  source: string,
  environment: Environment,
): ChosenFilters {
  const problems: ConfigProblem[] = [];
  const settings: Record<string, unknown> = {};
  const indexes = new Map<string, number>();
  const listed: FilterKind[] = [];

  const list = section ?? [];
  if (!Array.isArray(list)) {
    const fix = 'Write [ { "kind": "drop", "types": "platform.start" } ].';
    problems.push({ path: `filters in ${source}`, found: quote(section), expected: 'a list, in running order', fix });
  }
  for (const [index, entry] of (Array.isArray(list) ? list : []).entries()) {
    const { kind: name, ...rest } = isSection(entry) ? entry : { kind: undefined };
    const kind = kinds.find((candidate) => candidate.name === name);
    if (!kind || indexes.has(kind.name)) {
      problems.push(kind ? repeated(index, kind.name, source) : unknownKind(index, name, kinds, source));
      continue;
    }
    settings[kind.name] = rest;
    indexes.set(kind.name, index);
    listed.push(kind);
  }

  const rest = kinds.filter((kind) => !listed.includes(kind));
  const asked = rest.filter((kind) => !kind.byDefault && isSet(kind, environment));
  const standing = rest.filter((kind) => kind.byDefault);
  const running = [...asked, ...listed, ...standing].filter((kind) => !isOff(kind, environment));
  return { used: new Map(running.map((kind) => [kind.name, kind])), settings, indexes, problems };
}

function isSet(kind: FilterKind, environment: Environment): boolean {
  return Object.values(kind.environment).some((variable) => read(environment, variable));
}

/** True when the variable of the filter's own name says `off`, in any case. */
export function isOff(kind: FilterKind, environment: Environment): boolean {
  return read(environment, filterVariable(kind))?.toLowerCase() === 'off';
}

function repeated(index: number, name: string, source: string): ConfigProblem {
  return {
    path: `filters[${index}] in ${source}`,
    found: `a second ${name} filter`,
    expected: 'each kind at most once',
    fix: 'Put the settings of both into one entry.',
  };
}

function unknownKind(index: number, name: unknown, kinds: readonly FilterKind[], source: string): ConfigProblem {
  const names = kinds.map((kind) => kind.name);
  const like = nearest(String(name), names);
  return {
    path: `filters[${index}].kind in ${source}`,
    found: quote(name),
    expected: `one of ${names.join(', ')}`,
    fix: like ? `Did you mean ${like}?` : 'Name the kind of the filter: { "kind": "drop", … }.',
  };
}
