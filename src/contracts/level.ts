import type { JsonValue } from './record.ts';

/** The levels that Lambda's own log levels use, least first, with the numbers that pino and bunyan give them. */
export const levels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const;
export type LevelName = keyof typeof levels;

// What other loggers call the same: Python's logging, syslog, .NET, winston.
const synonyms: Readonly<Record<string, LevelName>> = {
  verbose: 'trace',
  silly: 'trace',
  information: 'info',
  notice: 'info',
  warning: 'warn',
  err: 'error',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emergency: 'fatal',
  emerg: 'fatal',
  panic: 'fatal',
};

/**
 * The level of a function's or extension's record as pino's number (10 trace to 60 fatal), or `undefined` when it names
 * none. Reads the `level` key of an object, or of a line that is a JSON object, in any case and as a name or as pino's
 * number; the third column of a text line of the Node runtime (`time⇥request id⇥LEVEL⇥message`) and the start of one of
 * the Python runtime (`[LEVEL]⇥time⇥…`). Never throws.
 */
export function recordLevel(record: JsonValue): number | undefined {
  if (typeof record !== 'string') return objectLevel(record);
  if (record.startsWith('{')) return objectLevel(parsed(record));
  return textLevel(record);
}

function objectLevel(record: unknown): number | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  const { level, Level, LEVEL } = record as Readonly<Record<string, unknown>>;
  const value = level ?? Level ?? LEVEL;
  // Below 10 it is another scheme, such as syslog's, whose order is the reverse.
  if (typeof value === 'number') return value >= levels.trace ? value : undefined;
  return typeof value === 'string' ? named(value) : undefined;
}

function textLevel(line: string): number | undefined {
  // The longest name has 11 letters: a column that is longer holds no level.
  const node = /^\d{4}-[^\t]{0,40}\t[^\t]{0,60}\t([A-Za-z]{3,11})\t/.exec(line);
  const name = node?.[1] ?? /^\[([A-Za-z]{3,11})\]\t/.exec(line)?.[1];
  return name === undefined ? undefined : named(name);
}

function named(name: string): number | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(levels, lower)) return levels[lower as LevelName];
  return Object.hasOwn(synonyms, lower) ? levels[synonyms[lower]!] : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
