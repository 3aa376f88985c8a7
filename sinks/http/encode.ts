import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Batch } from '../../src/contracts/batch.ts';
import type { HttpSettings } from './config.ts';

// The cheapest level that is small on Node and on Bun alike; the s3 sink's encode.ts has the figures.
const gzipLevel = 3;

const contentTypes = { ndjson: 'application/x-ndjson', json: 'application/json' } as const;

/** The body of a batch's request: a line per record with a newline behind each, or one JSON array; compressed. */
export async function requestBody(batch: Batch, settings: HttpSettings): Promise<Buffer> {
  const lines = batch.records.map((record) => record.line);
  const text = settings.format === 'json' ? `[${lines.join(',')}]` : `${lines.join('\n')}\n`;
  const body = Buffer.from(text);
  return settings.compression === 'gzip' ? promisify(gzip)(body, { level: gzipLevel }) : body;
}

/**
 * Address and headers that are the same for every batch. User information moves from the address, where `fetch` refuses it,
 * into an Authorization header; a header of the user's own wins over each of ours.
 */
export function requestTarget(settings: HttpSettings): { readonly url: string; readonly headers: Headers } {
  const url = new URL(settings.url);
  const headers = new Headers({ 'content-type': contentTypes[settings.format] });
  if (settings.compression === 'gzip') headers.set('content-encoding', 'gzip');
  if (url.username !== '' || url.password !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
    url.username = '';
    url.password = '';
  }
  for (const [name, value] of Object.entries(settings.headers)) headers.set(name, value);
  return { url: url.href, headers };
}
