import * as z from 'zod/mini';
import { flushPolicies, telemetryTypes, type BufferSettings, type FlushSettings } from '../contracts/config.ts';
import type { TelemetryType } from '../contracts/config.ts';
import type { FilterKind } from '../contracts/filter.ts';
import { logLevels, type LogLevel } from '../contracts/log.ts';
import type { SinkKind } from '../contracts/sink.ts';
import { byteSize, flag, listOf, wholeNumber } from './values.ts';

const kib = 2 ** 10;
const mib = 2 ** 20;
const gib = 2 ** 30;

/** The port for telemetry: below the range from which Linux hands out ports by itself, and not Lambda's own 9001. */
export const defaultPort = 4243;
// A subscription to it is refused (AWS documentation, Telemetry API).
const lambdaPort = 9001;

/** What the whole schema answers. `sinks` and `filters` hold each kind's own settings. */
export interface Settings {
  readonly types: readonly TelemetryType[];
  readonly sinks: Readonly<Record<string, unknown>>;
  readonly filters: Readonly<Record<string, unknown>>;
  readonly flush: FlushSettings;
  readonly buffer: BufferSettings;
  readonly strict: boolean;
  readonly logLevel: LogLevel;
  readonly port: number;
}

/**
 * Bound of the lines in memory, in bytes, for a function of `memoryMb` MB (AWS_LAMBDA_FUNCTION_MEMORY_SIZE): a sixteenth,
 * since the function's own code shares that memory, yet not below 4 MiB, the largest POST that Lambda sends (AWS docs,
 * Telemetry API: twice maxBytes and metadata). 8 MiB when the size is not known.
 */
export function defaultBufferBytes(memoryMb: number | undefined): number {
  if (memoryMb === undefined || !Number.isFinite(memoryMb)) return 8 * mib;
  return Math.min(64 * mib, Math.max(4 * mib, Math.floor(memoryMb / 16) * mib));
}

/**
 * The strict schema of one configuration: the core settings, and those of the sinks and filters that are used, by name.
 * Unknown keys fail at every level. Built for each configuration, from the chosen kinds only: a schema costs start-up time.
 */
export function settingsSchema(
  sinks: ReadonlyMap<string, SinkKind>,
  filters: ReadonlyMap<string, FilterKind>,
  memoryMb: number | undefined,
): z.ZodMiniType<Settings, unknown> {
  const settings = z.strictObject({
    ...coreShape(memoryMb),
    sinks: z.strictObject(Object.fromEntries([...sinks].map(([name, kind]) => [name, kind.config]))),
    filters: z.strictObject(Object.fromEntries([...filters].map(([name, kind]) => [name, kind.config]))),
  });
  return settings.check(
    z.refine(({ flush, buffer }) => flush.bytes <= buffer.bytes, {
      path: ['flush', 'bytes'],
      error: 'at most buffer.bytes: a buffer that is full before its flush starts refuses telemetry',
    }),
  );
}

/** The settings that belong to no kind, with their descriptions: also what docs/configuration.md is generated from. */
export function coreShape(memoryMb: number | undefined) {
  return {
    types: described(
      z._default(listOf(telemetryTypes), telemetryTypes),
      'Which telemetry is shipped: platform, function, extension. A list, or a text with commas.',
    ),
    flush: z.prefault(
      z.strictObject({
        policy: described(
          z._default(z.enum(flushPolicies), 'invoke'),
          'When records are shipped: invoke, overlap, interval or adaptive.',
        ),
        intervalMs: described(
          z._default(wholeNumber(100, 900_000, 'whole milliseconds'), 1000),
          'Age in ms at which the interval policy flushes, and the period of the timer on Managed Instances.',
        ),
        bytes: described(
          z._default(byteSize(kib, gib), mib),
          'Size of the buffered lines at which every policy starts a flush.',
        ),
      }),
      {},
    ),
    buffer: z.prefault(
      z.strictObject({
        bytes: described(
          z._default(byteSize(mib, gib), defaultBufferBytes(memoryMb)),
          'Bound of the lines held in memory, over all sinks together. By default a sixteenth of the memory of the function, from 4MiB to 64MiB; 8MiB where that is not known.',
        ),
        spillDir: described(
          z._default(z.string().check(z.regex(/^\/./, { error: 'an absolute path' })), '/tmp/sluice'),
          'Directory for what memory does not hold. Planned: checked, but nothing is spilled yet.',
        ),
        spillBytes: described(
          z._default(byteSize(0, 10 * gib), 64 * mib),
          'Bound of that directory, 0 for none. Planned: checked, but nothing is spilled yet.',
        ),
      }),
      {},
    ),
    strict: described(
      z._default(flag(), false),
      'Fail the start of the function when the configuration is bad. Otherwise Sluice says so and ships nothing.',
    ),
    logLevel: described(
      z._default(z.enum(logLevels), 'warn'),
      'Which of its own lines Sluice writes: error, warn, info or debug.',
    ),
    port: described(
      z
        ._default(wholeNumber(0, 65_535, 'a port'), defaultPort)
        .check(
          z.refine((port) => port !== lambdaPort, { error: `another port: Lambda keeps ${lambdaPort} for itself` }),
        ),
      'Port on which Lambda delivers telemetry. 0 lets the system choose.',
    ),
  };
}

function described<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description });
  return schema;
}
