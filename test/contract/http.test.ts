import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { httpKind } from '../../sinks/http/config.ts';
import { FaultyServer, type Reaction } from './faulty-server.ts';
import { describeSinkContract, type Fault } from './sink.contract.ts';

const reactions: Partial<Record<Fault, (echo: string) => Reaction>> = {
  unavailable: (body) => ({ status: 503, body }),
  reset: () => 'reset',
  throttled: (body) => ({ status: 429, headers: { 'retry-after': '7' }, body }),
  denied: (body) => ({ status: 403, body }),
  hang: () => 'hang',
};

for (const format of ['ndjson', 'json'] as const) {
  describeSinkContract(`http (${format})`, {
    kind: httpKind,
    settings: 'schema',
    readme: 'sinks/http/README.md',
    cannot: { partial: 'a status speaks for the whole request' },
    retryAfterMs: 7000,
    sentTwice: 'twice',
    secrets: ['s3cret-token', 's3cret-password'],
    async setup(environment, fault) {
      const taken: string[] = [];
      const server = await FaultyServer.start((request) => {
        const body = gunzipSync(request.body).toString();
        const reaction = fault && reactions[fault]?.(body);
        if (reaction !== undefined) return reaction;
        if (format === 'ndjson') taken.push(...body.split('\n').slice(0, -1));
        else taken.push(...(JSON.parse(body) as unknown[]).map((element) => JSON.stringify(element)));
        return { status: 202, body };
      });
      const url = server.url.replace('http://', 'http://user:s3cret-password@');
      const settings = z.parse(httpKind.config, { url, format, headers: { 'x-token': 's3cret-token' } });
      const { create } = await httpKind.load();
      return {
        sink: create(settings, environment),
        lines: async () => taken,
        reached: () => server.arrived,
        close: () => server.close(),
      };
    },
  });
}
