import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { zipTree } from '../../../layer/zip.ts';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('the zip of a tree', () => {
  it('holds every file under its path, sorted, with mode 0755 or 0644', async () => {
    const { path, bytes } = await zipOf({ executable: 0o700, plain: 0o600 });
    const zip = await readFile(path);
    expect(entries(zip)).toEqual([
      { name: 'extensions/sluice', mode: 0o100755, text: '#!/bin/bash' },
      { name: 'sluice/LICENSE', mode: 0o100644, text: 'text '.repeat(1000) },
      { name: 'sluice/a.mjs', mode: 0o100644, text: 'a' },
    ]);
    expect(bytes).toBe(zip.length);
    expect(bytes).toBeLessThan(1000);
  });

  it('has the same bytes whatever the times, the umask and the zone of the machine', async () => {
    const first = await readFile((await zipOf({ executable: 0o700, plain: 0o600 })).path);
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    try {
      const second = await readFile((await zipOf({ executable: 0o775, plain: 0o664, modified: 1e9 })).path);
      expect(second.equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('rejects when the tree is not there', async () => {
    await expect(zipTree('/no/such/tree', '/tmp/never.zip')).rejects.toThrow('ENOENT');
  });
});

async function zipOf({ executable, plain, modified }: { executable: number; plain: number; modified?: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-zip-'));
  folders.push(folder);
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'sluice'), { recursive: true });
  await mkdir(join(tree, 'extensions'));
  const files = [
    ['sluice/a.mjs', 'a', plain],
    ['sluice/LICENSE', 'text '.repeat(1000), plain],
    ['extensions/sluice', '#!/bin/bash', executable],
  ] as const;
  for (const [name, text, mode] of files) {
    await writeFile(join(tree, name), text);
    await chmod(join(tree, name), mode);
    if (modified !== undefined) await utimes(join(tree, name), modified, modified);
  }
  const path = join(folder, 'tree.zip');
  return { path, bytes: await zipTree(tree, path) };
}

/** Reads the central directory of a zip (PKWARE APPNOTE 4.3.12) and inflates what it points to. */
function entries(zip: Buffer): { name: string; mode: number; text: string }[] {
  const found = [];
  const centralHeader = Buffer.from('PK\x01\x02');
  for (let at = zip.indexOf(centralHeader); at >= 0; at = zip.indexOf(centralHeader, at + 4)) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
    found.push({ name, mode: zip.readUInt32LE(at + 38) >>> 16, text: content.toString() });
  }
  return found;
}
