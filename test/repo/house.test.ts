import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');
const code = files.filter((path) => /\.(ts|mjs|sh|py)$/.test(path));
const product = code.filter((path) => /^(src|sinks|filters|layer|local|bin)\//.test(path));

describe('the repository', () => {
  it('has found its own files', () => {
    expect(product.length).toBeGreaterThan(80);
  });

  it('keeps every product file within two screens', () => {
    const long = product
      .map((path) => [path, read(path).split('\n').length] as const)
      .filter(([, lines]) => lines > 301);
    expect(long).toEqual([]);
  });

  it('has no test hooks in the product, no skipped tests, and no notes to do later', () => {
    for (const path of product) expect(read(path), path).not.toMatch(/NODE_ENV|VITEST|UNDER_TEST/);
    for (const path of code.filter((each) => each !== 'test/repo/house.test.ts')) {
      expect(read(path), path).not.toMatch(/\b(TODO|FIXME)\b|\b(it|test|describe)\.(only|skip|todo)\(/);
    }
  });

  it('has one version', () => {
    expect(JSON.parse(read('package.json')).version).toBe(version);
  });

  it('locks its packages without naming a registry', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('leads nowhere: every relative link in its documents has a file at its end', () => {
    const documents = files.filter((path) => path.endsWith('.md'));
    expect(documents.length).toBeGreaterThan(10);
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .map(([, target]) => join(path, '..', target as string))
        .filter((target) => !files.some((file) => file === target || file.startsWith(`${target.replace(/\/$/, '')}/`)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
