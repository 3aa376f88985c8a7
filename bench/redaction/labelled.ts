import type { JsonValue } from '../../src/contracts/record.ts';

/** A value that must be redacted, by the name of its identifier. */
export interface Value {
  readonly type: string;
  readonly text: string;
}

/** Text that may be redacted together with the value next to it, such as the word `Bearer`. */
export interface Beside {
  readonly beside: string;
}

export type Part = string | Value | Beside;
export type Text = readonly Part[];

/** A JSON value with labels in it. `embedded` is JSON written into a string; `numeric` a labelled number. */
export type Tree =
  | { readonly text: Text }
  | { readonly plain: JsonValue }
  | { readonly numeric: Value }
  | { readonly embedded: Tree }
  | { readonly list: readonly Tree[] }
  | { readonly object: Readonly<Record<string, Tree>> };

export interface Span {
  readonly start: number;
  readonly end: number;
  /** `undefined`: may be redacted along with its neighbour, need not be. */
  readonly type: string | undefined;
}

/** One log line with its labels. A `tree` is given to the filter as an object, or, `asText`, as a line of JSON. */
export type Example = { readonly format: string } & (
  { readonly text: Text } | { readonly tree: Tree; readonly asText: boolean }
);

/** The text of the parts, each written by `encode`, and where the labelled ones lie in it. */
export function spell(text: Text, encode: (part: string) => string = (part) => part): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  let spelled = '';
  for (const part of text) {
    const start = spelled.length;
    spelled += encode(typeof part === 'string' ? part : 'beside' in part ? part.beside : part.text);
    if (typeof part !== 'string') {
      spans.push({ start, end: spelled.length, type: 'beside' in part ? undefined : part.type });
    }
  }
  return { text: spelled, spans };
}

/** The same parts, each written by `encode`: what a format that escapes or encodes its values does. */
export function encodeText(text: Text, encode: (part: string) => string): Text {
  return text.map((part) => {
    if (typeof part === 'string') return encode(part);
    return 'beside' in part ? { beside: encode(part.beside) } : { type: part.type, text: encode(part.text) };
  });
}

/** The record as a function would log it. */
export function recordOf(example: Example): JsonValue {
  if ('text' in example) return spell(example.text).text;
  const value = jsonOf(example.tree);
  return example.asText ? JSON.stringify(value) : value;
}

export function jsonOf(tree: Tree): JsonValue {
  if ('text' in tree) return spell(tree.text).text;
  if ('plain' in tree) return tree.plain;
  if ('numeric' in tree) return Number(tree.numeric.text);
  if ('embedded' in tree) return JSON.stringify(jsonOf(tree.embedded));
  if ('list' in tree) return tree.list.map(jsonOf);
  return Object.fromEntries(Object.entries(tree.object).map(([key, child]) => [key, jsonOf(child)]));
}

/** The types of all values in an example. */
export function typesOf(example: Example): string[] {
  return 'text' in example ? textTypes(example.text) : treeTypes(example.tree);
}

function textTypes(text: Text): string[] {
  return text.flatMap((part) => (typeof part !== 'string' && 'type' in part ? [part.type] : []));
}

function treeTypes(tree: Tree): string[] {
  if ('text' in tree) return textTypes(tree.text);
  if ('numeric' in tree) return [tree.numeric.type];
  if ('embedded' in tree) return treeTypes(tree.embedded);
  if ('list' in tree) return tree.list.flatMap(treeTypes);
  return 'object' in tree ? Object.values(tree.object).flatMap(treeTypes) : [];
}
