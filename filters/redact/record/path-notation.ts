/** Stands for any one name or index: `*`. */
export const anyName = Symbol('*');
/** Stands for any number of them, or none: `**`. */
export const anyNames = Symbol('**');

export type Segment = string | typeof anyName | typeof anyNames;

export type ParsedPath =
  | { readonly ok: true; readonly segments: readonly Segment[] }
  /** `expected` says what a path looks like, and quotes nothing of this one. */
  | { readonly ok: false; readonly expected: string };

// A name in front of or behind a full stop, or something in brackets: a name in quotes of either kind, or an index.
const part = /(\.?)([^.[\]]+)|\[(?:"([^"]*)"|'([^']*)'|([^.[\]]+))\]/y;

const notation =
  'names joined by full stops, with * or an index in brackets, as user.address.** and items[*].ssn; a name that holds any of .[]*\\ in brackets and quotes, as ["a.b"]';

/**
 * Reads the notation of places in an object: `user.address.**`, `items[*].ssn`, `labels["app.kubernetes.io/name"]`. What
 * stands in quotes is a name as it is, also `["*"]`. What could never name a place is refused. Called for each path of the
 * settings, to check them and once more to follow them.
 */
export function parsePath(path: string): ParsedPath {
  const segments: Segment[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < path.length) {
    const found = part.exec(path);
    if (found === null) return { ok: false, expected: notation };
    const [, stop, name, inDouble, inSingle, index] = found;
    const isJoined = name === undefined || (stop === '.') === segments.length > 0;
    const segment = inDouble ?? inSingle ?? segmentOf((name ?? index) as string);
    if (!isJoined || segment === undefined) return { ok: false, expected: notation };
    segments.push(segment);
  }
  return segments.length > 0 ? { ok: true, segments } : { ok: false, expected: notation };
}

/** The path that names exactly this place. */
export function writePath(names: readonly string[]): string {
  return names.reduce((path, name) => {
    if (/^\d+$/.test(name)) return `${path}[${name}]`;
    if (segmentOf(name) !== name || /[.[\]]/.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, '');
}

// Without quotes. A part of a name cannot be left open, and quotes, escapes and blanks around it are no part of one.
function segmentOf(text: string): Segment | undefined {
  if (text === '*') return anyName;
  if (text === '**') return anyNames;
  return /[*\\]|^["'\s]|\s$/.test(text) ? undefined : text;
}
