import { describe, expect, it } from 'vitest';
import { flushPolicies, type FlushPolicyName } from '../../../src/contracts/config.ts';
import { decideFlush, type FlushMoment, type FlushState } from '../../../src/extension/flush-policy.ts';

const quiet: FlushState = { bufferedBytes: 0, intervalPassed: false, meanGapMs: undefined, endsAreReported: true };
const settings = (policy: FlushPolicyName) => ({ policy, intervalMs: 1000, bytes: 1000 });
const decide = (moment: FlushMoment, policy: FlushPolicyName, state: Partial<FlushState> = {}) =>
  decideFlush(moment, settings(policy), { ...quiet, ...state });

describe('decideFlush', () => {
  it('flushes at SHUTDOWN whatever the policy', () => {
    for (const policy of flushPolicies) expect(decide('shutdown', policy)).toBe('now');
  });

  it('ships early in every policy when a long invocation has filled the flush size', () => {
    for (const policy of flushPolicies) {
      expect(decide('event', policy, { bufferedBytes: 999 })).toBe('no');
      expect(decide('event', policy, { bufferedBytes: 1000 })).toBe('now');
    }
  });

  it('flushes on the timer of Managed Instances when there is something to flush', () => {
    for (const policy of flushPolicies) {
      expect(decide('tick', policy)).toBe('no');
      expect(decide('tick', policy, { bufferedBytes: 1 })).toBe('now');
    }
  });

  it('invoke: waits for the end of this invocation, so that its own lines leave with it', () => {
    expect(decide('invoke', 'invoke')).toBe('when-done');
  });

  it('invoke: waits no more once the ends of invocations are not reported', () => {
    expect(decide('invoke', 'invoke', { endsAreReported: false })).toBe('now');
    expect(decide('invoke', 'adaptive', { endsAreReported: false })).toBe('now');
  });

  it('overlap: ships the previous lines while the function runs, and adds nothing to it', () => {
    expect(decide('invoke', 'overlap')).toBe('now');
  });

  it('interval: ships at the start of an invocation only what is old or large enough', () => {
    expect(decide('invoke', 'interval')).toBe('no');
    expect(decide('invoke', 'interval', { bufferedBytes: 1 })).toBe('no');
    expect(decide('invoke', 'interval', { bufferedBytes: 1, intervalPassed: true })).toBe('now');
    expect(decide('invoke', 'interval', { bufferedBytes: 1000 })).toBe('now');
    expect(decide('event', 'interval', { bufferedBytes: 1, intervalPassed: true })).toBe('now');
    expect(decide('event', 'overlap', { bufferedBytes: 1, intervalPassed: true })).toBe('no');
  });

  it('adaptive: like invoke while invocations are rare or unknown, like overlap while they are frequent', () => {
    expect(decide('invoke', 'adaptive')).toBe('when-done');
    expect(decide('invoke', 'adaptive', { meanGapMs: 600_000 })).toBe('when-done');
    expect(decide('invoke', 'adaptive', { meanGapMs: 500 })).toBe('now');
  });
});
