import * as z from 'zod/mini';
import type { SinkKind } from '../../src/contracts/sink.ts';
import { parseHeaders } from './headers.ts';

const url = z
  .string()
  .check(z.refine(isAddress, 'an address that begins with https:// or http://'))
  .register(z.globalRegistry, {
    description: 'Where batches are POSTed. A user name and password in it are sent as basic authentication.',
  });

const headers = z
  ._default(
    z.pipe(
      z.union([z.string(), z.record(z.string(), z.string())]),
      z.transform((input, context): Readonly<Record<string, string>> => {
        const parsed = parseHeaders(input);
        if (typeof parsed !== 'string') return parsed;
        context.issues.push({ code: 'custom', message: parsed, input });
        return z.NEVER;
      }),
    ),
    {},
  )
  .register(z.globalRegistry, {
    description:
      'Further request headers: an object, or in one text JSON, `Name: value` lines, or `Name=value,Name2=value`.',
  });

const config = z.strictObject({
  url,
  headers,
  format: z
    ._default(z.enum(['ndjson', 'json']), 'ndjson')
    .register(z.globalRegistry, { description: 'One JSON value a line, or one JSON array.' }),
  compression: z
    ._default(z.enum(['gzip', 'none']), 'gzip')
    .register(z.globalRegistry, { description: 'How the body is compressed, named in Content-Encoding.' }),
});

export type HttpSettings = z.infer<typeof config>;

export const httpKind: SinkKind<HttpSettings> = {
  name: 'http',
  summary: 'POSTs batches as NDJSON or as a JSON array to any HTTP endpoint; honours Retry-After.',
  config,
  environment: { url: 'URL', headers: 'HEADERS', format: 'FORMAT', compression: 'COMPRESSION' },
  // The address as well: intakes put keys into the path, the query or the user information.
  secrets: ['url', 'headers'],
  load: () => import('./sink.ts'),
};

function isAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return protocol === 'https:' || protocol === 'http:';
  } catch {
    return false;
  }
}
