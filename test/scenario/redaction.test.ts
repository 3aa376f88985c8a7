import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { identifiers } from '../../filters/redact/identifiers.ts';
import { type Run, runLambda, scratch, trees } from './fixtures.ts';
import { secrets } from './secrets.ts';

const all = '@default,@network,@phone,@financial,@health,@national';
const texts = identifiers.flatMap(({ examples }) => examples.match);
// How often functions/logger.mjs logs each text by the console, and besides once past it. The order holds within each.
const byConsole = 7;
// Shorter ones stand in any text by chance; they are looked for in the record that they were logged in.
const leastUnique = 7;

const formsOf = new Map(secrets.map((secret) => [secret, formsIn(secret)]));
const unique = secrets.filter((secret) => secret.length >= leastUnique);

/** Which of the secrets stand in a text, in whatever form. */
const found = (text: string, among: readonly string[] = unique) =>
  among.filter((secret) => formsOf.get(secret)?.some((form) => text.includes(form)));

describe('the list of secrets', () => {
  it('has one in every matching example', () => {
    expect(texts.length).toBeGreaterThan(450);
    // One that is missing goes into secrets.ts: the part of the example that must not leave.
    expect(texts.filter((text) => !secrets.some((secret) => text.includes(secret)))).toEqual([]);
    expect(secrets.filter((secret) => !texts.some((text) => text.includes(secret)))).toEqual([]);
  });
});

describe.each(trees)('the %s layer', (tree) => {
  let run: Run;
  afterEach(() => run.close());

  it.each(['text', 'json'] as const)(
    'ships none of the secrets of any identifier, in any form, and leaves none behind (%s logs)',
    async (logFormat) => {
      const own = scratch();
      // 0.1.0 spills nothing; this is where it would.
      const spill = scratch();
      const input = join(scratch(), 'texts.json');
      writeFileSync(input, JSON.stringify(texts));
      run = await runLambda(tree, {
        logFormat,
        function: { handler: join(import.meta.dirname, 'functions/logger.mjs#handler') },
        environment: { SLUICE_REDACT: all, SLUICE_LOG_LEVEL: 'debug', SLUICE_SPILL_DIR: spill, TMPDIR: own },
      });
      const result = await run.invoke({ file: input });
      expect(result.functionError).toBeUndefined();
      await run.shutdown('spindown');

      const records = run.shipped('function').map(({ record }) => record);
      expect(records).toHaveLength(texts.length * (byConsole + 1));
      expect(leaks(records.filter(isOfConsole), byConsole)).toEqual([]);
      expect(
        leaks(
          records.filter((record) => !isOfConsole(record)),
          1,
        ),
      ).toEqual([]);
      expect(found(readFileSync(run.file, 'utf8'))).toEqual([]);
      expect(found(run.output('extension'))).toEqual([]);
      for (const file of filesIn(own, spill)) expect([file, found(readFileSync(file, 'utf8'))]).toEqual([file, []]);
      // Each line has the id of the request in it: what was written elsewhere of one is found by it.
      expect(writtenSince(input, result.requestId)).toEqual([run.file]);
    },
  );
});

/** A secret as it stands in a text, in JSON and JSON in JSON, in a URL and a form, and within base64 wherever it begins. */
function formsIn(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const lower = percent.replace(/%../g, (code) => code.toLowerCase());
  const base64 = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // Only the characters that depend on nothing but the secret.
    const text = bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3));
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const forms = [secret, json, JSON.stringify(json).slice(1, -1), percent, lower, percent.replaceAll('%20', '+')];
  return [...new Set([...forms, ...base64.filter((text) => text.length > leastUnique)])];
}

/** True for a record that the runtime has put the time and the request's id in front of. */
function isOfConsole(record: unknown): boolean {
  return typeof record === 'string' ? !record.startsWith('{') : 'timestamp' in (record as object);
}

/** What of the texts is left in their records, of which each has `perText`, in their order. */
function leaks(records: readonly unknown[], perText: number) {
  expect(records).toHaveLength(texts.length * perText);
  return records.flatMap((record, at) => {
    const text = texts[Math.floor(at / perText)] as string;
    const own = secrets.filter((secret) => text.includes(secret));
    const left = found(withoutRuntime(record), own);
    return left.length === 0 ? [] : [{ text, record, left }];
  });
}

// The time and the id of the request have digits that a short secret may have.
function withoutRuntime(record: unknown): string {
  if (typeof record === 'string') return record.replace(/^\S+\t\S+\tINFO\t/, '');
  const { timestamp, requestId, ...rest } = record as Record<string, unknown>;
  return JSON.stringify(rest);
}

function filesIn(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/**
 * The files with `text` that were written after the file `stamp`, where a program may leave them: the folders for temporary
 * files, three levels deep, and `/`, in which extensions work. What other programs write there does not hold the text.
 */
function writtenSince(stamp: string, text: string): string[] {
  const search = (folders: string[], depth: number) => {
    const where = [...folders, '-xdev', '-maxdepth', String(depth), '-type', 'f', '-newer', stamp];
    const { error, stdout } = spawnSync('find', [...where, '-exec', 'grep', '-lF', '--', text, '{}', '+'], {
      encoding: 'utf8',
    });
    if (error !== undefined) throw error;
    return stdout.split('\n').filter((line) => line !== '');
  };
  const temporary = [...new Set([tmpdir(), '/tmp', '/var/tmp', '/dev/shm'])];
  return [...new Set([...search(temporary, 3), ...search(['/'], 1)])];
}
