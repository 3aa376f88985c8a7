import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { loadCustomKind } from '../../sinks/custom.ts';
import type { SinkKind } from '../../src/contracts/sink.ts';
import { FaultyServer, type Reaction, type ReceivedRequest } from './faulty-server.ts';
import { describeSinkContract, type Fault } from './sink.contract.ts';

const key = 's3cret-key';
const kind = (await loadCustomKind('examples/custom-sink/webhook.mjs')) as SinkKind;

const reactions: Partial<Record<Fault, (echo: string) => Reaction>> = {
  unavailable: (body) => ({ status: 503, body }),
  reset: () => 'reset',
  throttled: (body) => ({ status: 429, headers: { 'retry-after': '7' }, body }),
  denied: (body) => ({ status: 403, body }),
  hang: () => 'hang',
};

describeSinkContract('a sink of one’s own', {
  kind,
  settings: 'create',
  readme: 'examples/custom-sink/README.md',
  cannot: { partial: 'a status speaks for the whole request' },
  retryAfterMs: 7000,
  sentTwice: 'twice',
  secrets: [key],
  async setup(environment, fault) {
    const taken: string[] = [];
    const server = await FaultyServer.start((request) => {
      const body = request.body.toString();
      if (!isSigned(request)) return { status: 401 };
      const reaction = fault && reactions[fault]?.(body);
      if (reaction !== undefined) return reaction;
      taken.push(...body.split('\n').slice(0, -1));
      return { status: 204 };
    });
    const { create } = await kind.load();
    return {
      sink: create(z.parse(kind.config, { url: server.url, key }), environment),
      lines: async () => taken,
      reached: () => server.arrived,
      close: () => server.close(),
    };
  },
});

function isSigned({ headers, body }: ReceivedRequest): boolean {
  return headers['x-signature'] === `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}
