import type { FlushSettings } from '../contracts/config.ts';

/**
 * When a decision is due. `invoke`: an invocation starts. `event`: telemetry was accepted. `tick`: the timer of Managed
 * Instances, where there is no INVOKE and no freeze. `shutdown`: the environment ends.
 */
export type FlushMoment = 'invoke' | 'event' | 'tick' | 'shutdown';

/** What is known at that moment. */
export interface FlushState {
  /** Bytes of lines that wait for a sink. */
  readonly bufferedBytes: number;
  /** The oldest waiting line is older than `intervalMs`. */
  readonly intervalPassed: boolean;
  /** Mean ms between the last invocations; `undefined` while unknown. */
  readonly meanGapMs: number | undefined;
  /** Telemetry is delivered and says when the runtime is done. */
  readonly endsAreReported: boolean;
}

/** `now`; `when-done`: wait for this invocation's platform.runtimeDone, then flush, then ask for the next event; `no`. */
export type FlushDecision = 'now' | 'when-done' | 'no';

// Below this mean gap, lines that wait for the next invocation wait less than a reader would notice; above it they would
// lie in a frozen environment for too long, and the billed round trip is rare anyway.
const frequentBelowMs = 30_000;

/** The four policies in one place. Pure: `Lifecycle` carries the decision out. */
export function decideFlush(moment: FlushMoment, settings: FlushSettings, state: FlushState): FlushDecision {
  const tooLarge = state.bufferedBytes >= settings.bytes;
  switch (moment) {
    case 'shutdown':
      return 'now';
    case 'tick':
      return state.bufferedBytes > 0 ? 'now' : 'no';
    case 'event':
      // Whatever the policy, a long invocation that logs much ships early instead of filling the buffer.
      return tooLarge || (settings.policy === 'interval' && state.intervalPassed) ? 'now' : 'no';
    case 'invoke':
      return decideAtInvoke(settings, state, tooLarge);
  }
}

function decideAtInvoke(settings: FlushSettings, state: FlushState, tooLarge: boolean): FlushDecision {
  const whenDone = state.endsAreReported ? 'when-done' : 'now';
  switch (settings.policy) {
    case 'invoke':
      return whenDone;
    case 'overlap':
      return 'now';
    case 'interval':
      return tooLarge || (state.intervalPassed && state.bufferedBytes > 0) ? 'now' : 'no';
    case 'adaptive':
      return state.meanGapMs !== undefined && state.meanGapMs < frequentBelowMs ? 'now' : whenDone;
  }
}
