import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { TimelineEntry } from './timeline.ts';
import type { TelemetrySchema } from './events.ts';

export type InitializationType = 'on-demand' | 'provisioned-concurrency' | 'snap-start' | 'lambda-managed-instances';

export type ShutdownReason = 'spindown' | 'timeout' | 'failure';

/** One line that a function or an extension wrote. `name` is the extension's file name, or the function's name. */
export interface OutputLine {
  readonly source: 'function' | 'extension';
  readonly name: string;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

/** What goes wrong on purpose. Everything is off unless named. */
export interface Faults {
  /** Give a batch up after this many refused attempts; it is then reported as `platform.logsDropped`. */
  readonly dropBatches?: number;
  /** The last line of each invocation is generated after its `platform.runtimeDone`. */
  readonly lateFunctionLines?: boolean;
  /** Deliver to `/` whatever path the subscription named. */
  readonly dropPathOfDestination?: boolean;
  /** Cut records whose JSON is larger than this many bytes over several POSTs, not only those larger than `maxBytes`. */
  readonly cutRecordsAboveBytes?: number;
  /** `platform.runtimeDone` is never generated. */
  readonly loseRuntimeDone?: boolean;
}

/** What `startLocalLambda` takes. Times in ms, memory in MB. */
export interface LocalLambdaOptions {
  /** Layer trees: every regular file in `<tree>/extensions/` is started as an external extension. */
  layers: string[];
  /** A Node handler (`path/to/file.mjs#handler` or `path/to/file.handler`), or any bootstrap command line. */
  function: { handler: string } | { bootstrap: string[] };
  /** Default `local-function`. */
  functionName?: string;
  /** The customer's variables, seen by function and extensions. AWS credentials are passed on only from here. */
  environment?: Record<string, string>;
  /** Default 128. Told to the processes, not enforced. */
  memorySizeMb?: number;
  /** Default 30,000. */
  timeoutMs?: number;
  /** Default 10,000; for every type but on-demand 130,000 or the function's timeout, whichever is longer. */
  initTimeoutMs?: number;
  /** Default `text`; Managed Instances always use `json`. */
  logFormat?: 'text' | 'json';
  /** `split` (default): logs, runtimeDone and report in POSTs of their own. `merged`: logs with runtimeDone, report in the next. */
  batching?: 'split' | 'merged';
  /** Stop all processes between invocations. Default true; never on Managed Instances. */
  freeze?: boolean;
  /** `native` (default), or refuse as the emulator in AWS's base images does (202), or as an older one does (404). */
  telemetry?: 'native' | 'stub202' | 'missing404';
  /** Schema versions of the Telemetry API that are known. Default: all three; only the newest on Managed Instances. */
  telemetrySchemas?: string[];
  /** Default true; never on Managed Instances. */
  logsApi?: boolean;
  initializationType?: InitializationType;
  /** Casing of the reason in SHUTDOWN events: the documentation shows upper, real environments lower. Default lower. */
  shutdownReasonCase?: 'lower' | 'upper';
  faults?: Faults;
  /** Port of the invoke front; 0 (default) lets the system choose. */
  invokePort?: number;
  onTimeline?: (entry: TimelineEntry) => void;
  onOutput?: (line: OutputLine) => void;
}

/** What is started for the function: a command, where, and what `register` tells as its handler. */
export interface FunctionCommand {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly handler: string;
  /** Whether file descriptor 3 carries framed log messages (our Node bootstrap). */
  readonly framed: boolean;
}

export interface ExtensionFile {
  readonly name: string;
  readonly path: string;
}

/** The options, checked and with every default filled in. */
export interface Settings {
  readonly extensions: readonly ExtensionFile[];
  readonly layers: readonly string[];
  readonly function: FunctionCommand;
  readonly functionName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMb: number;
  readonly timeoutMs: number;
  readonly initTimeoutMs: number;
  readonly logFormat: 'text' | 'json';
  readonly batching: 'split' | 'merged';
  readonly freeze: boolean;
  readonly telemetry: 'native' | 'stub202' | 'missing404';
  readonly telemetrySchemas: readonly TelemetrySchema[];
  readonly logsApi: boolean;
  readonly initializationType: InitializationType;
  readonly managedInstances: boolean;
  readonly shutdownReasonCase: 'lower' | 'upper';
  readonly faults: Faults;
  readonly invokePort: number;
  readonly onOutput: (line: OutputLine) => void;
}

/** An option that cannot work. The message says which, what was found, what was expected and what to do. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

const telemetrySchemas: readonly TelemetrySchema[] = ['2022-07-01', '2022-12-13', '2025-01-29'];

/** Checks the options against the file system and fills in the defaults. Throws `OptionError`. */
export function resolveOptions(options: LocalLambdaOptions): Settings {
  const initializationType = options.initializationType ?? 'on-demand';
  const managedInstances = initializationType === 'lambda-managed-instances';
  const timeoutMs = positive('timeoutMs', options.timeoutMs ?? 30_000);
  const defaultInitMs = initializationType === 'on-demand' ? 10_000 : Math.max(130_000, timeoutMs);
  const layers = options.layers.map((layer) => resolve(layer));
  return {
    layers,
    extensions: mergeByName(layers.flatMap(extensionFiles)),
    function:
      'handler' in options.function
        ? handlerCommand(options.function.handler)
        : bootstrapCommand(options.function.bootstrap),
    functionName: options.functionName ?? 'local-function',
    environment: options.environment ?? {},
    memorySizeMb: positive('memorySizeMb', options.memorySizeMb ?? 128),
    timeoutMs,
    initTimeoutMs: positive('initTimeoutMs', options.initTimeoutMs ?? defaultInitMs),
    logFormat: managedInstances ? 'json' : (options.logFormat ?? 'text'),
    batching: options.batching ?? 'split',
    freeze: !managedInstances && (options.freeze ?? true),
    telemetry: options.telemetry ?? 'native',
    telemetrySchemas: managedInstances ? ['2025-01-29'] : schemas(options.telemetrySchemas),
    logsApi: !managedInstances && (options.logsApi ?? true),
    initializationType,
    managedInstances,
    shutdownReasonCase: options.shutdownReasonCase ?? 'lower',
    faults: options.faults ?? {},
    invokePort: options.invokePort ?? 0,
    onOutput: options.onOutput ?? (() => {}),
  };
}

function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new OptionError(`${name}: found ${value}, expected a number above 0.`);
}

function schemas(wanted: readonly string[] | undefined): readonly TelemetrySchema[] {
  for (const schema of wanted ?? []) {
    if (telemetrySchemas.some((known) => known === schema)) continue;
    throw new OptionError(`telemetrySchemas: found ${schema}, expected some of ${telemetrySchemas.join(', ')}.`);
  }
  return wanted === undefined ? telemetrySchemas : telemetrySchemas.filter((known) => wanted.includes(known));
}

// Lambda runs whatever is directly in /opt/extensions and is not a directory, executable or not, in the order of names.
function extensionFiles(layer: string): ExtensionFile[] {
  if (!existsSync(layer)) {
    throw new OptionError(
      `layer ${layer}: no such directory. Name the unpacked layer, the directory that holds extensions/.`,
    );
  }
  const directory = join(layer, 'extensions');
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory);
  return names.map((name) => ({ name, path: join(directory, name) })).filter(({ path }) => isFile(path));
}

// Layers are unpacked over each other: of two files with one name the later layer's stays.
function mergeByName(files: readonly ExtensionFile[]): ExtensionFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function handlerCommand(handler: string): FunctionCommand {
  const split = handler.includes('#') ? handler.lastIndexOf('#') : handler.lastIndexOf('.');
  const name = handler.slice(split + 1);
  const stem = resolve(handler.slice(0, Math.max(0, split)));
  const file = [stem, `${stem}.mjs`, `${stem}.js`, `${stem}.cjs`, `${stem}.ts`, `${stem}.mts`].find(isFile);
  if (split < 1 || name === '' || file === undefined) {
    throw new OptionError(
      `function handler ${handler}: found no such file. Write FILE#EXPORT, for example app/orders.mjs#handler.`,
    );
  }
  const bootstrap = join(import.meta.dirname, 'bootstrap.mjs');
  return {
    command: [process.execPath, bootstrap, file, name],
    cwd: dirname(file),
    handler: `${basename(file).replace(/\.\w+$/, '')}.${name}`,
    framed: true,
  };
}

// The script runs in its own directory, so a relative path to it must not depend on ours any more.
function bootstrapCommand(command: readonly string[]): FunctionCommand {
  if (command[0] === undefined)
    throw new OptionError('function bootstrap: found an empty command, expected a program.');
  const script = command.findIndex((part, index) => (index > 0 || part.includes('/')) && isFile(part));
  if (script < 0) return { command, cwd: process.cwd(), handler: command[0], framed: false };
  const path = resolve(command[script] as string);
  return { command: command.with(script, path), cwd: dirname(path), handler: basename(path), framed: false };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
