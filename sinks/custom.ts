import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import type { Batch } from '../src/contracts/batch.ts';
import { Deadline } from '../src/contracts/deadline.ts';
import { retryAll, type Delivery, type SendContext } from '../src/contracts/sink.ts';
import type { Sink, SinkEnvironment, SinkKind } from '../src/contracts/sink.ts';
import { describeFault, SluiceError } from '../src/errors.ts';

// Init may take 10 s in all; a module that waits for something while it is imported must not use them up.
const importWithinMs = 2_000;

/** The default export of a user's own sink module. `docs/write-a-sink.md` explains it. */
export interface CustomSink {
  /** How the sink is named in the configuration: lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly summary: string;
  /** A zod 4 schema of the settings. Without one any object is taken, and `create` checks it. */
  readonly config?: z.core.$ZodType;
  /** Names of settings whose values are secrets: printed as `***`. Left out, all of them are taken for secrets. */
  readonly secrets?: readonly string[];
  /** Called once. Throws an `Error` that says what is wrong with the settings, without quoting a secret. */
  create(settings: unknown, environment: SinkEnvironment): Sink;
}

/**
 * Imports the module at `path` (absolute, or relative to the working directory) and makes a kind of its default export.
 * Answers the problem, in words that begin with the path, when that cannot be done. Runs the module's code: called only for a path that the user
 * configured, on Node as well as from the compiled executable.
 */
export async function loadCustomKind(path: string): Promise<SinkKind | string> {
  let module: { readonly default?: unknown } | 'timeout';
  try {
    module = await Deadline.in(importWithinMs).limit(import(pathToFileURL(resolve(path)).href));
  } catch (error) {
    // The kind of the error alone: its words are the module's, and may hold anything.
    return `${path} cannot be imported (${describeFault(error)}): run it with node to see why`;
  }
  if (module === 'timeout') return `${path} is not done importing after ${importWithinMs} ms`;
  const problem = problemOf(module.default);
  return problem === undefined ? kindOf(module.default as CustomSink) : `${path} ${problem}`;
}

function problemOf(found: unknown): string | undefined {
  if (typeof found !== 'object' || found === null) {
    return 'has no default export: write `export default { name, summary, create }`';
  }
  const { name, summary, config, secrets, create } = found as Partial<Record<keyof CustomSink, unknown>>;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) {
    return 'has no usable name: lower-case letters, digits and hyphens, beginning with a letter';
  }
  if (typeof summary !== 'string') return 'has no summary: one sentence that says what it does';
  if (typeof create !== 'function') return 'has no create(settings, environment)';
  if (config !== undefined && typeof (config as { _zod?: unknown })._zod !== 'object') {
    return 'has a config that is not a zod 4 schema: leave it out and check the settings in create';
  }
  if (secrets !== undefined && !(Array.isArray(secrets) && secrets.every((name) => typeof name === 'string'))) {
    return 'has secrets that are not a list of names of settings';
  }
  return undefined;
}

function kindOf(custom: CustomSink): SinkKind {
  return {
    name: custom.name,
    summary: custom.summary,
    config: custom.config ?? z._default(z.record(z.string(), z.unknown()), {}),
    environment: {},
    // A module that does not say which of its settings are secrets may well have some.
    secrets: custom.secrets ?? ['*'],
    load: async () => ({ create: (settings, environment) => checked(custom, created(custom, settings, environment)) }),
  };
}

function created(custom: CustomSink, settings: unknown, environment: SinkEnvironment): Sink {
  try {
    return custom.create(settings, environment);
  } catch (error) {
    throw new SluiceError(
      'SINK_LOAD_FAILED',
      error instanceof Error ? error.message : `${custom.name}: create() threw.`,
    );
  }
}

// A mistake here would show far away, as a record that is neither delivered nor counted: so it is looked for at the border.
function checked(custom: CustomSink, sink: Sink): Sink {
  const { records, bytes, recordBytes } = sink?.limits ?? {};
  if (typeof sink?.send !== 'function' || ![records, bytes, recordBytes].every(isPositiveInteger)) {
    const detail = `${custom.name}: create() must return { limits: { records, bytes, recordBytes }, send(batch, context) }.`;
    throw new SluiceError('SINK_LOAD_FAILED', detail);
  }
  return {
    limits: sink.limits,
    async send(batch: Batch, context: SendContext): Promise<Delivery> {
      const delivery = await sink.send(batch, context);
      if (Array.isArray(delivery?.retry) && Array.isArray(delivery.rejected)) return delivery;
      return retryAll(batch, 'send() must answer { retry: [], rejected: [] }');
    },
    async close() {
      await sink.close?.();
    },
  };
}

function isPositiveInteger(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
