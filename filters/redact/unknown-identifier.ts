import { groups, identifierNames } from './names.ts';

/** What is expected in place of an entry that names no identifier, and the nearest that there is. */
export function unknownIdentifier(entry: string): string {
  const name = entry.replace(/^[+-]/, '').replace(/^arn:.*\//, '');
  if (name === 'off') return 'groups and identifiers; `off` stands alone';
  if (name.startsWith('@')) {
    const known = Object.keys(groups).map((group) => `@${group}`);
    return `one of the groups ${known.join(', ')}; \`${name}\` is unknown`;
  }
  if (name === 'Name' || name === 'Address') {
    return `an identifier that needs no language model; ${name} does: redact it with keys or paths instead`;
  }
  return `one of the identifiers; \`${name}\` is unknown, did you mean ${nearest(name)}?`;
}

function nearest(name: string): string {
  const scored = identifierNames.map((candidate) => [distance(name.toLowerCase(), candidate.toLowerCase()), candidate]);
  return scored.reduce((best, next) => ((next[0] as number) < (best[0] as number) ? next : best))[1] as string;
}

// Levenshtein distance, one row at a time.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
