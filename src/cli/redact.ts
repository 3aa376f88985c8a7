import { parseArgs } from 'node:util';
import { type CliIo, exitCodes } from './io.ts';
import { problemLine } from './problems.ts';
import { explainLines } from './redact-explain.ts';
import { reasonOf, redactInputs, standardInput } from './redact-inputs.ts';
import { type Line, readLines } from './redact-lines.ts';
import { pacedOutput } from './redact-output.ts';
import { redactSettings, type RedactSettings } from './redact-settings.ts';

const usage = `sluice redact [options] [FILE...]

Reads lines from files, or from standard input, and writes them redacted: what the extension would ship. Each file is read
for itself: its last line is one, and a private key that it leaves open ends with it. - stands for standard input.

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
Exit codes: 0 done; 1 something was found (--fail-on-find); 2 wrong options or settings, or a file or line that could not
be read, whatever was found in the rest.
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
 * `--fail-on-find`, 2 wrong options or settings, or files or lines that could not be read. Never throws for bad input.
 */
export async function redactCommand(argv: readonly string[], io: CliIo): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    io.stderr.write(`sluice redact: ${(error as Error).message}\nSee sluice redact --help.\n`);
    return exitCodes.trouble;
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    io.stdout.write(usage);
    return exitCodes.ok;
  }
  const alone = (['report', 'fail-on-find'] as const).find((name) => values[name] === true);
  if (values.explain === true && alone !== undefined) {
    io.stderr.write(
      `sluice redact: --${alone} does not go with --explain, which redacts nothing. Leave one of them out.\n`,
    );
    return exitCodes.trouble;
  }
  const settings = await readSettings(values, io);
  if (settings === undefined) return exitCodes.trouble;
  const output = pacedOutput(io.stdout);
  try {
    if (values.explain === true) {
      const isGiven = positionals.length > 0 && positionals.join() !== standardInput;
      const texts = isGiven ? asLines(positionals) : readLines(io.stdin);
      return await explainLines(texts, settings, values.json === true, output);
    }
    const { json = false, report = false, 'fail-on-find': failOnFind = false } = values;
    return await redactInputs(positionals, settings, { json, report, failOnFind }, io, output);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    io.stderr.write(`sluice redact: standard input or output: ${reasonOf(code)}\n`);
    return exitCodes.trouble;
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

async function* asLines(texts: readonly string[]): AsyncGenerator<readonly Line[]> {
  yield texts.map((text) => ({ text, end: '\n' }));
}
