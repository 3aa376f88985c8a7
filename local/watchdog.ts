import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

// Reads "+pid" and "-pid" lines. Its input ends when we end, however we end; then it kills the groups still listed.
const script = `
trap '' INT TERM HUP
groups=' '
while read -r line; do
  case $line in
    +*) groups="$groups\${line#+} " ;;
    -*) groups="\${groups%% \${line#-} *} \${groups#* \${line#-} }" ;;
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

  /** Nothing is left to guard: the watchdog ends. */
  close(): void {
    this.#shell.stdin?.end();
  }
}
