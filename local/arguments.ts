import { readFileSync } from 'node:fs';
import type { LocalLambdaOptions } from './options.ts';

/** What `sluice local` was asked for. */
export interface LocalArguments {
  readonly options: LocalLambdaOptions;
  /** Payloads, used in turn. */
  readonly events: readonly unknown[];
  readonly invocations: number;
  /** Port to serve invocations on until interrupted. */
  readonly serve: number | undefined;
  /** Pause between invocations, ms. */
  readonly gapMs: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

export const usage = `Usage: sluice local [options] --handler FILE#EXPORT
       sluice local [options] -- COMMAND [ARGUMENT...]

Runs a function with its extensions in a Lambda execution environment on this machine: the Extensions, Telemetry, Logs and
Runtime APIs, the freeze between invocations, and SHUTDOWN at the end. Shows what happens when, in ms since the start.

The function
  --handler FILE#EXPORT   a Node handler, such as app/orders.mjs#handler
  -- COMMAND...           any bootstrap: a program that polls the Runtime API
  --layer DIR             an unpacked layer; its extensions/ are started (may be repeated)
  --env NAME=VALUE        a variable of the function and its extensions (may be repeated)
  --memory MB             memory size told to the processes (default 128)
  --timeout MS            limit of one invocation (default 30000)
  --log-format FORMAT     text (default) or json

The run
  --event JSON|@FILE      payload; several are used in turn (default {})
  --invocations N         how many (default: one for each --event, at least one; none with --serve)
  --gap MS                pause between invocations, while the environment is frozen
  --serve PORT            take invocations from the AWS CLI or an SDK until interrupted; 0 lets the system choose

The environment
  --batching SHAPE        split (default) or merged: how telemetry is cut into POSTs
  --telemetry MODE        native (default), stub202 or missing404: as Lambda, or as two local emulators refuse it
  --managed-instances     as on Lambda Managed Instances: no INVOKE events, no freeze, JSON logs
  --no-freeze             let the processes run between invocations

The output
  --quiet                 only the summary
  --json                  what happens as one JSON object per line
  --help

Examples
  sluice local --layer dist/layer/nodejs --handler examples/orders/index.mjs#handler --event '{"id":1}' --invocations 5
  sluice local --layer dist/layer/x86_64 --serve 9000 -- ./bootstrap.sh
`;

const switches = ['--managed-instances', '--no-freeze', '--quiet', '--json', '--help'];
const valued = [
  ...['--layer', '--handler', '--event', '--invocations', '--serve', '--env', '--memory', '--timeout', '--log-format'],
  ...['--batching', '--telemetry', '--gap'],
];

/** Reads the arguments after `sluice local`. Answers `help`, or every problem in words that say the fix. */
export function parseArguments(argv: readonly string[]): LocalArguments | 'help' | { problems: string[] } {
  const dashes = argv.indexOf('--');
  const flags = dashes < 0 ? argv : argv.slice(0, dashes);
  const bootstrap = dashes < 0 ? [] : argv.slice(dashes + 1);
  const problems: string[] = [];
  const given = readFlags(flags, problems);
  if (given.has('--help')) return 'help';
  const last = (name: string) => given.get(name)?.at(-1);
  const number = (name: string, least: number) => {
    const text = last(name);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    problems.push(`${name}: found ${text}, expected a whole number of at least ${least}.`);
    return undefined;
  };
  const choice = <T extends string>(name: string, ...known: T[]): T | undefined => {
    const text = last(name);
    if (text === undefined || known.some((each) => each === text)) return text as T | undefined;
    problems.push(`${name}: found ${text}, expected ${known.join(' or ')}.`);
    return undefined;
  };
  const handler = last('--handler');
  if ((handler === undefined) === (bootstrap.length === 0)) {
    const found = handler === undefined ? 'neither' : 'both';
    problems.push(`function: found ${found}, expected either --handler FILE#EXPORT or -- COMMAND.`);
  }
  const events = (given.get('--event') ?? []).map((text) => readEvent(text, problems));
  const environment = readEnvironment(given.get('--env') ?? [], problems);
  const serve = number('--serve', 0);
  const options: LocalLambdaOptions = {
    layers: given.get('--layer') ?? [],
    function: handler === undefined ? { bootstrap } : { handler },
    environment,
    ...defined({ memorySizeMb: number('--memory', 1), timeoutMs: number('--timeout', 1) }),
    ...defined({
      logFormat: choice('--log-format', 'text', 'json'),
      batching: choice('--batching', 'split', 'merged'),
    }),
    ...defined({ telemetry: choice('--telemetry', 'native', 'stub202', 'missing404'), invokePort: serve }),
    ...(given.has('--managed-instances') ? { initializationType: 'lambda-managed-instances' } : {}),
    freeze: !given.has('--no-freeze'),
  };
  const parsed: LocalArguments = {
    options,
    events: events.length > 0 ? events : [{}],
    invocations: number('--invocations', 0) ?? (serve === undefined ? Math.max(1, events.length) : events.length),
    serve,
    gapMs: number('--gap', 0) ?? 0,
    quiet: given.has('--quiet'),
    json: given.has('--json'),
  };
  return problems.length > 0 ? { problems } : parsed;
}

function readFlags(flags: readonly string[], problems: string[]): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (let at = 0; at < flags.length; at++) {
    const [name, inline] = splitFlag(flags[at] as string);
    if (switches.includes(name)) {
      if (inline !== undefined) problems.push(`${name}: found a value, expected none.`);
      given.set(name, []);
    } else if (valued.includes(name)) {
      const value = inline ?? flags[++at];
      if (value === undefined) problems.push(`${name}: found no value, expected one after it.`);
      else given.set(name, [...(given.get(name) ?? []), value]);
    } else {
      problems.push(
        `${name}: not known. Did you mean ${nearest(name, [...switches, ...valued])}? See sluice local --help.`,
      );
      // The value of an unknown flag is no problem of its own.
      if (inline === undefined && flags[at + 1]?.startsWith('--') === false) at++;
    }
  }
  return given;
}

function splitFlag(flag: string): [string, string | undefined] {
  const equals = flag.indexOf('=');
  return flag.startsWith('--') && equals > 0 ? [flag.slice(0, equals), flag.slice(equals + 1)] : [flag, undefined];
}

function readEvent(text: string, problems: string[]): unknown {
  const place = text.startsWith('@') ? `--event ${text}` : '--event';
  try {
    return JSON.parse(text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text);
  } catch (error) {
    const found =
      error instanceof SyntaxError ? 'no JSON' : `no readable file (${(error as NodeJS.ErrnoException).code})`;
    problems.push(`${place}: found ${found}, expected JSON, or @ and the path of a JSON file.`);
    return undefined;
  }
}

function readEnvironment(pairs: readonly string[], problems: string[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    // The value may be a secret: only the name is repeated.
    if (equals < 1) problems.push('--env: found no NAME= at the start, expected NAME=VALUE.');
    else environment[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return environment;
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function nearest(name: string, known: readonly string[]): string {
  const ranked = known.map((each) => ({ each, edits: editDistance(name, each) }));
  return ranked.reduce((best, next) => (next.edits < best.edits ? next : best)).each;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
