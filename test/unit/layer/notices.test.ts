import { fileURLToPath } from 'node:url';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../../layer/notices.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the notices of what is bundled', () => {
  it('name each package once, with its version and the text of its licence, and nothing of ours', async () => {
    const text = await thirdPartyNotices(root, [
      'src/main.ts',
      'node_modules/zod/v4/mini/index.js',
      'node_modules/zod/v4/core/index.js',
      'node_modules/@aws-sdk/client-s3/dist-es/index.js',
    ]);
    expect(text.match(/^\S+ \d+\.\d+\.\d+ \(.+\)$/gm)).toEqual([
      expect.stringMatching(/^@aws-sdk\/client-s3 .* \(Apache-2\.0\)$/),
      expect.stringMatching(/^zod .* \(MIT\)$/),
    ]);
    expect(text).toContain('Permission is hereby granted, free of charge');
    expect(text).toContain('Apache License');
    expect(text).not.toContain('Bun');
  });

  it('give a package without a licence file the text of the licence it names', async () => {
    const text = await thirdPartyNotices(root, ['node_modules/@aws-sdk/nested-clients/package.json']);
    expect(text).toContain('Apache License');
  });

  it('say where the source of the LGPL parts is, when Bun is inside', async () => {
    const text = await thirdPartyNotices(root, [], '1.2.3');
    expect(text).toContain('Bun 1.2.3');
    expect(text).toContain('https://github.com/oven-sh/WebKit');
    expect(text).toContain('LGPL-2.1.txt');
  });

  it('refuse a package whose licence is nowhere, and say what is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-notices-'));
    try {
      const name = 'node_modules/unlicensed';
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, 'package.json'), '{"name":"unlicensed","version":"1.0.0","license":"WTFPL"}');
      await expect(thirdPartyNotices(folder, [`${name}/index.js`])).rejects.toThrow(
        /^unlicensed 1\.0\.0 is bundled without a licence file\. Put the text of WTFPL in .*layer\/licenses\/WTFPL\.txt\.$/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
