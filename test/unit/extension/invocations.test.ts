import { describe, expect, it } from 'vitest';
import { Deadline } from '../../../src/contracts/deadline.ts';
import { Invocations } from '../../../src/extension/invocations.ts';

describe('Invocations', () => {
  it('does not wait for an end that telemetry reported before the INVOKE event came', async () => {
    const invocations = new Invocations();
    invocations.finished('a');
    expect(await invocations.untilFinished('a', Deadline.never)).toBe('done');
  });

  it('waits for the end of this request, not for that of another', async () => {
    const invocations = new Invocations();
    const wait = invocations.untilFinished('b', Deadline.never);
    let over = false;
    void wait.then(() => (over = true));
    invocations.finished('a');
    await Promise.resolve();
    expect(over).toBe(false);
    invocations.finished('b');
    expect(await wait).toBe('done');
  });

  it('stops waiting at the deadline, and for good after two ends that were never reported', async () => {
    const invocations = new Invocations();
    expect(await invocations.untilFinished('a', Deadline.in(1))).toBe('timeout');
    expect(invocations.endsAreReported).toBe(true);
    expect(await invocations.untilFinished('b', Deadline.in(1))).toBe('timeout');
    expect(invocations.endsAreReported).toBe(false);
    invocations.finished('c');
    expect(invocations.endsAreReported).toBe(true);
  });

  it('knows the mean gap of the last twenty invocations', () => {
    const invocations = new Invocations();
    invocations.started(0);
    expect(invocations.meanGapMs).toBeUndefined();
    invocations.started(1_000_000);
    for (let i = 1; i <= 20; i += 1) invocations.started(1_000_000 + i * 100);
    expect(invocations.meanGapMs).toBe(100);
  });
});
