import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// The standalone layer runs on Bun, whose fetch, streams and zlib are its own. Bun's test runner takes vitest's imports.
describe('on Bun', () => {
  it('every sink passes the same contract', () => {
    const suites = readdirSync('test/contract').filter((file) => /^(?!bun|every).*\.test\.ts$/.test(file));
    expect(suites.length).toBe(6);
    const files = suites.map((file) => `./test/contract/${file}`);
    const run = () => execFileSync('node_modules/.bin/bun', ['test', ...files], { encoding: 'utf8', stdio: 'pipe' });
    expect(run).not.toThrow();
  });
});
