import { readFile } from 'node:fs/promises';
import { filterKinds } from '../filters/index.ts';
import { sinkKinds } from '../sinks/index.ts';
import { problemLine } from './cli/problems.ts';
import { loadConfig } from './config/load.ts';
import type { Config, ConfigProblem } from './contracts/config.ts';
import { createLogger, type Logger, ownLineMark } from './contracts/log.ts';
import type { Listener, Platform } from './contracts/platform.ts';
import type { SinkEnvironment } from './contracts/sink.ts';
import { describeFault, SluiceError } from './errors.ts';
import { ExtensionsApi, identifierVariable } from './extension/extensions-api.ts';
import { Invocations } from './extension/invocations.ts';
import { Lifecycle } from './extension/lifecycle.ts';
import { type Subscription, subscribe } from './extension/telemetry-api.ts';
import { Counters } from './pipeline/counters.ts';
import { Encoder } from './pipeline/encoder.ts';
import { newEnvironmentId } from './pipeline/environment-id.ts';
import { DropOldest } from './pipeline/overflow.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import { RecordBuffer } from './pipeline/record-buffer.ts';
import { RequestIds } from './pipeline/request-ids.ts';
import { maxBodyBytes, Receiver } from './receiver/receiver.ts';
import { version } from './version.ts';

/** What the process knows of its place before it reads any configuration. */
interface Place {
  readonly platform: Platform;
  readonly api: ExtensionsApi;
  readonly runtimeApi: string;
  readonly managedInstances: boolean;
  readonly environment: SinkEnvironment;
}

/**
 * The extension's process: registers unless the launcher has, reads its configuration, listens, subscribes, asks for the
 * first event, and only then loads filters and sinks. Resolves to the exit code. An extension must not break the function it
 * observes: whatever goes wrong here, it goes on answering Lambda and ships nothing, unless `strict` asks for more.
 */
async function main(): Promise<number> {
  const env = process.env;
  const environmentId = newEnvironmentId();
  const mark = ownLineMark(environmentId);
  const runtimeApi = env.AWS_LAMBDA_RUNTIME_API ?? '';
  if (runtimeApi === '') {
    createLogger(mark, 'error').error(new SluiceError('NO_LAMBDA', 'AWS_LAMBDA_RUNTIME_API is not set.').message);
    return 1;
  }
  const platform = await loadPlatform();
  const api = new ExtensionsApi(platform.request, runtimeApi, env[identifierVariable]);
  const managedInstances = env.AWS_LAMBDA_INITIALIZATION_TYPE === 'lambda-managed-instances';
  if (api.identifier === '') {
    const registration = await api.register('sluice', managedInstances ? ['SHUTDOWN'] : ['INVOKE', 'SHUTDOWN']);
    if (!registration.ok) {
      createLogger(mark, 'error').error(new SluiceError('REGISTER_FAILED', registration.detail).message);
      return 1;
    }
  }
  const environment: SinkEnvironment = {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown',
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION ?? '$LATEST',
    region: env.AWS_REGION ?? '',
    environmentId,
    log: createLogger(mark, 'error'),
  };
  const place: Place = { platform, api, runtimeApi, managedInstances, environment };
  surviveBugs(environment.log);
  try {
    const loaded = await loadConfig({
      environment: env,
      sinkKinds,
      filterKinds,
      loadSinkModule: async (path) => (await import('../sinks/custom.ts')).loadCustomKind(path),
      readFile: (path) => readFile(path, 'utf8'),
    });
    if (!loaded.ok) return await degrade(place, configError(loaded.problems), loaded.strict);
    const log = createLogger(mark, loaded.config.logLevel);
    return await run({ ...place, environment: { ...environment, log } }, loaded.config, mark);
  } catch (error) {
    return degrade(place, new SluiceError('BUG', `${describeFault(error)}.`), false);
  }
}

/** The working extension: everything is made here and introduced to each other here. */
async function run(place: Place, config: Config, mark: string): Promise<number> {
  const { api, environment, managedInstances, platform } = place;
  const { log } = environment;
  const counters = new Counters();
  const invocations = new Invocations();
  const overflow = new DropOldest(() => pipeline.queues, managedInstances);
  const buffer = new RecordBuffer(config.buffer.bytes, overflow);
  let opened: Promise<boolean> = Promise.resolve(false);
  const pipeline = new Pipeline({
    counters,
    buffer,
    encoder: new Encoder(environment),
    requestIds: new RequestIds(managedInstances),
    types: config.types,
    ownMark: mark,
    flushIntervalMs: config.flush.intervalMs,
    log,
  });
  const receiver = new Receiver({
    hasRoom: (bytes) => {
      const room = pipeline.hasRoom(bytes);
      if (!room) lifecycle.refused();
      return room;
    },
    accept: (decoded) => {
      pipeline.accept(decoded);
      invocations.observe(decoded.events);
      lifecycle.accepted();
    },
  });
  const lifecycle = new Lifecycle({
    api,
    invocations,
    pipeline: {
      get bufferedBytes() {
        return pipeline.bufferedBytes;
      },
      get intervalPassed() {
        return pipeline.intervalPassed;
      },
      flush: (reason, deadline) => pipeline.flush(reason, deadline),
      settled: (deadline) => pipeline.settled(deadline),
      close: async (deadline) => {
        await deadline.limit(opened);
        receiver.end();
        await pipeline.close(deadline);
      },
    },
    quiet: (deadline) => receiver.quiet(deadline),
    flush: config.flush,
    subscribed: true,
    managedInstances,
    log,
  });

  const listener = await listen(platform, config.port, (body) => receiver.answer(body));
  if (listener === undefined) return degrade(place, new SluiceError('LISTEN_FAILED', ''), config.strict);
  const subscription = await subscribe(platform.request, {
    runtimeApi: place.runtimeApi,
    identifier: api.identifier,
    port: listener.port,
    // platform events say when an invocation starts and ends; a type that is not wanted is filtered, not unsubscribed.
    types: config.types.includes('extension') ? ['platform', 'function', 'extension'] : ['platform', 'function'],
    managedInstances,
  });
  if (subscription.state !== 'active') {
    await listener.close();
    return degrade(place, subscriptionError(subscription), false);
  }
  const open = async (): Promise<boolean> => {
    // What only flushes need, p-queue among it, comes in after the first /next as well.
    const { loadFilters, loadSinks } = await import('./pipeline/load.ts');
    const filters = await loadFilters(config.filters, log);
    const queues = await loadSinks(config.sinks, environment, buffer, counters);
    pipeline.open(filters, queues, startOf(config, subscription, platform));
    receiver.open();
    return filters !== undefined && queues.length === config.sinks.length;
  };
  if (config.strict) opened = open();
  if (config.strict && !(await opened)) return fail(api, new SluiceError('SINK_LOAD_FAILED', 'See the lines above.'));
  const first = api.next();
  // Loading blocks the event loop for tens of ms on Node, and the request for the first event is not on the wire yet: a
  // pause of 5 ms lets it go first (first /next 103 -> 56 ms with the s3 sink).
  if (!config.strict) opened = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(open);
  process.once('SIGTERM', () => {
    // Lambda sends none to extensions; `docker stop` does, and gives ten seconds.
    void lifecycle.stop().then((code) => process.exit(code));
  });
  return lifecycle.run(first);
}

/** Goes on answering Lambda, and ships nothing; says why once. In strict mode Init fails instead. */
async function degrade(place: Place, error: SluiceError | undefined, strict: boolean): Promise<number> {
  const { api, environment, managedInstances } = place;
  if (error !== undefined) environment.log.error(error.message);
  if (strict && error !== undefined) return fail(api, error);
  const nothing = async () => {};
  const lifecycle = new Lifecycle({
    api,
    invocations: new Invocations(),
    pipeline: { bufferedBytes: 0, intervalPassed: false, flush: nothing, settled: nothing, close: nothing },
    quiet: nothing,
    flush: { policy: 'overlap', intervalMs: 0x7fffffff, bytes: Number.POSITIVE_INFINITY },
    subscribed: false,
    managedInstances,
    log: environment.log,
  });
  return lifecycle.run(api.next());
}

async function fail(api: ExtensionsApi, error: SluiceError): Promise<number> {
  await api.initError(error.code, error.message);
  return 1;
}

/** The builds replace the condition by a constant, so that each carries one adapter. */
async function loadPlatform(): Promise<Platform> {
  const module = process.versions.bun ? await import('./platform/bun.ts') : await import('./platform/node.ts');
  return module.platform;
}

/** The configured port, which stays the same after a reset; another one when it is taken, rather than none. */
async function listen(
  platform: Platform,
  port: number,
  answer: (body: Uint8Array | undefined) => number,
): Promise<Listener | undefined> {
  for (const candidate of [port, 0]) {
    try {
      return await platform.serve(candidate, maxBodyBytes, answer);
    } catch {
      // Taken, by another extension perhaps.
    }
  }
  return undefined;
}

function configError(problems: readonly ConfigProblem[]): SluiceError {
  return new SluiceError('CONFIG_INVALID', problems.map(problemLine).join(' | '));
}

/** A local stand-in without telemetry is nothing to report; a refusal is. */
function subscriptionError(subscription: Subscription): SluiceError | undefined {
  return subscription.state === 'refused' ? new SluiceError('SUBSCRIBE_REFUSED', `${subscription.detail}.`) : undefined;
}

function startOf(config: Config, subscription: Subscription, platform: Platform) {
  return {
    version,
    runtime: platform.name,
    api: subscription.state === 'active' ? `${subscription.api} ${subscription.schemaVersion}` : subscription.state,
    types: [...config.types],
    sinks: config.sinks.map(({ name }) => name),
    filters: config.filters.map(({ kind }) => kind.name),
    flush: config.flush.policy,
    bufferBytes: config.buffer.bytes,
  };
}

/** A bug of ours must not end the process: Lambda would count that as a crash of the function's environment. */
function surviveBugs(log: Logger): void {
  const say = (error: unknown) => log.error(new SluiceError('BUG', `${describeFault(error)}.`).message);
  process.on('uncaughtException', say);
  process.on('unhandledRejection', say);
}

main().then((code) => process.exit(code));
