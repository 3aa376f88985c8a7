import * as z from 'zod/mini';
import type { ConfigProblem, IssueWords } from '../contracts/config.ts';
import { nearest } from './nearest.ts';
import { maskValue } from './secrets.ts';

/** What a problem's words need to know about the configuration that was checked. */
export interface Checked {
  readonly schema: z.core.$ZodType;
  /** The merged settings that the schema refused. */
  readonly value: unknown;
  /** Where the value at a path was set, in words for the user, and where it could be set when it was not. */
  place(path: readonly string[]): { readonly label: string; readonly setHere: string };
  isSecret(path: readonly string[]): boolean;
}

// zod/mini carries no locale, so an issue for which a schema gave no words of its own says just this.
const noWords = 'Invalid input';
const longestFound = 80;

/** One problem for each issue, and one for each unknown key. Values of secret settings are never quoted. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], checked: Checked): ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(checked.schema, path);
      // A value that was written in the place of a name is still a secret.
      if (checked.isSecret(path)) return issue.keys.map((key) => hiddenKey(checked.place(path).label, key, known));
      return issue.keys.map((key) => unknownKey(checked.place([...path, key]).label, key, known));
    }
    return [problemOf(issue, path, checked)];
  });
}

/** The problem of a key that nothing understands, naming the nearest of `known`. */
export function unknownKey(path: string, key: string, known: readonly string[]): ConfigProblem {
  const like = nearest(key, known);
  return {
    path,
    found: 'an unknown setting',
    expected: known.length > 0 ? `one of ${known.join(', ')}` : 'no setting',
    fix: like ? `Did you mean ${like}? Rename it, or remove it.` : 'Remove it, or correct its name.',
  };
}

function hiddenKey(path: string, key: string, known: readonly string[]): ConfigProblem {
  return {
    ...unknownKey(path, key, known),
    found: `an unknown setting with a name of ${key.length} characters, not shown`,
  };
}

/** A value as a problem quotes it: short, in the notation of JSON, and never an object, since parts of it may be secret. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const isObject = (inner: unknown) => typeof inner === 'object' && inner !== null;
  if (Array.isArray(value) && value.some(isObject)) return `a list of ${value.length}`;
  if (isObject(value) && !Array.isArray(value)) return 'an object';
  const text = JSON.stringify(maskValue(value, false)) ?? typeof value;
  return text.length > longestFound ? `${text.slice(0, longestFound)}…` : text;
}

// What can be said of a secret: enough to see which one it is, and what is wrong with its type.
function hidden(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}, not shown`;
  if (typeof value === 'string') return `text of ${value.length} characters, not shown`;
  if (typeof value === 'number') return `a number of ${String(value).length} characters, not shown`;
  return quote(value);
}

function problemOf(issue: z.core.$ZodIssue, path: readonly string[], checked: Checked): ConfigProblem {
  // Of a name that is refused itself, the value says nothing.
  const isName = issue.code === 'invalid_key';
  const { label, setHere } = checked.place(isName ? path.slice(0, -1) : path);
  const value = isName ? path.at(-1) : valueAt(checked.value, path);
  const expected = wordsOf(issue);
  if (value === undefined) {
    const without = path[0] === 'sinks' && path.length === 3 ? `, or leave the sink ${path[1]} out` : '';
    // A check that has words of its own says more.
    const description =
      issue.message === noWords ? noteAt(checked.schema, path, 'description')?.replace(/\.$/, '') : undefined;
    const what = description === undefined ? expected : `${expected}: ${description}`;
    return { path: label, found: 'nothing', expected: what, fix: `Set ${setHere}${without}.` };
  }
  const like = issue.code === 'invalid_value' ? nearest(String(value), issue.values.map(String)) : undefined;
  const found = checked.isSecret(path) ? hidden(value) : quote(value);
  const example = issue.code === 'invalid_type' ? noteAt(checked.schema, path, 'example') : undefined;
  if (example !== undefined)
    return { path: label, found, expected: `${expected} such as ${example}`, fix: 'Write it like that, or remove it.' };
  const { wrong, fix = 'Correct the value, or remove it.' } = issue.code === 'custom' ? wordsBeside(issue) : {};
  return {
    path: label,
    found: wrong === undefined ? found : `${found}: ${wrong}`,
    expected,
    fix: like ? `Did you mean ${like}?` : fix,
  };
}

function wordsBeside({ params }: z.core.$ZodIssueCustom): IssueWords {
  return params ?? {};
}

function wordsOf(issue: z.core.$ZodIssue): string {
  return issue.message === noWords ? expectedBy(issue) : issue.message;
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return named(issue.expected);
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `${measure(issue.origin)} of at least ${issue.minimum}`;
    case 'too_big':
      return `${measure(issue.origin)} of at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.pattern ? `text that matches ${issue.pattern}` : named(issue.format);
    case 'invalid_key':
      return issue.issues.map(wordsOf).join(', and ');
    case 'invalid_union': {
      const alternatives = issue.errors.flatMap((errors) => errors.filter(({ path }) => path.length === 0));
      return [...new Set(alternatives.map(expectedBy))].join(', or ') || 'another value';
    }
    default:
      return 'another value';
  }
}

function named(type: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    int: 'a whole number',
    array: 'a list',
    object: 'an object',
    record: 'an object',
    boolean: 'true or false',
    url: 'a URL',
  };
  return names[type] ?? `a ${type}`;
}

function measure(origin: string): string {
  if (origin === 'string') return 'a length';
  return origin === 'array' || origin === 'set' ? 'a number of entries' : 'a number';
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
      ? (inner as Record<string, unknown>)[key]
      : undefined;
  }, value);
}

/** The keys that `schema` knows at `path`; none when it has no such place. */
export function knownKeys(schema: z.core.$ZodType, path: readonly string[]): string[] {
  const shapes = schemasAt(schema, path).flatMap(unwrap);
  return [...new Set(shapes.flatMap((inner) => Object.keys(definition(inner).shape ?? {})))];
}

// What the schema says of itself: `description`, and `example` where its type alone does not tell how to write it.
function noteAt(schema: z.core.$ZodType, path: readonly string[], note: 'description' | 'example'): string | undefined {
  const notes = schemasAt(schema, path).map((inner) => z.globalRegistry.get(inner)?.[note]);
  return notes.find((one) => typeof one === 'string');
}

// More than one where a union offers alternatives.
function schemasAt(schema: z.core.$ZodType, path: readonly string[]): z.core.$ZodType[] {
  return path.reduce((schemas, key) => schemas.flatMap(unwrap).flatMap((inner) => child(inner, key)), [schema]);
}

/** The parts of a definition by which one schema holds another. Read through zod's documented `_zod.def`. */
interface Definition {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

function definition(schema: z.core.$ZodType): Definition {
  return schema._zod.def as Definition;
}

// Through optional, default and the like, both sides of a pipe, and the alternatives of a union.
function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { innerType, in: input, out, options } = definition(schema);
  const inner = [innerType, input, out, ...(options ?? [])].filter((part) => part !== undefined);
  return inner.length > 0 ? inner.flatMap(unwrap) : [schema];
}

function child(schema: z.core.$ZodType, key: string): z.core.$ZodType[] {
  const { shape, element, valueType } = definition(schema);
  const inner = shape && Object.hasOwn(shape, key) ? shape[key] : (element ?? valueType);
  return inner ? [inner] : [];
}
