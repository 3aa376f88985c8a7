import type { Writable } from 'node:stream';
import type { BatchLimits } from '../../src/contracts/batch.ts';
import { ownLineMark } from '../../src/contracts/log.ts';
import { delivered, retryAll, type Delivery, type Sink, type SinkEnvironment } from '../../src/contracts/sink.ts';
import type { ConsoleSettings } from './config.ts';

const limits: BatchLimits = { records: 1000, bytes: 1024 * 1024, recordBytes: 1024 * 1024 };

/** A sink that writes to standard output. */
export function create(_settings: ConsoleSettings, environment: SinkEnvironment): Sink {
  return createConsoleSink(environment, process.stdout);
}

/**
 * A sink that writes each batch to `output`, every line behind our own mark: what an extension prints comes back to it as an
 * `extension` record, and without the mark each line would be shipped again, longer each time.
 */
export function createConsoleSink(environment: SinkEnvironment, output: Writable): Sink {
  const mark = ownLineMark(environment.environmentId);
  // A stream reports a failed write twice: to the write's callback, and as an event that ends the process if nobody listens.
  const ignore = () => {};
  output.on('error', ignore);
  return {
    limits,
    async send(batch, { signal }) {
      if (signal.aborted) return retryAll(batch, 'aborted before writing');
      const text = batch.records.map((record) => `${mark} ${record.line}\n`).join('');
      return new Promise<Delivery>((resolve) => {
        const abort = () => resolve(retryAll(batch, 'aborted while writing'));
        signal.addEventListener('abort', abort, { once: true });
        output.write(text, (error) => {
          signal.removeEventListener('abort', abort);
          resolve(error == null ? delivered : retryAll(batch, (error as NodeJS.ErrnoException).code ?? 'unknown'));
        });
      });
    },
    async close() {
      output.off('error', ignore);
    },
  };
}
