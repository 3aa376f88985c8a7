import { describe, expect, it } from 'vitest';
import { Deadline } from '../../../src/contracts/deadline.ts';

describe('Deadline', () => {
  it('counts down to the epoch milliseconds that Lambda names, not for so many milliseconds', () => {
    const remaining = Deadline.at(Date.now() + 60_000).remainingMs;
    expect(remaining).toBeGreaterThan(59_000);
    expect(remaining).toBeLessThanOrEqual(60_000);
  });

  it('never passes when Lambda names none', () => {
    expect(Deadline.at(Number.NaN).passed).toBe(false);
    expect(Deadline.at(Number.NaN).remainingMs).toBe(Number.POSITIVE_INFINITY);
    expect(Deadline.never.signal().aborted).toBe(false);
  });

  it('has passed once its instant is over, and never has less than nothing left', () => {
    const past = Deadline.at(Date.now() - 1);
    expect(past.passed).toBe(true);
    expect(past.remainingMs).toBe(0);
  });

  it('keeps a reserve, and picks the earlier of two', () => {
    const later = Deadline.at(Date.now() + 60_000);
    const sooner = later.minus(30_000);
    expect(sooner.remainingMs).toBeLessThanOrEqual(30_000);
    expect(later.earlier(sooner)).toBe(sooner);
    expect(sooner.earlier(Deadline.never)).toBe(sooner);
  });

  it('answers with the work when it is done in time, and with "timeout" when it is not', async () => {
    expect(await Deadline.in(60_000).limit(Promise.resolve(7))).toBe(7);
    expect(await Deadline.in(1).limit(new Promise(() => {}))).toBe('timeout');
    await expect(Deadline.in(60_000).limit(Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });

  it('aborts its signal when it passes', async () => {
    const signal = Deadline.in(1).signal();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.aborted).toBe(true);
  });

  it('lets a pause be cut short by a signal', async () => {
    const stop = new AbortController();
    const pause = Deadline.in(3_600_000).elapse(stop.signal);
    stop.abort();
    await pause;
    await Deadline.in(3_600_000).elapse(AbortSignal.abort());
    await Deadline.in(1).elapse(new AbortController().signal);
  });
});
