#!/usr/bin/env node
// The `sluice` command. In a checkout it runs the sources, which takes a Node that strips types; an installed package
// carries them built, since Node does not strip types under node_modules.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const checkout = existsSync(new URL('../src/cli/index.ts', import.meta.url));

if (checkout && !stripsTypes(process.versions.node)) await runUnderPinnedNode();
else process.exitCode = await runCommand(process.argv.slice(2));

/** Since 22.18 without a flag and, on the 22 line, without a warning on each start. */
function stripsTypes(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 ? major > 23 || minor >= 6 : major === 22 && minor >= 18;
}

async function runCommand(argv) {
  const streams = { stdout: process.stdout, stderr: process.stderr };
  if (argv[0] === 'local') {
    const { runLocal } = await import(checkout ? '../local/cli.ts' : '../dist/cli/local.mjs');
    return runLocal(argv.slice(1), streams);
  }
  const { runCli } = await import(checkout ? '../src/cli/index.ts' : '../dist/cli/cli.mjs');
  return runCli(argv, { ...streams, stdin: process.stdin, environment: process.env });
}

/** Ends as the child ends: with its exit code, or 128 and the number of the signal that ended it, as shells say it. */
async function runUnderPinnedNode() {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(node)) {
    console.error(`sluice: needs Node 22.18 or newer to run from a checkout; this is ${process.version}. Run npm ci.`);
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C reaches every process of the terminal by itself; a second one could mean more than the user meant.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  }
  process.exitCode = await new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
