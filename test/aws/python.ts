import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

/** The virtual environment that `run.ts` makes. */
export const venv = '.venv/moto';

export const python = `${venv}/bin/python`;

/** One object of a bucket, as boto3 reads it. */
export interface ReadObject {
  readonly key: string;
  /** Unpacked by the extension of the key. */
  readonly text: string;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  readonly storageClass: string | null;
  readonly encryption: string | null;
  readonly kmsKeyId: string | null;
}

/** Every object of `bucket`, in the order of a listing, read by another client than ours. */
export function readBack(endpoint: string, bucket: string): ReadObject[] {
  const maxBuffer = 256 * 1024 * 1024;
  const output = execFileSync(python, ['test/aws/read_back.py', endpoint, bucket], { encoding: 'utf8', maxBuffer });
  return JSON.parse(output) as ReadObject[];
}

/** The lines of objects, in the order of a listing. */
export function linesOf(objects: readonly ReadObject[]): string[] {
  return objects.flatMap(({ text }) => text.split('\n').slice(0, -1));
}

/** What a script beside this file prints, without blocking the servers of this process meanwhile. */
export async function runPython(script: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(python, [`test/aws/${script}`, ...args]);
  return stdout;
}
