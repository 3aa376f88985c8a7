import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The layer trees that run on this machine: the standalone one of its architecture, and the nodejs one. */
export const standalone = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** Vitest calls this once before the scenarios: they run what is built, as users do. */
export default function build(): void {
  execFileSync(process.execPath, ['layer/build.ts', standalone, 'nodejs', '--no-zip'], { cwd: root, stdio: 'inherit' });
}
