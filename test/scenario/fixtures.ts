import { cpSync, mkdtempSync, readFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalLambda, type LocalLambdaOptions, startLocalLambda } from '../../local/index.ts';
import { standalone } from './build.ts';

const root = join(import.meta.dirname, '../..');

export const trees = [standalone, 'nodejs'] as const;
export type Tree = (typeof trees)[number];

/** A copy of a built tree, somewhere else: a tree must work from wherever it lies. */
export function treeElsewhere(tree: Tree): string {
  const copy = join(scratch(), tree);
  cpSync(join(root, 'dist/layer', tree), copy, { recursive: true });
  return copy;
}

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), 'sluice-test-'));
}

export interface ShippedLine {
  readonly time: string;
  readonly type: string;
  readonly record: unknown;
  readonly requestId?: string;
  readonly sequence: number;
  readonly environmentId: string;
}

export interface Run extends LocalLambda {
  /** What the extension and the function printed, or one of them, as one text. */
  output(source?: 'extension' | 'function'): string;
  /** The lines in the file that the sink wrote, parsed; of one type if given. */
  shipped(type?: string): ShippedLine[];
  readonly file: string;
}

/** The local Lambda around a built tree that ships to a file. Whatever the options say goes on top. */
export async function runLambda(tree: Tree, options: Partial<LocalLambdaOptions> = {}): Promise<Run> {
  const file = join(scratch(), 'shipped.ndjson');
  const output: { source: string; line: string }[] = [];
  const lambda = await startLocalLambda({
    layers: [join(root, 'dist/layer', tree)],
    function: { handler: join(import.meta.dirname, 'functions/talker.mjs#handler') },
    onOutput: ({ source, line }) => output.push({ source, line }),
    ...options,
    environment: { SLUICE_FILE_PATH: file, ...options.environment },
  });
  return Object.assign(lambda, {
    file,
    output: (of?: 'extension' | 'function') =>
      output
        .filter(({ source }) => of === undefined || source === of)
        .map(({ line }) => line)
        .join('\n'),
    shipped: (type?: string) => {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const lines = text.split('\n').filter((line) => line !== '');
      return lines
        .map((line) => JSON.parse(line) as ShippedLine)
        .filter((line) => type === undefined || line.type === type);
    },
  });
}

/** A destination over HTTP that answers with what `status` says and keeps the bodies. */
export async function destination(status: () => number) {
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks));
    response.writeHead(status()).end('SECRET OF THE DESTINATION');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logs`;
  return { url, bodies, close: () => server.close() };
}

// Everything that functions/talker.* logs and that must never leave.
const personal = /jane\.doe|x@example|4111111111111111|536-90-4399|AKIAIOSFODNN7|correct-horse/g;

/** Which of the personal data stands in a text: none, it is hoped. */
export function leaks(text: string): string[] {
  return [...new Set(text.match(personal))];
}

/** Sequence numbers that are missing; the parts of a split record share one. */
export function gaps(lines: readonly ShippedLine[]): number[] {
  const seen = [...new Set(lines.map(({ sequence }) => sequence))].sort((a, b) => a - b);
  return seen.filter((sequence, at) => sequence !== at + 1);
}
