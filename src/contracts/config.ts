import type { FilterKind } from './filter.ts';
import type { LogLevel } from './log.ts';
import type { SinkKind } from './sink.ts';

/** The record types that can be shipped, by the names of the Telemetry API's `types`. */
export const telemetryTypes = ['platform', 'function', 'extension'] as const;
export type TelemetryType = (typeof telemetryTypes)[number];

export const flushPolicies = ['invoke', 'overlap', 'interval', 'adaptive'] as const;
export type FlushPolicyName = (typeof flushPolicies)[number];

/** Why a flush is asked for. What arrives (`pressure`) and a timer (`tick`) ask often; the others know that it is time. */
export type FlushReason = 'invoke' | 'runtime-done' | 'pressure' | 'tick' | 'shutdown';

export interface FlushSettings {
  readonly policy: FlushPolicyName;
  /** Age in ms at which `interval` flushes, and the period of the timer on Managed Instances. */
  readonly intervalMs: number;
  /** Size of the buffered lines at which every policy starts a flush, so that a long invocation ships early. */
  readonly bytes: number;
}

export interface BufferSettings {
  /** Bound of the lines held in memory, over all sinks together. */
  readonly bytes: number;
  readonly spillDir: string;
  readonly spillBytes: number;
}

/** One configured sink: its kind and its checked settings. `name` is the key under `sinks`, unique. */
export interface ConfiguredSink {
  readonly name: string;
  readonly kind: SinkKind;
  readonly settings: unknown;
}

export interface ConfiguredFilter {
  readonly kind: FilterKind;
  readonly settings: unknown;
}

/** The whole configuration, checked: what `loadConfig` answers and `main` composes the program from. */
export interface Config {
  readonly types: readonly TelemetryType[];
  readonly sinks: readonly ConfiguredSink[];
  /** In the order in which they run. */
  readonly filters: readonly ConfiguredFilter[];
  readonly flush: FlushSettings;
  readonly buffer: BufferSettings;
  readonly strict: boolean;
  readonly logLevel: LogLevel;
  /** The port to listen on for telemetry. The same after every restart, since a subscription may outlive a reset. */
  readonly port: number;
}

/** One thing wrong with the configuration, in words that say the fix. Never quotes a secret. */
export interface ConfigProblem {
  /** Where: `SLUICE_S3_BUCKET`, or `sinks.s3.bucket in /opt/sluice.json`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

/**
 * What a schema's check may say beside what it expects, as `params` of a custom issue. `wrong` follows the value that was
 * found; without it the value speaks for itself. Neither quotes a secret.
 */
export interface IssueWords {
  readonly wrong?: string;
  readonly fix?: string;
}
