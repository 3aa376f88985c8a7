import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Architecture } from './standalone.ts';

interface LockedPackage {
  readonly version: string;
  /** `sha512-` and the base64 digest of the package's tarball. */
  readonly integrity: string;
}

const packageNames: Record<Architecture, string> = { x86_64: '@oven/bun-linux-x64', arm64: '@oven/bun-linux-aarch64' };
const nodeNames: Record<Architecture, NodeJS.Architecture> = { x86_64: 'x64', arm64: 'arm64' };
const run = promisify(execFile);

/**
 * The path of the Bun executable for `architecture`, of the version that package-lock.json pins. npm installs the one of
 * this machine only; the other comes by `npm pack`, is checked against the lock's integrity hash, and stays in `.cache/`.
 * Throws when npm cannot fetch it or when the hash differs. `root` is the repository's folder.
 */
export async function bunBinary(root: string, architecture: Architecture): Promise<string> {
  if (process.platform === 'linux' && process.arch === nodeNames[architecture])
    return join(root, 'node_modules/.bin/bun');
  const name = packageNames[architecture];
  const locked = await lockedPackage(root, name);
  const folder = join(root, '.cache', `bun-${architecture}-${locked.version}`);
  const cached = join(folder, 'package/bin/bun');
  if (!existsSync(cached)) await fetchPackage(name, locked, folder);
  return cached;
}

async function lockedPackage(root: string, name: string): Promise<LockedPackage> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage | undefined>;
  };
  const locked = lock.packages[`node_modules/${name}`];
  if (!locked) throw new Error(`package-lock.json does not name ${name}. Run npm install to bring it up to date.`);
  return locked;
}

async function fetchPackage(name: string, { version, integrity }: LockedPackage, folder: string): Promise<void> {
  // Unpacked beside its place and then renamed: a build that was cut off leaves nothing that looks whole.
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: partial });
    const tarball = join(partial, stdout.trim());
    const found = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`;
    if (found !== integrity) {
      throw new Error(`${name}@${version}: the registry sent ${found}, but package-lock.json pins ${integrity}.`);
    }
    await run('tar', ['-xzf', tarball, '-C', partial]);
    await rm(tarball);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
