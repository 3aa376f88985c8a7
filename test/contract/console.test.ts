import { PassThrough, Writable } from 'node:stream';
import { consoleKind } from '../../sinks/console/config.ts';
import { createConsoleSink } from '../../sinks/console/sink.ts';
import { ownLineMark } from '../../src/contracts/log.ts';
import { environmentId } from './batches.ts';
import { describeSinkContract, type Fault } from './sink.contract.ts';

const mark = `${ownLineMark(environmentId)} `;

describeSinkContract('console', {
  kind: consoleKind,
  settings: 'schema',
  readme: 'sinks/console/README.md',
  cannot: {
    throttled: 'a stream does not ask for a pause',
    denied: 'a stream that is gone may come back as far as the sink can tell',
    partial: 'a stream does not say how much of a write it took',
    unavailable: 'a stream is either there or gone, which is the fault `reset`',
  },
  sentTwice: 'twice',
  secrets: [],
  async setup(environment, fault) {
    const reached = Promise.withResolvers<void>();
    const { stream, text } = outputWith(fault, reached.resolve);
    return {
      sink: createConsoleSink(environment, stream),
      lines: async () => {
        const lines = text().split('\n').slice(0, -1);
        if (!lines.every((line) => line.startsWith(mark))) throw new Error('a line without our own mark');
        return lines.map((line) => line.slice(mark.length));
      },
      reached: () => reached.promise,
      close: async () => void stream.destroy(),
    };
  },
});

function outputWith(fault: Fault | undefined, reached: () => void): { stream: Writable; text(): string } {
  if (fault === 'hang') return { stream: new Writable({ write: reached }), text: () => '' };
  if (fault === 'reset') {
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    return { stream: new Writable({ write: (_chunk, _encoding, done) => done(broken) }), text: () => '' };
  }
  const stream = new PassThrough({ highWaterMark: 1 << 30, encoding: 'utf8' });
  let text = '';
  stream.on('data', (chunk: string) => (text += chunk));
  return { stream, text: () => text };
}
