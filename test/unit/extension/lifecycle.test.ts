import { describe, expect, it } from 'vitest';
import type { FlushPolicyName } from '../../../src/contracts/config.ts';
import { createLogger } from '../../../src/contracts/log.ts';
import type { HttpRequest, HttpResponse } from '../../../src/contracts/platform.ts';
import { ExtensionsApi, parseEvent } from '../../../src/extension/extensions-api.ts';
import { Invocations } from '../../../src/extension/invocations.ts';
import { Lifecycle } from '../../../src/extension/lifecycle.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  header: (name) => headers[name],
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const invoke = (requestId: string, inMs = 60_000) =>
  answer(200, { eventType: 'INVOKE', deadlineMs: Date.now() + inMs, requestId });
const shutdown = (reason = 'spindown', inMs = 2_000) =>
  answer(200, { eventType: 'SHUTDOWN', deadlineMs: Date.now() + inMs, shutdownReason: reason });

/** A Lambda that answers `/next` from a list, and a pipeline that writes down what it is asked. */
function scene(policy: FlushPolicyName, answers: (HttpResponse | Error)[], subscribed = true) {
  const story: string[] = [];
  const invocations = new Invocations();
  const request = async ({ url }: HttpRequest): Promise<HttpResponse> => {
    story.push(url.slice(url.lastIndexOf('/') + 1));
    const next = url.endsWith('/next') ? answers.shift() : answer(202, { status: 'OK' });
    if (next === undefined) return new Promise(() => {});
    if (next instanceof Error) throw next;
    return next;
  };
  const api = new ExtensionsApi(request, '127.0.0.1:9001', 'id');
  const lifecycle = new Lifecycle({
    api,
    invocations,
    pipeline: {
      bufferedBytes: 10,
      intervalPassed: false,
      flush: async (reason, deadline) => void story.push(`flush ${reason} ${deadline.remainingMs > 0}`),
      settled: async () => void story.push('settled'),
      close: async (deadline) => void story.push(`close ${deadline.remainingMs <= 1_800}`),
    },
    quiet: async () => void story.push('quiet'),
    flush: { policy, intervalMs: 1000, bytes: 1000 },
    subscribed,
    managedInstances: false,
    log: createLogger('[t]', 'debug', (text) => story.push(text)),
  });
  return { api, invocations, lifecycle, story };
}

describe('Lifecycle', () => {
  it('invoke: flushes after this invocation is done and only then asks for the next event', async () => {
    const { api, invocations, lifecycle, story } = scene('invoke', [invoke('a'), shutdown()]);
    const code = lifecycle.run(api.next());
    await new Promise(setImmediate);
    expect(story).toEqual(['next']);
    invocations.finished('a');
    expect(await code).toBe(0);
    expect(story).toEqual(['next', 'flush runtime-done true', 'next', 'flush shutdown true', 'quiet', 'close true']);
  });

  it('overlap: flushes while the function runs, and waits for nothing else', async () => {
    const { api, lifecycle, story } = scene('overlap', [invoke('a'), shutdown()]);
    await lifecycle.run(api.next());
    expect(story.slice(0, 3)).toEqual(['next', 'flush invoke true', 'next']);
  });

  it('interval: asks for the next event at once while nothing is due', async () => {
    const { api, lifecycle, story } = scene('interval', [invoke('a'), shutdown()]);
    await lifecycle.run(api.next());
    expect(story.slice(0, 3)).toEqual(['next', 'settled', 'next']);
  });

  it('stops waiting for the end of an invocation before its deadline passes', async () => {
    const { api, lifecycle, story } = scene('invoke', [invoke('a', 105), shutdown()]);
    expect(await lifecycle.run(api.next())).toBe(0);
    expect(story.filter((entry) => entry === 'next').length).toBe(2);
  });

  it.each(['spindown', 'TIMEOUT', 'Failure', 'something new'])('ends with 0 on SHUTDOWN for %s', async (reason) => {
    const { api, lifecycle } = scene('invoke', [shutdown(reason)]);
    expect(await lifecycle.run(api.next())).toBe(0);
  });

  it('starts a flush when telemetry is refused, since nothing else makes room', async () => {
    const { lifecycle, story } = scene('overlap', []);
    lifecycle.refused();
    expect(story).toEqual(['flush pressure true']);
  });

  it('keeps time for one flush when the end of an invocation is never reported', async () => {
    const { api, lifecycle, story } = scene('invoke', [invoke('a', 300), shutdown()]);
    await lifecycle.run(api.next());
    expect(story.slice(0, 3)).toEqual(['next', 'flush runtime-done true', 'next']);
  });

  it('uses a SHUTDOWN of which Lambda left 100 ms', async () => {
    const { api, lifecycle, story } = scene('invoke', [shutdown('spindown', 100)]);
    expect(await lifecycle.run(api.next())).toBe(0);
    expect(story).toContain('flush shutdown true');
  });

  it('waits for nothing and flushes nothing when no telemetry is delivered', async () => {
    const { api, lifecycle, story } = scene('invoke', [invoke('a'), invoke('b'), shutdown()], false);
    expect(await lifecycle.run(api.next())).toBe(0);
    expect(story).toEqual(['next', 'next', 'next', 'close true']);
  });

  it('goes on after an event it does not know', async () => {
    const { api, lifecycle } = scene('invoke', [
      answer(200, { eventType: 'NEW' }),
      answer(200, 'not json'),
      shutdown(),
    ]);
    expect(await lifecycle.run(api.next())).toBe(0);
  });

  it.each([
    ['refuses', answer(403, { errorType: 'Extension.InvalidExtensionState', errorMessage: 'SECRET' })],
    ['is gone', Object.assign(new Error('SECRET'), { code: 'ECONNRESET' })],
  ])('ships what it has and ends with 1 when Lambda %s, without asking again', async (_case, failure) => {
    const { api, lifecycle, story } = scene('invoke', [failure]);
    expect(await lifecycle.run(api.next())).toBe(1);
    expect(story.filter((entry) => entry === 'next').length).toBe(1);
    expect(story.join()).toContain('NEXT_FAILED');
    expect(story.join()).not.toContain('SECRET');
  });
});

describe('parseEvent', () => {
  it('reads the deadline as an instant', () => {
    const event = parseEvent(JSON.stringify({ eventType: 'INVOKE', requestId: 'r', deadlineMs: Date.now() + 5_000 }));
    expect(event.type === 'INVOKE' && event.deadline.remainingMs).toBeGreaterThan(4_000);
  });

  it('reads a reason in either case, and an event without a deadline', () => {
    const shutdownEvent = parseEvent('{"eventType":"SHUTDOWN","shutdownReason":"SPINDOWN"}');
    expect(shutdownEvent).toMatchObject({ reason: 'spindown' });
    expect(shutdownEvent.type === 'SHUTDOWN' && shutdownEvent.deadline.remainingMs).toBeLessThanOrEqual(2_000);
    const invokeEvent = parseEvent('{"eventType":"INVOKE","requestId":"r"}');
    expect(invokeEvent.type === 'INVOKE' && invokeEvent.deadline.remainingMs).toBeLessThanOrEqual(3_000);
    expect(parseEvent('null')).toEqual({ type: 'unknown' });
  });
});

describe('ExtensionsApi', () => {
  it('registers under the name of the file and keeps the identifier', async () => {
    const asked: HttpRequest[] = [];
    const api = new ExtensionsApi(async (request) => {
      asked.push(request);
      return answer(200, {}, { 'lambda-extension-identifier': 'the-id' });
    }, 'h:1');
    expect(await api.register('sluice', ['INVOKE', 'SHUTDOWN'])).toEqual({ ok: true, identifier: 'the-id' });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: 'http://h:1/2020-01-01/extension/register',
      body: '{"events":["INVOKE","SHUTDOWN"]}',
    });
    expect(asked[0]?.headers['lambda-extension-name']).toBe('sluice');
    await api.initError('CONFIG_INVALID', 'why');
    expect(asked[1]?.headers).toMatchObject({
      'lambda-extension-identifier': 'the-id',
      'lambda-extension-function-error-type': 'Extension.ConfigInvalid',
    });
  });

  it('tells a refusal by its status and type', async () => {
    const api = new ExtensionsApi(async () => answer(403, { errorType: 'Extension.TooManyExtensions' }), 'h:1');
    expect(await api.register('sluice', [])).toEqual({
      ok: false,
      detail: 'Lambda answered 403 Extension.TooManyExtensions.',
    });
  });
});
