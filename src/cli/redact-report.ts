/** What passed through, for the report's last lines. `elapsedMs` includes reading and writing. */
export interface Volume {
  readonly lines: number;
  readonly bytes: number;
  readonly elapsedMs: number;
}

/**
 * The table of `--report`: one row per identifier that met anything, from the filter's counters (`EmailAddress.matches`),
 * then what became of the records, then lines, bytes and MB/s. Counts only, never a value.
 */
export function reportTable(counters: Readonly<Record<string, number>>, volume: Volume): string {
  const rows = identifierRows(counters);
  const table = [['identifier', 'matches', 'refused', 'allowed'], ...rows.map(({ cells }) => cells)];
  const others = Object.entries(counters).filter(([name, count]) => isTotal(name) && count > 0);
  const megabytesPerSecond = volume.bytes / 1e3 / Math.max(volume.elapsedMs, 0.001);
  return [
    ...aligned(table),
    ...(rows.length === 0 ? ['(nothing found)'] : []),
    '',
    ...others.map(([name, count]) => `${name} ${count}`),
    `lines ${volume.lines}, bytes ${volume.bytes}, ${megabytesPerSecond.toFixed(1)} MB/s (${volume.elapsedMs.toFixed(0)} ms)`,
    '',
  ].join('\n');
}

/** How often anything was found that is not allowed: the sum of all `*.matches`, and records that could not be looked at. */
export function foundCount(counters: Readonly<Record<string, number>>): number {
  return Object.entries(counters)
    .filter(([name]) => name.endsWith('.matches') || name === 'errors')
    .reduce((sum, [, count]) => sum + count, 0);
}

const outcomes = ['matches', 'refused', 'allowed'];

function isTotal(name: string): boolean {
  return !outcomes.some((outcome) => name.endsWith(`.${outcome}`));
}

function identifierRows(counters: Readonly<Record<string, number>>): { cells: string[] }[] {
  const names = new Set(
    Object.keys(counters)
      .filter((name) => !isTotal(name))
      .map((name) => name.slice(0, name.lastIndexOf('.'))),
  );
  return [...names]
    .map((name) => ({ name, counts: outcomes.map((outcome) => counters[`${name}.${outcome}`] ?? 0) }))
    .filter(({ counts }) => counts.some((count) => count > 0))
    .sort((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0) || a.name.localeCompare(b.name))
    .map(({ name, counts }) => ({ cells: [name, ...counts.map(String)] }));
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
