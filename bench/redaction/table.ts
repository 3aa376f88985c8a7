/** One figure: what was measured against what it must reach. */
export interface Row {
  readonly what: string;
  readonly mustReach: string;
  readonly measured: string;
  readonly reference: string;
  readonly ok: boolean;
}

const headings = ['what', 'must reach', 'measured', 'reference', ''] as const;

/** The rows as a text table, each ending in `ok` or `MISSED`. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, row.mustReach, row.measured, row.reference, row.ok ? 'ok' : 'MISSED']);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (parts: readonly string[]) =>
    parts
      .map((part, column) => part.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line), ''].join('\n');
}

/** A share with as many digits as the figures are stated with. */
export function share(value: number): string {
  return value.toFixed(4);
}
