import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareVersions, glibcNeed } from '../../../layer/glibc.ts';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

describe('the glibc that a program needs', () => {
  // The figures that `readelf -V` gives for these two programs, whose versions package.json pins.
  it.each([
    ['node/bin/node', '2.28'],
    ['bun/bin/bun.exe', '2.17'],
  ])('is read from the program: %s needs %s', async (path, version) => {
    expect(glibcNeed(await readFile(`${modules}/${path}`))).toBe(version);
  });

  it('is refused for what is not an ELF file, with what it is', () => {
    expect(() => glibcNeed(Buffer.from('#!/bin/bash'))).toThrow('it starts with 23212f62696e');
    expect(() => glibcNeed(Buffer.alloc(0))).toThrow('it starts with nothing');
  });

  it('is compared as numbers, part by part', () => {
    expect(['2.2.5', '2.17', '2.9', '2.2', '3'].sort(compareVersions)).toEqual(['2.2', '2.2.5', '2.9', '2.17', '3']);
  });
});
