import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll } from 'vitest';
import { redactCommand } from '../../../src/cli/redact.ts';

export let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-redact-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file of the test, by its path. */
export async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Runs the command on `input`; answers its exit code and what it wrote. */
export async function run(
  argv: readonly string[],
  input: string | Buffer = '',
  environment: Record<string, string> = {},
) {
  const { bytes, ...ran } = await runOnBytes(argv, input, environment);
  return { ...ran, stdout: bytes.toString() };
}

/** As `run`, for output that is no text. */
export async function runOnBytes(
  argv: readonly string[],
  input: string | Buffer,
  environment: Record<string, string> = {},
) {
  const written: Uint8Array[] = [];
  let stderr = '';
  const code = await redactCommand(argv, {
    stdout: { write: (data) => written.push(Buffer.from(data)) },
    stderr: { write: (text) => (stderr += text) },
    stdin: Readable.from(input.length === 0 ? [] : [Buffer.from(input)], { objectMode: true }),
    environment,
  });
  return { code, bytes: Buffer.concat(written), stderr };
}

export const mail = 'anna@example.com';
export const card = '4242 4242 4242 4242';
