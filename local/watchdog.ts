import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

// Reads "+pid" and "-pid" lines. Its input ends when we end, however we end; then it kills the groups still listed.
const script = `
trap '' INT TERM HUP
groups=' '
while read -r line; do
  case $line in
    +*) groups="$groups\${line#+} " ;;
    -*) case $groups in
          *" \${line#-} "*) groups="\${groups%% \${line#-} *} \${groups#* \${line#-} }" ;;
        esac ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/**
 * Kills the process groups of the environment when our own process ends without closing, even by SIGKILL. A frozen process
 * would otherwise stay behind for ever, since it cannot notice that its parent is gone.
 */
export class Watchdog {
  readonly #shell: ChildProcess;

  constructor() {
    this.#shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.#shell.on('error', () => {});
    this.#shell.stdin?.on('error', () => {});
    this.#shell.unref();
    (this.#shell.stdin as { unref?: () => void } | null)?.unref?.();
  }

  guard(pid: number): void {
    this.#shell.stdin?.write(`+${pid}\n`);
  }

  release(pid: number): void {
    this.#shell.stdin?.write(`-${pid}\n`);
  }

  /** Nothing is left to guard: the watchdog ends. Resolves once it has. */
  async close(): Promise<void> {
    const ended = this.#shell.exitCode !== null || this.#shell.pid === undefined || once(this.#shell, 'exit');
    // From here on somebody waits for it.
    this.#shell.ref();
    this.#shell.stdin?.end();
    await ended;
  }
}
