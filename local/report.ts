import { functionVersion } from './identity.ts';
import type { Invocation } from './invocation.ts';

/** How an invocation ended, in the words of the Telemetry API. `errorType` exactly with `error`. */
export interface Outcome {
  readonly status: 'success' | 'error' | 'timeout';
  readonly errorType?: string;
}

/** Moments of one invocation in ms on the monotonic clock, and what the report adds to them. */
export interface Measures {
  readonly runtimeDoneMs: number;
  readonly endMs: number;
  /** Duration of Init, when this was the first invocation after it. */
  readonly initDurationMs?: number;
  readonly memorySizeMb: number;
  readonly peakBytes: number;
  readonly hasExtensions: boolean;
  readonly managedInstances: boolean;
}

/** The record of `platform.start`. */
export function startRecord(invocation: Invocation, functionArn: string) {
  const { requestId } = invocation;
  return { requestId, version: functionVersion, functionArn, tracing: tracing(invocation) };
}

/** The record of `platform.runtimeDone`, in the newest schema. */
export function runtimeDoneRecord(invocation: Invocation, outcome: Outcome, runtimeDoneMs: number) {
  const durationMs = runtimeDoneMs - (invocation.handedOutMs ?? invocation.startedMs);
  const producedBytes = invocation.lastByteMs === undefined ? undefined : invocation.answer?.payload.length;
  return {
    requestId: invocation.requestId,
    ...outcome,
    metrics: { durationMs, ...(producedBytes === undefined ? {} : { producedBytes }) },
    spans: [...responseSpans(invocation), ...overheadSpan(invocation, runtimeDoneMs)],
    tracing: tracing(invocation),
  };
}

/** The record of `platform.report`, in the newest schema. On Managed Instances there is no billing in it. */
export function reportRecord(invocation: Invocation, outcome: Outcome, measures: Measures) {
  const { runtimeDoneMs, endMs, initDurationMs } = measures;
  const durationMs = endMs - invocation.startedMs;
  const common = { requestId: invocation.requestId, ...outcome };
  if (measures.managedInstances) {
    return { ...common, metrics: { durationMs }, spans: responseSpans(invocation), tracing: tracing(invocation) };
  }
  const metrics = {
    durationMs,
    billedDurationMs: Math.ceil(durationMs + (initDurationMs ?? 0)),
    memorySizeMB: measures.memorySizeMb,
    maxMemoryUsedMB: Math.ceil(measures.peakBytes / 2 ** 20),
    ...(initDurationMs === undefined ? {} : { initDurationMs }),
  };
  const spans = measures.hasExtensions ? [span('extensionOverhead', runtimeDoneMs, endMs)] : [];
  return { ...common, metrics, spans, tracing: tracing(invocation) };
}

/** The record of the Logs API's `platform.fault`, which is a plain string. */
export function faultRecord(invocation: Invocation, outcome: Outcome): string {
  const { requestId } = invocation;
  return outcome.status === 'timeout'
    ? `RequestId: ${requestId}\tStatus: timeout`
    : `RequestId: ${requestId} Process exited before completing request`;
}

function responseSpans({ handedOutMs, firstByteMs, lastByteMs }: Invocation) {
  if (handedOutMs === undefined || firstByteMs === undefined || lastByteMs === undefined) return [];
  return [span('responseLatency', handedOutMs, firstByteMs), span('responseDuration', firstByteMs, lastByteMs)];
}

function overheadSpan({ lastByteMs }: Invocation, runtimeDoneMs: number) {
  return lastByteMs === undefined ? [] : [span('runtimeOverhead', lastByteMs, runtimeDoneMs)];
}

function span(name: string, fromMs: number, toMs: number) {
  return { name, start: new Date(performance.timeOrigin + fromMs).toISOString(), durationMs: toMs - fromMs };
}

function tracing({ traceId }: Invocation) {
  return { type: 'X-Amzn-Trace-Id', value: traceId };
}
