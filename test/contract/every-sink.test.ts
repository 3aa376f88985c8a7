import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sinkKinds } from '../../sinks/index.ts';

const folders = readdirSync('sinks', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('the folders of sinks/', () => {
  it('are the five kinds, each in the list under its own name', () => {
    expect(folders.length).toBe(5);
    expect(sinkKinds.map((kind) => kind.name).sort()).toEqual([...folders].sort());
  });

  it.each(folders)('%s has its settings, its sink, its page and its contract test', (folder) => {
    const organs = ['config.ts', 'sink.ts', 'README.md'].map((file) => `sinks/${folder}/${file}`);
    const missing = [...organs, `test/contract/${folder}.test.ts`].filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });
});
