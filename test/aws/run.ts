// `npm run test:aws`: moto in a virtual environment of its own, then the tests against its server.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { python, venv } from './python.ts';

const requirements = 'test/aws/requirements.txt';
// Written last, so it also tells that the installation went through.
const installed = `${venv}/requirements.txt`;

process.chdir(join(import.meta.dirname, '../..'));
install();
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/aws/vitest.config.ts'];
process.exitCode = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;

function install(): void {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  console.log(`Installing moto and boto3 into ${venv}: about half a minute, once.`);
  execFileSync('python3', ['-m', 'venv', '--clear', venv], { stdio: 'inherit' });
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps'];
  execFileSync(python, ['-m', 'pip', 'install', ...options, '-r', requirements], { stdio: 'inherit' });
  writeFileSync(installed, wanted);
}
