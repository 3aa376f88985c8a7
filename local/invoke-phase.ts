import type { Generation, InitOutcome, Surroundings } from './generation.ts';
import { functionArn } from './identity.ts';
import { answerInvocation, platformError } from './invocation.ts';
import type { FunctionAnswer, Invocation } from './invocation.ts';
import { runtimeDoneRecord, startRecord } from './report.ts';
import type { Outcome } from './report.ts';

export interface PhaseOutcome extends Outcome {
  /** On the monotonic clock, ms. */
  readonly runtimeDoneMs: number;
  readonly endMs: number;
}

/**
 * The Invoke phase of one invocation: `platform.start`, the event for the extensions, the invocation for the runtime, its
 * answer and its next poll, `platform.runtimeDone`, and the next poll of every extension that takes INVOKE events. The
 * caller is answered on the way. `init` is the outcome of an Init that ran within this invocation. Never rejects.
 */
export async function runInvokePhase(
  around: Surroundings,
  generation: Generation,
  invocation: Invocation,
  init: InitOutcome | undefined,
): Promise<PhaseOutcome> {
  const { settings, telemetry, functionOutput, timeline } = around;
  const { requestId } = invocation;
  telemetry.hold();
  functionOutput.begin();
  telemetry.platform('platform.start', startRecord(invocation, functionArn(settings)));
  if (generation.fatal === undefined) handOut(around, generation, invocation);
  const ofRuntime = await runtimeOutcome(around, generation, invocation, init);
  const runtimeDoneMs = performance.now();
  if (settings.managedInstances) {
    functionOutput.end();
    telemetry.release();
    return { ...ofRuntime, runtimeDoneMs, endMs: runtimeDoneMs };
  }
  if (settings.faults.loseRuntimeDone !== true) {
    telemetry.platform('platform.runtimeDone', runtimeDoneRecord(invocation, ofRuntime, runtimeDoneMs));
  }
  functionOutput.end();
  telemetry.release();
  timeline.add('runtimeDone', {
    requestId,
    detail: ofRuntime.status,
    durationMs: runtimeDoneMs - invocation.startedMs,
  });
  const outcome = await extensionOutcome(around, generation, invocation, ofRuntime);
  const endMs = performance.now();
  if (generation.extensions.all.length > 0) timeline.add('flush', { requestId, durationMs: endMs - runtimeDoneMs });
  return { ...outcome, runtimeDoneMs, endMs };
}

function handOut({ settings }: Surroundings, generation: Generation, invocation: Invocation): void {
  const { deadlineMs, requestId, traceId } = invocation;
  const tracing = { type: 'X-Amzn-Trace-Id', value: traceId } as const;
  const invokedFunctionArn = functionArn(settings);
  for (const extension of generation.extensions.all) {
    if (!extension.events.includes('INVOKE')) continue;
    extension.give({ eventType: 'INVOKE', deadlineMs, requestId, invokedFunctionArn, tracing });
  }
  generation.runtime.invoke(invocation);
}

async function runtimeOutcome(
  { settings }: Surroundings,
  generation: Generation,
  invocation: Invocation,
  init: InitOutcome | undefined,
): Promise<Outcome> {
  // On Managed Instances an invocation ends with its answer; nothing waits for the runtime's next poll.
  const done = () => invocation.finished || (settings.managedInstances && invocation.answer !== undefined);
  const remainingMs = invocation.startedMs + settings.timeoutMs - performance.now();
  await generation.condition.until(() => generation.fatal !== undefined || done(), remainingMs);
  await generation.runtime.group?.drained();
  if (init?.status === 'timeout' || (generation.fatal === undefined && !done())) {
    const seconds = (settings.timeoutMs / 1000).toFixed(2);
    const message = `Task timed out after ${seconds} seconds`;
    answerInvocation(invocation, forCaller(platformError('Sandbox.Timedout', message), invocation));
    invocation.timedOut = true;
    return { status: 'timeout' };
  }
  if (generation.fatal && !done()) {
    answerInvocation(invocation, forCaller(generation.fatal, invocation));
    return { status: 'error', errorType: generation.fatal.errorType ?? 'Runtime.Unknown' };
  }
  const errorType = invocation.answer?.errorType;
  return errorType === undefined ? { status: 'success' } : { status: 'error', errorType };
}

async function extensionOutcome(
  { settings }: Surroundings,
  generation: Generation,
  invocation: Invocation,
  ofRuntime: Outcome,
): Promise<Outcome> {
  if (ofRuntime.status === 'timeout') return ofRuntime;
  const waitedFor = generation.extensions.all.filter((extension) => extension.events.includes('INVOKE'));
  const ready = () => waitedFor.every((extension) => extension.state === 'Ready');
  const remainingMs = invocation.startedMs + settings.timeoutMs - performance.now();
  const inTime = await generation.condition.until(() => generation.fatal !== undefined || ready(), remainingMs);
  await Promise.all(generation.groups.map((group) => group.drained()));
  // The caller has its answer; yet an extension that dies or does not come back in time fails the invocation.
  const { fatal } = generation;
  if (fatal !== undefined) return { status: 'error', errorType: fatal.errorType ?? 'Extension.Crash' };
  if (inTime) return ofRuntime;
  invocation.timedOut = true;
  return { status: 'timeout' };
}

// Errors of the platform name the request; an error that the runtime reported is passed on as it is.
function forCaller(answer: FunctionAnswer, { requestId }: Invocation): FunctionAnswer {
  if (answer.fromRuntime) return answer;
  const { errorType, errorMessage } = JSON.parse(answer.payload.toString('utf8')) as Record<string, string>;
  return platformError(errorType as string, `RequestId: ${requestId} Error: ${errorMessage}`);
}
