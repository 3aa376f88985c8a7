import * as z from 'zod/mini';
import { firehoseKind } from '../../sinks/firehose/config.ts';
import { firehoseFailure, firehoseLines, useEndpoint } from './aws.ts';
import { FaultyServer } from './faulty-server.ts';
import { describeSinkContract } from './sink.contract.ts';

const refused = [1, 3];

describeSinkContract('firehose', {
  kind: firehoseKind,
  settings: 'schema',
  readme: 'sinks/firehose/README.md',
  cannot: {},
  partial: refused,
  sentTwice: 'twice',
  secrets: ['testing'],
  async setup(environment, fault) {
    const taken: string[] = [];
    const server = await FaultyServer.start((request) => {
      const failure = fault && firehoseFailure(request, fault);
      if (failure !== undefined) return failure;
      const results = firehoseLines(request).map((line, index) => {
        if (fault === 'partial' && refused.includes(index)) {
          return { ErrorCode: 'ServiceUnavailableException', ErrorMessage: line };
        }
        taken.push(line);
        return { RecordId: String(index) };
      });
      const FailedPutCount = results.filter((result) => 'ErrorCode' in result).length;
      return { status: 200, body: JSON.stringify({ FailedPutCount, RequestResponses: results }) };
    });
    useEndpoint(server.url);
    const { create } = await firehoseKind.load();
    return {
      sink: create(z.parse(firehoseKind.config, { stream: 'orders-logs' }), environment),
      // As Firehose joins them: without anything in between.
      lines: async () => taken.join('').split('\n').slice(0, -1),
      reached: () => server.arrived,
      close: () => server.close(),
    };
  },
});
