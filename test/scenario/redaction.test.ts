import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { redactKind } from '../../filters/redact/config.ts';
import { Explainer } from '../../filters/redact/explain.ts';
import { identifiers } from '../../filters/redact/identifiers.ts';
import { type Run, runLambda, scratch, trees } from './fixtures.ts';

const all = '@default,@network,@phone,@financial,@health,@national';
const explainer = new Explainer(z.parse(redactKind.config, { identifiers: all }));
const texts = identifiers.flatMap(({ examples }) => examples.match);
// What is personal in the examples: the parts that the engine names. Short ones stand in any text by chance.
const values = texts.flatMap((text) =>
  explainer
    .explain(text)
    .filter(({ decision }) => decision === 'redacted')
    .map(({ start, end }) => text.slice(start, end))
    .filter((value) => value.length >= 8),
);

let run: Run;
afterEach(() => run.close());

const forms = [...new Set(values.flatMap((value) => [value, encodeURIComponent(value)]))];
const found = (text: string) => forms.filter((form) => text.includes(form));

describe.each(trees)('the %s layer', (tree) => {
  it.each(['text', 'json'] as const)(
    'ships none of the values of any identifier, in any form (%s logs)',
    async (logFormat) => {
      expect(values.length).toBeGreaterThan(300);
      const spill = scratch();
      const input = join(scratch(), 'texts.json');
      writeFileSync(input, JSON.stringify(texts));
      run = await runLambda(tree, {
        logFormat,
        function: { handler: join(import.meta.dirname, 'functions/logger.mjs#handler') },
        environment: { SLUICE_REDACT: all, SLUICE_LOG_LEVEL: 'debug', SLUICE_SPILL_DIR: spill },
      });
      const result = await run.invoke({ file: input });
      expect(result.functionError).toBeUndefined();
      await run.shutdown('spindown');
      expect(run.shipped('function').length).toBe(texts.length * 7);
      expect(found(readFileSync(run.file, 'utf8'))).toEqual([]);
      expect(found(run.output('extension'))).toEqual([]);
      // What it may write besides goes here.
      for (const name of readdirSync(spill)) expect(found(readFileSync(join(spill, name), 'utf8'))).toEqual([]);
    },
  );
});
