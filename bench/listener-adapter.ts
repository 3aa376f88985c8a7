import { once } from 'node:events';
import type { Platform } from '../src/contracts/platform.ts';

// The listener that the extension has: one route, by the adapter of the runtime.
async function main(): Promise<void> {
  const { platform }: { platform: Platform } = process.versions.bun
    ? await import('../src/platform/bun.ts')
    : await import('../src/platform/node.ts');
  const listener = await platform.serve(0, 8 * 1024 * 1024, () => 200);
  process.stdout.write(`${listener.port}\n`);
  await once(process.stdin, 'close');
}

void main();
