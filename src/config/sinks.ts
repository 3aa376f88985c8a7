import type { ConfigProblem } from '../contracts/config.ts';
import type { SinkKind } from '../contracts/sink.ts';
import { type Environment, read, sinkSettingsVariable, sinksVariable, sinkVariable } from './environment.ts';
import { isSection, type Section } from './file.ts';
import { nearest } from './nearest.ts';
import { quote } from './problems.ts';
import { commaList } from './values.ts';

/** Imports a module of the user's own and answers its kind, or why it has none, in words that name the module. */
export type LoadSinkModule = (path: string) => Promise<SinkKind | string>;

export interface SinksInput {
  readonly kinds: readonly SinkKind[];
  /** The file's `sinks`, unchecked. */
  readonly section: unknown;
  /** The file it was read from. */
  readonly source: string;
  readonly environment: Environment;
  readonly loadSinkModule: LoadSinkModule;
}

export interface ChosenSinks {
  /** The sinks to ship to, by name, in the order in which they are named. */
  readonly used: ReadonlyMap<string, SinkKind>;
  /** Why each of them is used: SLUICE_SINKS, the file, or the variable that gives it a setting. */
  readonly chosenBy: ReadonlyMap<string, string>;
  /** Every sink whose variables have a meaning: those of the file, those of modules, and every kind under its own name. */
  readonly known: ReadonlyMap<string, SinkKind>;
  /** Names of the sinks that come from modules: their settings may be given as one JSON object. */
  readonly own: ReadonlySet<string>;
  /** Settings from the file by sink, without `kind` and `module`, which are read here. */
  readonly settings: Section;
  readonly problems: readonly ConfigProblem[];
}

// What the steps below fill in, one after the other.
interface Draft {
  readonly known: Map<string, SinkKind>;
  readonly own: Set<string>;
  readonly settings: Record<string, unknown>;
  readonly problems: ConfigProblem[];
}

// Names end up in paths and, in capitals, in the names of variables.
const validName = /^[A-Za-z][A-Za-z0-9_-]*$/;
const nameRule = 'a name of letters, digits, - and _ that starts with a letter and that no other sink has';

/**
 * Decides which sinks are used: those that SLUICE_SINKS names, else those of the file's `sinks` and every kind of which at
 * least one variable is set. An entry of SLUICE_SINKS that holds a slash or ends in `.js` or `.mjs` is the path of a module.
 */
export async function chooseSinks(input: SinksInput): Promise<ChosenSinks> {
  const known = new Map(input.kinds.map((kind) => [kind.name, kind]));
  const draft: Draft = { known, own: new Set(), settings: {}, problems: [] };

  // Modules first: an entry of the file may hold the settings of one, or be of its kind.
  const named = await resolveNamed(input, draft);
  await readSection(input, draft);

  const kindNames = [...known.keys()];
  for (const name of named) if (!known.has(name)) draft.problems.push(unknownKind(sinksVariable, name, kindNames));
  const chosenBy = new Map<string, string>();
  for (const name of named.length > 0 ? named : kindNames) {
    const by =
      named.length > 0 ? sinksVariable : Object.hasOwn(draft.settings, name) ? input.source : setBy(name, input, draft);
    if (by !== undefined && known.has(name)) chosenBy.set(name, by);
  }
  return { ...draft, chosenBy, used: new Map([...chosenBy.keys()].map((name) => [name, known.get(name)!])) };
}

/** The names in SLUICE_SINKS, each module replaced by the name of the kind it exports. */
async function resolveNamed(input: SinksInput, { known, own, problems }: Draft): Promise<string[]> {
  const names: string[] = [];
  for (const entry of commaList(read(input.environment, sinksVariable) ?? '')) {
    if (!/\/|\.m?js$/.test(entry)) {
      names.push(entry);
      continue;
    }
    const kind = await input.loadSinkModule(entry);
    if (typeof kind === 'string') {
      problems.push(noModule(sinksVariable, kind));
    } else if (!validName.test(kind.name) || known.has(kind.name)) {
      const found = `the name ${quote(kind.name)} from ${entry}`;
      const fix = 'Change the name that the module exports.';
      problems.push({ path: sinksVariable, found, expected: nameRule, fix });
    } else {
      known.set(kind.name, kind);
      own.add(kind.name);
      names.push(kind.name);
    }
  }
  return names;
}

async function readSection(input: SinksInput, { known, own, settings, problems }: Draft): Promise<void> {
  const section = input.section ?? {};
  if (!isSection(section)) {
    const fix = 'Write { "s3": { "bucket": "…" } }.';
    const expected = 'an object of sinks by name';
    problems.push({ path: `sinks in ${input.source}`, found: quote(section), expected, fix });
    return;
  }
  const kindNames = [...known.keys()];
  for (const [name, value] of Object.entries(section)) {
    const path = `sinks.${name} in ${input.source}`;
    if (!validName.test(name)) {
      problems.push({ path, found: `the name ${quote(name)}`, expected: nameRule, fix: 'Rename it.' });
      continue;
    }
    const { kind: kindName = name, module, ...rest } = isSection(value) ? value : {};
    settings[name] = isSection(value) ? rest : value;
    const kind = module === undefined ? known.get(String(kindName)) : await input.loadSinkModule(String(module));
    if (kind === undefined) {
      problems.push(unknownKind(path, kindName, kindNames));
    } else if (typeof kind === 'string') {
      problems.push(noModule(path, kind));
    } else {
      known.set(name, kind);
      if (module !== undefined) own.add(name);
    }
  }
}

function setBy(name: string, { environment }: SinksInput, { known, own }: Draft): string | undefined {
  const variables = Object.values(known.get(name)!.environment).map((ending) => sinkVariable(name, ending));
  if (own.has(name)) variables.push(sinkSettingsVariable(name));
  return variables.find((variable) => read(environment, variable));
}

function noModule(path: string, found: string): ConfigProblem {
  const fix = 'Mend the path or the module, as docs/write-a-sink.md shows.';
  return { path, found, expected: 'the path of a module that exports a sink', fix };
}

function unknownKind(path: string, found: unknown, known: readonly string[]): ConfigProblem {
  const like = nearest(String(found), known);
  return {
    path,
    found: `the sink ${quote(found)}`,
    expected: `one of ${known.join(', ')}, or a module of your own`,
    fix: like ? `Did you mean ${like}?` : 'Correct the name; in the file, "kind" says which kind of sink it is.',
  };
}
