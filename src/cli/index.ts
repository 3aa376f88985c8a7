import { nearest } from '../config/nearest.ts';
import { version } from '../version.ts';
import { type CliIo, exitCodes } from './io.ts';

type Command = (argv: readonly string[], io: CliIo) => Promise<number>;

// Each brings in only what it needs: `redact` has no use for the sinks.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('./configuration.ts')).validateCommand,
  explain: async () => (await import('./configuration.ts')).explainCommand,
  redact: async () => (await import('./redact.ts')).redactCommand,
};

// Runs a Lambda of its own and shares nothing with the extension, so the bin starts it without coming here.
const startedByBin = 'local';

const help = `sluice <command> [options]

  validate [--config FILE] [--json]  check the configuration; says every problem, its place and its fix
  explain  [--config FILE] [--json]  print each setting in force and where it comes from, secrets masked
  redact   [options] [FILE...]       redact lines as the extension would; see sluice redact --help
  local    [options]                 run a function with the extension on this machine; see sluice local --help

  --help     this text
  --version  the version of Sluice

The configuration comes from the SLUICE_ variables and from the JSON or YAML file that SLUICE_CONFIG, or --config, names;
docs/configuration.md lists them.
Exit codes: ${exitCodes.ok} good; ${exitCodes.problemFound} a problem was found; ${exitCodes.trouble} wrong use, or lines that could not be read.
`;

/**
 * The `sluice` command: `argv` without the program's own name. Answers the exit code (0 good, 1 a problem was found, 2 wrong
 * use, or lines that could not be read) and never ends the process. Called by the bin, which handles `local` itself.
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(help);
    return exitCodes.ok;
  }
  if (name === '--version') {
    io.stdout.write(`${version}\n`);
    return exitCodes.ok;
  }
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    io.stderr.write(name === undefined ? help : unknownCommand(name));
    return exitCodes.trouble;
  }
  if (rest[0] === '--help' && name !== 'redact') {
    io.stdout.write(help);
    return exitCodes.ok;
  }
  return (await load())(rest, io);
}

function unknownCommand(name: string): string {
  const like = nearest(name, [...Object.keys(commands), startedByBin]);
  return `sluice: no command ${JSON.stringify(name)}. ${like ? `Did you mean ${like}? ` : ''}See sluice --help.\n`;
}
