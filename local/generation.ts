import { Condition } from './condition.ts';
import { Extensions, mostExtensions } from './extensions.ts';
import type { Extension } from './extensions.ts';
import { extensionEnvironment, functionEnvironment, functionVersion } from './identity.ts';
import { platformError } from './invocation.ts';
import type { FunctionAnswer } from './invocation.ts';
import type { FunctionOutput } from './function-output.ts';
import type { OutputLine, Settings, ShutdownReason } from './options.ts';
import { ProcessGroup } from './process.ts';
import type { Exit } from './process.ts';
import { Runtime } from './runtime.ts';
import type { Telemetry } from './telemetry.ts';
import type { Timeline } from './timeline.ts';
import type { Watchdog } from './watchdog.ts';

/** The Shutdown phase with external extensions, with internal ones only, and the runtime's share of the first (Extensions API). */
const shutdownMs = { external: 2000, internal: 500, runtimeShare: 0.3 } as const;
/** SIGKILL takes effect within a scheduler turn; this only bounds a machine in trouble. */
const killedMs = 5000;

/** What belongs to an environment and outlives a generation of its processes. */
export interface Surroundings {
  readonly settings: Settings;
  readonly telemetry: Telemetry;
  readonly functionOutput: FunctionOutput;
  readonly timeline: Timeline;
  readonly watchdog: Watchdog;
  /** `host:port` of our Runtime API. */
  readonly runtimeApi: string;
  readonly instanceId: string;
  readonly host: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: OutputLine) => void;
}

export interface InitOutcome {
  readonly status: 'success' | 'error' | 'timeout';
  readonly durationMs: number;
}

export interface ShutdownResult {
  readonly reason: string;
  readonly durationMs: number;
  readonly extensions: { name: string; exitCode: number | null; signal: string | null; killed: boolean }[];
}

/**
 * The processes between one Init and their end, with their registrations. An environment that is reset after a crash or a
 * timeout gets a new generation.
 */
export class Generation {
  readonly condition = new Condition();
  readonly extensions: Extensions;
  readonly runtime: Runtime;
  readonly telemetry: Telemetry;
  /** The first thing that went wrong for good. */
  fatal: FunctionAnswer | undefined;
  readonly #around: Surroundings;
  #stopping = false;

  constructor(around: Surroundings) {
    this.#around = around;
    this.telemetry = around.telemetry;
    this.extensions = new Extensions(around.settings, this.condition, around.timeline);
    this.runtime = new Runtime(this.condition, around.settings.managedInstances);
  }

  get groups(): ProcessGroup[] {
    const groups = [...this.extensions.all.map((extension) => extension.group), this.runtime.group];
    return groups.filter((group) => group !== undefined && group.exit === undefined) as ProcessGroup[];
  }

  /**
   * Init: extensions start and register, then the runtime starts and asks for an invocation, then every extension asks for
   * its first event; all within `limitMs`. `phase` is `invoke` when it is retried within an invocation.
   */
  async init(phase: 'init' | 'invoke', limitMs: number): Promise<InitOutcome> {
    const { settings, telemetry, timeline } = this.#around;
    const { initializationType } = settings;
    const startedMs = performance.now();
    const reached = (holds: () => boolean) =>
      this.condition.until(() => this.fatal !== undefined || holds(), startedMs + limitMs - performance.now());
    telemetry.platform('platform.initStart', {
      initializationType,
      phase,
      functionName: settings.functionName,
      functionVersion,
      instanceId: this.#around.instanceId,
      instanceMaxMemory: settings.memorySizeMb,
    });
    timeline.add('initStart', { detail: phase });
    await this.#startExtensions();
    const externals = this.extensions.all.filter((extension) => extension.external);
    const started =
      (await reached(() => externals.every((extension) => extension.state !== 'Started'))) && this.fatal === undefined;
    if (started) await this.#startRuntime();
    const done =
      started &&
      (await reached(() => this.runtime.state !== 'Started')) &&
      this.#closeRegistration() &&
      (await reached(() => this.extensions.all.every((extension) => extension.state === 'Ready')));
    await Promise.all(this.groups.map((group) => group.drained()));
    const durationMs = performance.now() - startedMs;
    const status = this.fatal !== undefined ? 'error' : done ? 'success' : 'timeout';
    // A limit that passed is told to the caller as an unknown error of the runtime (AWS's open-source emulator).
    if (status === 'timeout') this.fatal = platformError('Runtime.Unknown', 'Init did not end in time');
    this.#reportInit(phase, status, started, durationMs);
    if (status === 'success') telemetry.closeSubscriptions();
    timeline.add('initEnd', { detail: status === 'success' ? phase : `${phase}, ${status}`, durationMs });
    return { status, durationMs };
  }

  /**
   * Ends the generation: SIGTERM to the runtime, SHUTDOWN to the extensions that registered for it, SIGKILL to everything
   * that is left at the deadline. Nothing of it runs any more afterwards.
   */
  async shutdown(reason: ShutdownReason): Promise<ShutdownResult> {
    const { settings, telemetry, timeline } = this.#around;
    this.#stopping = true;
    const startedMs = performance.now();
    const registered = this.extensions.all.filter((extension) => extension.id !== '');
    const external = registered.some((extension) => extension.external);
    const budgetMs = external ? shutdownMs.external : registered.length > 0 ? shutdownMs.internal : 0;
    const deadlineMs = Date.now() + budgetMs;
    const remaining = () => startedMs + budgetMs - performance.now();
    timeline.add('shutdown', { detail: reason });
    telemetry.flush();
    await this.#stopRuntime(external ? budgetMs * shutdownMs.runtimeShare : budgetMs, budgetMs > 0);
    // The end of the runtime's streams lets go of what was buffered, such as lines of a SIGTERM hook.
    telemetry.flush();
    const externals = this.extensions.all.filter((extension) => extension.external);
    for (const extension of externals) {
      if (extension.events.includes('SHUTDOWN')) {
        const shutdownReason = settings.shutdownReasonCase === 'upper' ? reason.toUpperCase() : reason;
        extension.give({ eventType: 'SHUTDOWN', deadlineMs, shutdownReason });
      } else {
        extension.group?.kill();
      }
    }
    await this.condition.until(() => externals.every(hasEnded), remaining());
    for (const extension of externals) {
      if (!hasEnded(extension)) timeline.add('kill', { name: extension.name, detail: 'still running at the deadline' });
      extension.state = hasEnded(extension) ? 'Exited' : 'ShutdownFailed';
    }
    await this.kill();
    telemetry.endGeneration();
    const durationMs = performance.now() - startedMs;
    timeline.add('ended', { detail: reason, durationMs });
    return { reason, durationMs, extensions: externals.map(ending) };
  }

  /** SIGKILL to every group; resolves when all have ended. */
  async kill(): Promise<void> {
    this.#stopping = true;
    for (const group of this.#allGroups()) group.kill();
    await this.condition.until(() => this.#allGroups().every((group) => group.exit !== undefined), killedMs);
  }

  async #startExtensions(): Promise<void> {
    const { settings } = this.#around;
    if (settings.extensions.length > mostExtensions) return this.#failLaunch(undefined, 'TooManyExtensions');
    const environment = extensionEnvironment(this.#environment(), settings.managedInstances);
    for (const [index, file] of settings.extensions.entries()) {
      if (this.fatal) return;
      const extension = this.extensions.all[index] as Extension;
      const group = await this.#launch('extension', file.name, [file.path], '/', environment, false);
      if (typeof group === 'string') return this.#failLaunch(extension, group);
      extension.group = group;
      // It may have ended before there was a group to remember.
      if (group.exit) this.#onExit('extension', file.name, group.exit);
    }
  }

  async #startRuntime(): Promise<void> {
    const { command, cwd, framed } = this.#around.settings.function;
    const group = await this.#launch('function', 'runtime', command, cwd, this.#environment(), framed);
    if (typeof group === 'string') {
      this.fatal ??= platformError('Runtime.InvalidEntrypoint', `${group}: the runtime could not be started`);
      this.condition.changed();
    } else {
      this.runtime.group = group;
    }
  }

  async #launch(
    source: 'function' | 'extension',
    name: string,
    command: readonly string[],
    cwd: string,
    environment: Record<string, string>,
    framed: boolean,
  ) {
    const { timeline, watchdog, onLine } = this.#around;
    const onExit = (exit: Exit) => this.#onExit(source, name, exit);
    const onMessage = (line: string, stream: 'stdout' | 'stderr') => onLine({ source, name, stream, line });
    const launch = { name, command, cwd, environment, framed, onMessage, onExit };
    const group = await ProcessGroup.launch(launch, watchdog);
    const detail = typeof group === 'string' ? group : `pid ${group.pid}`;
    timeline.add('spawn', { name, detail });
    // Closed while it started: nothing may stay behind.
    if (this.#stopping && typeof group !== 'string') group.kill();
    return group;
  }

  #environment(): Record<string, string> {
    const { settings, runtimeApi, instanceId, host } = this.#around;
    return functionEnvironment(settings, runtimeApi, instanceId, host);
  }

  #onExit(source: 'function' | 'extension', name: string, exit: Exit): void {
    const ending = exit.signal === null ? `exit status ${exit.code}` : `signal: ${exit.signal}`;
    this.#around.timeline.add('exit', { name, detail: ending });
    if (!this.#stopping)
      this.fatal ??= source === 'function' ? this.#runtimeExit(exit, ending) : this.#crash(name, exit);
    this.condition.changed();
  }

  #runtimeExit(exit: Exit, ending: string): FunctionAnswer {
    if (this.runtime.initError) return this.runtime.initError;
    const message =
      exit.code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${ending}`;
    return platformError('Runtime.ExitError', message);
  }

  #crash(name: string, exit: Exit): FunctionAnswer {
    const extension = this.extensions.all.find((each) => each.name === name);
    const reported = { InitError: 'Extension.InitError', ExitError: 'Extension.ExitError' } as Record<string, string>;
    const message = exit.signal === null ? `exit code ${exit.code}` : `signal: ${exit.signal}`;
    return platformError(reported[extension?.state ?? ''] ?? 'Extension.Crash', message);
  }

  #failLaunch(extension: Extension | undefined, errorType: string): void {
    for (const each of extension ? [extension] : this.extensions.all) {
      each.state = 'LaunchError';
      each.errorType = errorType;
    }
    this.fatal ??= platformError('Extension.LaunchError', `extension could not be started: ${errorType}`);
    this.condition.changed();
  }

  #closeRegistration(): boolean {
    this.extensions.registrationOpen = false;
    // A runtime that reports an error instead of asking for an invocation has ended Init.
    this.fatal ??= this.runtime.initError;
    return true;
  }

  #reportInit(phase: string, status: InitOutcome['status'], runtimeStarted: boolean, durationMs: number): void {
    const { telemetry, settings } = this.#around;
    const { initializationType } = settings;
    const outcome = { status, ...(status === 'error' ? { errorType: this.fatal?.errorType } : {}) };
    if (runtimeStarted) telemetry.platform('platform.initRuntimeDone', { initializationType, phase, ...outcome });
    for (const { name, state, events, errorType } of this.extensions.all) {
      const record = { name, state, events, ...(errorType === undefined ? {} : { errorType }) };
      telemetry.platform('platform.extension', record);
    }
    telemetry.platform('platform.initReport', { initializationType, phase, ...outcome, metrics: { durationMs } });
  }

  // SIGTERM only if an extension is there to be waited for; without any, Lambda kills at once.
  async #stopRuntime(shareMs: number, gently: boolean): Promise<void> {
    const { group } = this.runtime;
    if (group === undefined) return;
    if (gently && group.exit === undefined) {
      group.terminate();
      await this.condition.until(() => group.exit !== undefined, shareMs);
      if (group.exit === undefined) this.#around.timeline.add('kill', { name: group.name });
    }
    group.kill();
    await this.condition.until(() => group.exit !== undefined, killedMs);
  }

  #allGroups(): ProcessGroup[] {
    const groups = [...this.extensions.all.map((extension) => extension.group), this.runtime.group];
    return groups.filter((group) => group !== undefined);
  }
}

function hasEnded(extension: Extension): boolean {
  return extension.group === undefined || extension.group.exit !== undefined;
}

function ending({ name, group }: Extension): ShutdownResult['extensions'][number] {
  const { code = null, signal = null } = group?.exit ?? {};
  return { name, exitCode: code, signal, killed: group?.killed ?? false };
}
