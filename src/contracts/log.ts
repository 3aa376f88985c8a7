import { writeSync } from 'node:fs';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Our own log. Lines go to standard error and come back to us as `extension` records, so each carries a mark by which the
 * pipeline knows and skips them. Normal operation logs nothing; one line per change of state. Never pass the content of a
 * record, a secret, or the body of a response: status, counts and ids only.
 */
export interface Logger {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}

/** The mark at the start of each of our own lines. */
export function ownLineMark(environmentId: string): string {
  return `[sluice ${environmentId}]`;
}

/** A logger that writes lines of at least `level` through `write` (default: standard error), each behind `mark`. */
export function createLogger(mark: string, level: LogLevel, write: (line: string) => void = toStandardError): Logger {
  const highest = logLevels.indexOf(level);
  const at = (of: LogLevel) => (message: string) => {
    if (logLevels.indexOf(of) <= highest) write(`${mark} ${of}: ${message}\n`);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

// Not by process.stderr: making that stream costs a start milliseconds, and without a reader it raises an error of its own
// for each line, which would be logged in turn, for ever.
function toStandardError(line: string): void {
  try {
    writeSync(2, line);
  } catch {
    // Nobody reads it.
  }
}
