import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformEvent } from '../../../local/events.ts';

const programs = join(import.meta.dirname, 'programs');
export const functionHandler = `${join(programs, 'function.mjs')}#handler`;

/** A layer with the toy extension under the given name, and what it will have received. */
export interface ToyLayer {
  readonly tree: string;
  /** To be passed as the function's environment. */
  readonly environment: Record<string, string>;
  /** Everything it noted, in order. */
  notes(): Note[];
  /** The bodies that it accepted. */
  posts(): string[];
}

export interface Note {
  readonly post?: string;
  readonly path?: string;
  readonly status?: number;
  readonly subscribed?: number;
  readonly body?: string;
  readonly event?: { eventType: string; deadlineMs: number; shutdownReason?: string };
}

export function toyLayer(behaviour: Record<string, string> = {}): ToyLayer {
  const tree = layerWith({ toy: `#!/bin/sh\nexec "${process.execPath}" "${join(programs, 'toy-extension.mjs')}"\n` });
  const log = join(tree, 'notes.ndjson');
  const notes = () =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Note)
      : [];
  return {
    tree,
    environment: { TOY_LOG: log, ...behaviour },
    notes,
    posts: () => notes().flatMap(({ post, status }) => (post !== undefined && status === 200 ? [post] : [])),
  };
}

/** A layer tree with these files in its extensions/. */
export function layerWith(files: Record<string, string>, mode = 0o755): string {
  const tree = mkdtempSync(join(tmpdir(), 'sluice-local-'));
  mkdirSync(join(tree, 'extensions'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(tree, 'extensions', name), text);
    chmodSync(join(tree, 'extensions', name), mode);
  }
  return tree;
}

/** The types in each body, in order: `['platform.start function', 'platform.runtimeDone']`. */
export function shapes(posts: readonly string[]): string[] {
  return posts.map((post) => (JSON.parse(post) as PlatformEvent[]).map(({ type }) => type).join(' '));
}

export function events(posts: readonly string[]): PlatformEvent[] {
  return posts.flatMap((post) => JSON.parse(Buffer.from(post, 'latin1').toString('utf8')) as PlatformEvent[]);
}
