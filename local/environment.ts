import { Generation } from './generation.ts';
import type { InitOutcome, ShutdownResult, Surroundings } from './generation.ts';
import { answerInvocation, platformError } from './invocation.ts';
import type { Invocation, InvokeResult } from './invocation.ts';
import { runInvokePhase } from './invoke-phase.ts';
import type { PhaseOutcome } from './invoke-phase.ts';
import type { ShutdownReason } from './options.ts';
import { faultRecord, reportRecord } from './report.ts';

/**
 * One execution environment: starts its processes with the first invocation, freezes them between invocations, resets them
 * after a crash or a timeout, and ends them. Does one thing at a time; what comes meanwhile waits its turn.
 */
export class Environment {
  generation: Generation | undefined;
  readonly #around: Surroundings;
  #turn: Promise<unknown> = Promise.resolve();
  #frozen = false;
  #closed = false;
  /** The phase of the next Init: an environment that was reset is initialized within the invocation that needs it. */
  #phase: 'init' | 'invoke' = 'init';
  #initDurationMs: number | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Runs the invocation in its turn. Resolves when the Invoke phase has ended and the freeze is in place. */
  invoke(invocation: Invocation): Promise<InvokeResult> {
    return this.#inTurn(() => this.#invoke(invocation));
  }

  /** SHUTDOWN, in its turn. Without running processes there is nothing to do. */
  shutdown(reason: ShutdownReason): Promise<ShutdownResult> {
    return this.#inTurn(async () => {
      const result = await this.#end(reason);
      this.#phase = 'init';
      return result ?? { reason, durationMs: 0, extensions: [] };
    });
  }

  /** Kills everything at once, without waiting for a turn. What waits or comes later is answered with an error. */
  async close(): Promise<void> {
    this.#closed = true;
    const { generation } = this;
    if (generation === undefined) return;
    generation.fatal ??= closedError();
    generation.condition.changed();
    await generation.kill();
    await this.#turn;
    this.#around.telemetry.endGeneration();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #invoke(invocation: Invocation): Promise<InvokeResult> {
    const { settings, timeline } = this.#around;
    const { requestId } = invocation;
    if (this.#closed) return closedResult(invocation);
    this.#thaw();
    // A process may have ended while nothing ran, when nothing was frozen.
    if (this.generation?.fatal) await this.#reset('failure');
    if (this.generation === undefined && this.#phase === 'init' && !this.#closed) await this.#coldStart();
    if (this.#closed) return closedResult(invocation);
    timeline.add('invoke', { requestId });
    invocation.startedMs = performance.now();
    invocation.deadlineMs = Date.now() + settings.timeoutMs;
    const init = this.generation === undefined ? await this.#init('invoke', settings.timeoutMs) : undefined;
    const generation = this.generation as unknown as Generation;
    const outcome = await runInvokePhase(this.#around, generation, invocation, init);
    if (this.#closed) return closedResult(invocation);
    await this.#finish(generation, invocation, outcome);
    const { payload, functionError } = invocation.answer ?? closedError();
    return {
      requestId,
      status: 200,
      ...(functionError === undefined ? {} : { functionError }),
      payload,
      durationMs: outcome.endMs - invocation.startedMs,
      postRuntimeMs: outcome.endMs - outcome.runtimeDoneMs,
      timedOut: invocation.timedOut,
    };
  }

  async #coldStart(): Promise<void> {
    const { status, durationMs } = await this.#init('init', this.#around.settings.initTimeoutMs);
    this.#initDurationMs = durationMs;
    // On Managed Instances there is no second try: the failed generation fails the invocation, and is then replaced.
    if (status !== 'success' && !this.#around.settings.managedInstances) {
      await this.#reset(status === 'timeout' ? 'timeout' : 'failure');
    }
  }

  #init(phase: 'init' | 'invoke', limitMs: number): Promise<InitOutcome> {
    this.#initDurationMs = undefined;
    this.generation = new Generation(this.#around);
    return this.generation.init(phase, limitMs);
  }

  async #finish(generation: Generation, invocation: Invocation, outcome: PhaseOutcome): Promise<void> {
    const { settings, telemetry, timeline } = this.#around;
    const { runtimeDoneMs, endMs, ...verdict } = outcome;
    const report = reportRecord(invocation, verdict, {
      runtimeDoneMs,
      endMs,
      ...(this.#initDurationMs === undefined ? {} : { initDurationMs: this.#initDurationMs }),
      memorySizeMb: settings.memorySizeMb,
      peakBytes: generation.groups.reduce((sum, group) => sum + group.peakBytes(), 0),
      hasExtensions: generation.extensions.all.length > 0,
      managedInstances: settings.managedInstances,
    });
    this.#initDurationMs = undefined;
    const { requestId, startedMs } = invocation;
    timeline.add('report', { requestId, detail: verdict.status, durationMs: endMs - startedMs });
    const timedOut = verdict.status === 'timeout' && !settings.managedInstances;
    // After a crash or a timeout the report comes when the processes have gone: the next generation receives it.
    if (timedOut || generation.fatal !== undefined) {
      await this.#reset(timedOut ? 'timeout' : 'failure');
      telemetry.platform('platform.fault', faultRecord(invocation, verdict));
      telemetry.platform('platform.report', report);
      return;
    }
    telemetry.platform('platform.report', report);
    await this.#freeze(generation);
  }

  async #reset(reason: 'timeout' | 'failure'): Promise<void> {
    this.#around.timeline.add('reset', { detail: reason });
    await this.#end(reason);
    this.#phase = this.#around.settings.managedInstances ? 'init' : 'invoke';
  }

  async #end(reason: ShutdownReason): Promise<ShutdownResult | undefined> {
    const { generation } = this;
    if (generation === undefined) return undefined;
    this.#thaw();
    const result = await generation.shutdown(reason);
    this.generation = undefined;
    return result;
  }

  async #freeze(generation: Generation): Promise<void> {
    const { settings, telemetry, timeline } = this.#around;
    if (!settings.freeze) return;
    await telemetry.pause();
    this.#frozen = true;
    await Promise.all(generation.groups.map((group) => group.freeze()));
    timeline.add('freeze');
  }

  #thaw(): void {
    if (!this.#frozen) return;
    this.#frozen = false;
    this.#around.timeline.add('thaw');
    for (const group of this.generation?.groups ?? []) group.thaw();
    this.#around.telemetry.resume();
  }
}

function closedError() {
  return platformError('Sandbox.Failure', 'The local Lambda was closed');
}

function closedResult(invocation: Invocation): InvokeResult {
  answerInvocation(invocation, closedError());
  const { payload, functionError } = invocation.answer ?? closedError();
  const { requestId } = invocation;
  const failed = functionError === undefined ? {} : { functionError };
  return { requestId, status: 200, ...failed, payload, durationMs: 0, postRuntimeMs: 0, timedOut: false };
}
