import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('docs/write-a-sink.md shows the code of the example, word for word', async () => {
  const [page, example] = await Promise.all(
    ['docs/write-a-sink.md', 'examples/custom-sink/webhook.mjs'].map((path) => readFile(path, 'utf8')),
  );
  const blocks = [...page!.matchAll(/```js\n([^]*?)```/g)].map((match) => match[1]!);
  expect(blocks.length).toBe(5);
  expect(blocks.filter((block) => !example!.includes(block))).toEqual([]);
});
