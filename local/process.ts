import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { Frames, Lines } from './output.ts';
import type { Watchdog } from './watchdog.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Launch {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether descriptor 3 carries framed messages. */
  readonly framed: boolean;
  /** One line or framed message. A framed one ends in a newline, as Lambda's own Node runtime writes it. */
  readonly onMessage: (message: string, stream: 'stdout' | 'stderr') => void;
  readonly onExit: (exit: Exit) => void;
}

/** A program that never stops writing is not waited for longer than this. */
const drainMs = 1000;

/** How long to wait for a stopped group to stand still; longer only on a machine that has no time for it at all. */
const freezeMs = 2000;

/** Why a program could not be started, in the words of `platform.extension`'s errorType. */
export type LaunchError = 'PermissionDenied' | 'UnknownError';

/**
 * A program of the environment with everything it starts: it leads a process group (and session) of its own, which is
 * frozen, thawed and killed as one.
 */
export class ProcessGroup {
  readonly name: string;
  readonly pid: number;
  exit: Exit | undefined;
  /** Whether it was our SIGKILL at a deadline that ended it. */
  killed = false;
  #turnsWithOutput = 0;
  readonly #child: ChildProcess;
  readonly #watchdog: Watchdog;

  /** Starts the program. Resolves once it runs, or with the reason why it does not. */
  static launch(launch: Launch, watchdog: Watchdog): Promise<ProcessGroup | LaunchError> {
    const [program, ...args] = launch.command;
    let child: ChildProcess;
    try {
      child = spawn(program as string, args, {
        cwd: launch.cwd,
        env: { ...launch.environment },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', ...(launch.framed ? (['pipe'] as const) : [])],
      });
    } catch {
      // Node reports the usual reasons by an event, and throws for the rest, such as a file that is no program.
      return Promise.resolve('UnknownError');
    }
    return new Promise((resolve) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        if (child.pid === undefined) resolve(error.code === 'EACCES' ? 'PermissionDenied' : 'UnknownError');
      });
      if (child.pid !== undefined) resolve(new ProcessGroup(child, child.pid, launch, watchdog));
    });
  }

  private constructor(child: ChildProcess, pid: number, launch: Launch, watchdog: Watchdog) {
    this.name = launch.name;
    this.pid = pid;
    this.#child = child;
    this.#watchdog = watchdog;
    watchdog.guard(pid);
    this.#readLines(child.stdout as Readable, 'stdout', launch);
    this.#readLines(child.stderr as Readable, 'stderr', launch);
    const frames = child.stdio[3] as Readable | undefined;
    if (frames) {
      const reader = new Frames((message, stream) => launch.onMessage(`${message}\n`, stream));
      frames.on('data', (chunk: Buffer) => this.#read(() => reader.push(chunk)));
    }
    child.once('exit', (code, signal) => {
      this.exit = { code, signal };
      void this.drained().then(() => launch.onExit({ code, signal }));
    });
  }

  /**
   * Resolves when everything that the group had written so far has been read. The kernel hands over in one turn of the
   * event loop what was written before; two turns without output mean that nothing was left.
   */
  async drained(): Promise<void> {
    const untilMs = performance.now() + drainMs;
    for (let quiet = 0; quiet < 2 && performance.now() < untilMs;) {
      const before = this.#turnsWithOutput;
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.#turnsWithOutput === before ? quiet + 1 : 0;
    }
  }

  /** Stops the group; resolves when no thread of its leader runs any more (on Linux; elsewhere at once). */
  async freeze(): Promise<void> {
    this.#signalGroup('SIGSTOP');
    const untilMs = performance.now() + freezeMs;
    while (this.exit === undefined && this.#isRunning() && performance.now() < untilMs) await delay(1);
  }

  thaw(): void {
    this.#signalGroup('SIGCONT');
  }

  /** SIGTERM to the leader alone: what its children are told is the leader's business. */
  terminate(): void {
    if (this.exit === undefined) this.#child.kill('SIGTERM');
  }

  /** SIGKILL to the whole group. Also after the leader has exited, for what it may have left behind. */
  kill(): void {
    if (this.exit === undefined) this.killed = true;
    this.#signalGroup('SIGKILL');
    this.#watchdog.release(this.pid);
  }

  /** Largest resident size of the leader so far, in bytes; 0 where the system does not tell. */
  peakBytes(): number {
    try {
      const found = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'));
      return Number(found?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  }

  #readLines(stream: Readable, name: 'stdout' | 'stderr', launch: Launch): void {
    const lines = new Lines((line) => launch.onMessage(line, name));
    stream.on('data', (chunk: Buffer) => this.#read(() => lines.push(chunk)));
    stream.once('end', () => lines.end());
  }

  #read(push: () => void): void {
    this.#turnsWithOutput++;
    push();
  }

  // A thread stops when the system next gives it the processor, which on a busy machine takes its time.
  #isRunning(): boolean {
    const tasks = `/proc/${this.pid}/task`;
    try {
      return readdirSync(tasks).some((task) => {
        const stat = readFileSync(`${tasks}/${task}/stat`, 'utf8');
        return !/^[TtZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
      });
    } catch {
      return false;
    }
  }

  // ESRCH: the whole group has ended already, which is what every signal but SIGCONT would have wanted.
  #signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
