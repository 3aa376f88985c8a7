import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { filterKinds } from '../../filters/index.ts';
import { sinkKinds } from '../../sinks/index.ts';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { type CliIo, exitCodes } from './io.ts';
import { problemLine } from './problems.ts';

type Loaded = Extract<LoadedConfig, { ok: true }>;

/**
 * `sluice validate`: `argv` without the command's own name. Loads the configuration as the extension would, and says each
 * problem in a line of its own, or with `--json` all of them as one object. Answers the exit code; reads no more than the
 * extension does at its start, and sends nothing.
 */
export async function validateCommand(argv: readonly string[], io: CliIo): Promise<number> {
  return withConfiguration('validate', argv, io, (loaded, json) => {
    if (json) return `${JSON.stringify({ ok: loaded.ok, problems: loaded.ok ? [] : loaded.problems })}\n`;
    return loaded.ok ? `${summaryOf(loaded)}\n` : linesOf(loaded.problems.map(problemLine));
  });
}

/**
 * `sluice explain`: prints each setting in force with the variable or file that it comes from, secrets masked, sinks and
 * filters in their order; with `--json` as one object by path. Prints the problems instead when there are any.
 */
export async function explainCommand(argv: readonly string[], io: CliIo): Promise<number> {
  return withConfiguration('explain', argv, io, (loaded, json) => {
    if (!loaded.ok) return json ? `${JSON.stringify(loaded)}\n` : linesOf(loaded.problems.map(problemLine));
    if (json) return `${JSON.stringify(Object.fromEntries(loaded.sources), null, 2)}\n`;
    const rows = [...loaded.sources].map(([path, { value, source }]) => [path, textOf(value), source]);
    return linesOf(alignedRows([['setting', 'value', 'from'], ...rows]));
  });
}

async function withConfiguration(
  command: string,
  argv: readonly string[],
  io: CliIo,
  print: (loaded: LoadedConfig, json: boolean) => string,
): Promise<number> {
  let values: { config?: string; json?: boolean };
  try {
    ({ values } = parseArgs({ args: [...argv], options: { config: { type: 'string' }, json: { type: 'boolean' } } }));
  } catch (error) {
    // Its message names the argument, which the user has just typed.
    io.stderr.write(`sluice ${command}: ${(error as Error).message}\nSee sluice --help.\n`);
    return exitCodes.trouble;
  }
  const { config, json = false } = values;
  // As a variable it would count as unset, and something else would be checked than was asked for.
  if (config?.trim() === '') {
    io.stderr.write(`sluice ${command}: --config has an empty name. Name the file, or leave the option out.\n`);
    return exitCodes.trouble;
  }
  const loaded = await loadConfig({
    environment: config === undefined ? io.environment : { ...io.environment, SLUICE_CONFIG: config },
    sinkKinds,
    filterKinds,
    loadSinkModule: async (path) => (await import('../../sinks/custom.ts')).loadCustomKind(path),
    readFile: (path) => readFile(path, 'utf8'),
  });
  io.stdout.write(print(loaded, json));
  return loaded.ok ? exitCodes.ok : exitCodes.problemFound;
}

function summaryOf({ config }: Loaded): string {
  const sinks = config.sinks.map(({ name }) => name).join(', ');
  const filters = config.filters.map(({ kind }) => kind.name).join(', ') || 'none: records are shipped as they are';
  return `The configuration is good. Sinks: ${sinks}. Filters, in order: ${filters}. Flush: ${config.flush.policy}.`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

function alignedRows(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
