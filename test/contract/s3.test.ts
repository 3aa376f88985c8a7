import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { s3Kind } from '../../sinks/s3/config.ts';
import { s3Failure, useEndpoint } from './aws.ts';
import { FaultyServer } from './faulty-server.ts';
import { describeSinkContract } from './sink.contract.ts';

describeSinkContract('s3', {
  kind: s3Kind,
  settings: 'schema',
  readme: 'sinks/s3/README.md',
  cannot: { partial: 'an object is written whole or not at all' },
  sentTwice: 'once',
  secrets: ['testing'],
  async setup(environment, fault) {
    const objects = new Map<string, string>();
    const server = await FaultyServer.start((request) => {
      const failure = fault && s3Failure(request, fault);
      if (failure !== undefined) return failure;
      objects.set(request.path, gunzipSync(request.body).toString());
      return { status: 200, headers: { etag: '"1"' } };
    });
    useEndpoint(server.url);
    const { create } = await s3Kind.load();
    return {
      sink: create(z.parse(s3Kind.config, { bucket: 'orders-logs' }), environment),
      lines: async () => [...objects.values()].flatMap((text) => text.split('\n').slice(0, -1)),
      reached: () => server.arrived,
      close: () => server.close(),
    };
  },
});
