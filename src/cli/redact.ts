import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { type CliIo, exitCodes } from './io.ts';
import { problemLine } from './problems.ts';
import { explainLines } from './redact-explain.ts';
import { type Line, readLines } from './redact-lines.ts';
import { type PacedOutput, pacedOutput } from './redact-output.ts';
import { redactJson, redactText } from './redact-record.ts';
import { foundCount, reportTable } from './redact-report.ts';
import { redactSettings, type RedactSettings } from './redact-settings.ts';

const usage = `sluice redact [options] [FILE...]

Reads lines from files, or from standard input, and writes them redacted: what the extension would ship.

  --json               one JSON value a line in (a string or an object is a record), one JSON value a line out, in the
                       same order; null where the record is dropped
  --config FILE        settings: a Sluice configuration (its redact filter), or the settings of the filter alone
  --identifiers LIST   which identifiers, such as @default,+IpAddress,-Jwt
  --method NAME        what a match becomes: replace, mask, partial, hmac, remove, drop or count
  --keys LIST          further key names whose values are redacted
  --hmac-key-env NAME  the environment variable that holds the key for --method hmac
  --report             afterwards, print a table by identifier with the speed to standard error
  --explain [TEXT...]  instead of lines, write why each candidate in TEXT, or in each line of standard input, did or did
                       not match; with --json as one JSON object a candidate
  --fail-on-find       exit with 1 when anything was found
  --help               this text

Settings come from --config, then the SLUICE_REDACT variables, then options; the later wins.
Exit codes: 0 done; 1 something was found (--fail-on-find), or a line could not be read; 2 wrong use.
`;

const options = {
  json: { type: 'boolean' },
  config: { type: 'string' },
  identifiers: { type: 'string' },
  method: { type: 'string' },
  keys: { type: 'string' },
  'hmac-key-env': { type: 'string' },
  report: { type: 'boolean' },
  explain: { type: 'boolean' },
  'fail-on-find': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * `sluice redact`: `argv` without the command's own name. Answers the exit code: 0 done, 1 something found with
 * `--fail-on-find` or a line that could not be read, 2 wrong use (options, settings, files). Never throws for bad input.
 */
export async function redactCommand(argv: readonly string[], io: CliIo): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    io.stderr.write(`sluice redact: ${(error as Error).message}\nSee sluice redact --help.\n`);
    return exitCodes.wrongUse;
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    io.stdout.write(usage);
    return exitCodes.ok;
  }
  const settings = await readSettings(values, io);
  if (settings === undefined) return exitCodes.wrongUse;
  const output = pacedOutput(io.stdout);
  try {
    if (values.explain === true) {
      const texts = positionals.length > 0 ? asLines(positionals) : readLines(io.stdin);
      return await explainLines(texts, settings, values.json === true, output);
    }
    return await redactInputs(positionals, settings, values, io, output);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    io.stderr.write(`sluice redact: ${path ?? 'standard input or output'}: ${reasonOf(code)}\n`);
    return exitCodes.wrongUse;
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

async function readSettings(values: Values, io: CliIo): Promise<RedactSettings | undefined> {
  const result = await redactSettings({
    config: values.config,
    environment: io.environment,
    options: { ...values, hmacKeyEnv: values['hmac-key-env'] },
  });
  if (result.ok) {
    const { mode } = result.settings;
    if (mode !== 'enforce')
      io.stderr.write(`sluice redact: mode is ${mode} (${result.modeFrom}): nothing is redacted.\n`);
    return result.settings;
  }
  for (const problem of result.problems) io.stderr.write(`${problemLine(problem)}\n`);
  return undefined;
}

async function redactInputs(
  paths: readonly string[],
  settings: RedactSettings,
  values: Values,
  io: CliIo,
  output: PacedOutput,
): Promise<number> {
  const { create } = await import('../../filters/redact/filter.ts');
  const filter = create(settings);
  const redact = values.json === true ? redactJson : redactText;
  // Messages wait for their reader as lines do: there may be one for each line.
  const messages = pacedOutput(io.stderr);
  const startedMs = performance.now();
  const totals = { lines: 0, bytes: 0, unread: 0 };
  const inputs = paths.length === 0 ? [io.stdin] : paths.map(chunksOf);
  let wanted = true;
  for (const input of inputs) {
    for await (const batch of readLines(counting(input, totals))) {
      let written = '';
      let said = '';
      for (const line of batch) {
        totals.lines += 1;
        const { text, problem } = redact(line, filter);
        if (problem !== undefined) {
          totals.unread += 1;
          said += `line ${totals.lines}: ${problem}\n`;
        }
        written += text;
      }
      await messages.write(said);
      wanted = await output.write(written);
      if (!wanted) break;
    }
    if (!wanted) break;
  }
  const counters = filter.counters?.() ?? {};
  if (values.report === true) {
    await messages.write(reportTable(counters, { ...totals, elapsedMs: performance.now() - startedMs }));
  }
  const found = values['fail-on-find'] === true && foundCount(counters) > 0;
  return found || totals.unread > 0 ? exitCodes.problemFound : exitCodes.ok;
}

// Reading a directory fails without naming it.
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw Object.assign(new Error('unreadable'), { code: (error as NodeJS.ErrnoException).code, path });
  }
}

async function* counting(
  input: AsyncIterable<Uint8Array | string>,
  totals: { bytes: number },
): AsyncGenerator<Uint8Array | string> {
  for await (const chunk of input) {
    totals.bytes += Buffer.byteLength(chunk);
    yield chunk;
  }
}

async function* asLines(texts: readonly string[]): AsyncGenerator<readonly Line[]> {
  yield texts.map((text) => ({ text, end: '\n' }));
}

function reasonOf(code: string): string {
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a directory; name the files in it';
  if (code === 'EACCES') return 'may not be read';
  return code;
}
