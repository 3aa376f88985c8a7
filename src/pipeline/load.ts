import type { ConfiguredFilter, ConfiguredSink } from '../contracts/config.ts';
import type { Logger } from '../contracts/log.ts';
import type { SinkEnvironment } from '../contracts/sink.ts';
import { describeFault, type ErrorCode, SluiceError } from '../errors.ts';
import type { Counters } from './counters.ts';
import type { NamedFilter } from './filter-chain.ts';
import type { RecordBuffer } from './record-buffer.ts';
import { SinkQueue } from './sink-queue.ts';

/**
 * Brings in and makes the configured filters, in their order. `undefined` when one of them fails, which is logged: without
 * it nothing may be shipped. Called once by `main`, after the first `/next`.
 */
export async function loadFilters(
  configured: readonly ConfiguredFilter[],
  log: Logger,
): Promise<NamedFilter[] | undefined> {
  const filters: NamedFilter[] = [];
  for (const { kind, settings } of configured) {
    try {
      filters.push({ name: kind.name, filter: (await kind.load()).create(settings) });
    } catch (error) {
      log.error(why('FILTER_LOAD_FAILED', kind.name, error));
      return undefined;
    }
  }
  return filters;
}

/**
 * Brings in and makes the configured sinks, each with a queue of its own. One that fails is logged and left out; the others
 * do their work without it. Called once by `main`, after the first `/next`.
 */
export async function loadSinks(
  configured: readonly ConfiguredSink[],
  environment: SinkEnvironment,
  buffer: RecordBuffer,
  counters: Counters,
): Promise<SinkQueue[]> {
  const { environmentId, log } = environment;
  const queues: SinkQueue[] = [];
  for (const { kind, name, settings } of configured) {
    try {
      const sink = (await kind.load()).create(settings, environment);
      queues.push(new SinkQueue({ name, sink, buffer, counters: counters.sink(name), environmentId, log }));
    } catch (error) {
      log.error(why('SINK_LOAD_FAILED', name, error));
    }
  }
  return queues;
}

/** A kind says itself what is wrong (`SluiceError`), or it failed unexpectedly. */
function why(code: ErrorCode, name: string, error: unknown): string {
  return error instanceof SluiceError
    ? error.message
    : new SluiceError(code, `${name} (${describeFault(error)}).`).message;
}
