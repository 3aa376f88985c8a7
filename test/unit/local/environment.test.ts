import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalLambda } from '../../../local/index.ts';
import type { LocalLambda, LocalLambdaOptions } from '../../../local/index.ts';
import { events, functionHandler, layerWith, shapes, toyLayer } from './toy-layer.ts';
import type { ToyLayer } from './toy-layer.ts';

let lambda: LocalLambda;
afterEach(() => lambda.close());

async function start(layer: ToyLayer, options: Partial<LocalLambdaOptions> = {}): Promise<LocalLambda> {
  const environment = { ...layer.environment, ...options.environment };
  lambda = await startLocalLambda({
    layers: [layer.tree],
    function: { handler: functionHandler },
    ...options,
    environment,
  });
  return lambda;
}

const at = (kind: string, name?: string) =>
  lambda.timeline.findIndex((entry) => entry.kind === kind && (name === undefined || entry.name === name));
const stateOf = (pid: number) => /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
const alive = (pid: number) => {
  try {
    return stateOf(pid) !== 'Z';
  } catch {
    return false;
  }
};
const ofType = (layer: ToyLayer, type: string) => events(layer.posts()).filter((event) => event.type === type);

describe('Init', () => {
  it('starts the runtime only when every extension has registered', async () => {
    const slow = toyLayer({ TOY_REGISTER_MS: '150' });
    await start(slow);
    expect((await lambda.invoke()).status).toBe(200);
    expect(at('spawn', 'toy')).toBeGreaterThanOrEqual(0);
    expect(at('register', 'toy')).toBeGreaterThan(at('spawn', 'toy'));
    expect(at('spawn', 'runtime')).toBeGreaterThan(at('register', 'toy'));
    expect(at('initEnd')).toBeGreaterThan(at('next', 'toy'));
  });

  it('that never ends is given up at its limit, tried again within the invocation, and fails that at its timeout', async () => {
    lambda = await startLocalLambda({
      layers: [layerWith({ silent: '#!/bin/sh\nexec sleep 60\n' })],
      function: { handler: functionHandler },
      initTimeoutMs: 100,
      timeoutMs: 150,
    });
    expect(await lambda.invoke()).toMatchObject({ timedOut: true, functionError: 'Unhandled' });
    const inits = lambda.generated.filter(({ type }) => type === 'platform.initReport').map(({ record }) => record);
    expect(inits).toMatchObject([
      { phase: 'init', status: 'timeout' },
      { phase: 'invoke', status: 'timeout' },
    ]);
    expect(at('spawn', 'runtime')).toBe(-1);
    expect(lambda.processes()).toEqual([]);
  });

  it('fails when an extension is no program that may be run', async () => {
    lambda = await startLocalLambda({
      layers: [layerWith({ plain: '#!/bin/sh\n' }, 0o644)],
      function: { handler: functionHandler },
    });
    const { payload } = await lambda.invoke();
    expect(JSON.parse(payload.toString())).toMatchObject({ errorType: 'Extension.LaunchError' });
    const states = lambda.generated.filter(({ type }) => type === 'platform.extension').map(({ record }) => record);
    expect(states[0]).toEqual({ name: 'plain', state: 'LaunchError', events: [], errorType: 'PermissionDenied' });
  });

  it('that the runtime fails passes its own error on to the caller', async () => {
    const layer = toyLayer({ FUNCTION_FAILS_TO_LOAD: '1' });
    await start(layer);
    const { functionError, payload } = await lambda.invoke();
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload.toString())).toMatchObject({ errorMessage: 'no luck' });
  });
});

describe('the processes', () => {
  it('are stopped between invocations, and only then', async () => {
    const layer = toyLayer();
    await start(layer);
    await lambda.invoke();
    const pids = lambda.processes().map(({ pid }) => pid);
    expect(pids).toHaveLength(2);
    expect(pids.map(stateOf)).toEqual(['T', 'T']);
    await lambda.invoke();
    expect(lambda.processes().map(({ pid }) => pid)).toEqual(pids);
    await lambda.close();
    await expect.poll(() => pids.some(alive)).toBe(false);
  });

  it('see the variables that Lambda would show them, and nothing of this machine but PATH', async () => {
    const layer = toyLayer({ CUSTOM: 'yes' });
    await start(layer, { functionName: 'orders', memorySizeMb: 512 });
    const { payload } = await lambda.invoke({ environment: true });
    const { environment } = JSON.parse(payload.toString()) as { environment: Record<string, string> };
    expect(environment).toMatchObject({
      CUSTOM: 'yes',
      AWS_LAMBDA_RUNTIME_API: lambda.runtimeApi,
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
      _HANDLER: 'function.handler',
    });
    expect(environment).not.toHaveProperty('HOME');
    const toy = lambda.processes().find(({ name }) => name === 'toy');
    const seen = readFileSync(`/proc/${toy?.pid}/environ`, 'latin1')
      .split('\0')
      .map((pair) => pair.split('=')[0]);
    expect(seen).toContain('CUSTOM');
    expect(seen.filter((name) => /^_HANDLER|LOG_GROUP|LOG_STREAM|TASK_ROOT|LOG_FORMAT/.test(name ?? ''))).toEqual([]);
  });
});

describe('telemetry', () => {
  it.each([
    ['split', ['platform.start function', 'platform.runtimeDone', 'platform.report']],
    ['merged', ['platform.report platform.start function platform.runtimeDone']],
  ] as const)('of a warm invocation is %s', async (batching, expected) => {
    const layer = toyLayer();
    await start(layer, { batching });
    for (let count = 0; count < 3; count++) await lambda.invoke({ log: 'hello' });
    await lambda.shutdown();
    const found = shapes(layer.posts());
    // The second invocation stands between the first, with its Init, and the third, whose report comes at SHUTDOWN.
    expect(found.slice(batching === 'split' ? -6 : -3, batching === 'split' ? -3 : -2)).toEqual(expected);
    expect(found.at(-1)).toBe('platform.report');
  });

  it.each(['2025-01-29', '2022-12-13', '2022-07-01'])(
    'brings everything that was generated, in order, in schema %s',
    async (schema) => {
      const layer = toyLayer({ TOY_SCHEMA: schema });
      await start(layer, { logFormat: 'json' });
      await lambda.invoke({ lines: 50 });
      await lambda.invoke({ write: 'raw\n{"own":{"key":12345678901234567890}}\n' });
      await lambda.shutdown();
      const received = events(layer.posts());
      expect(received.map(({ type, time }) => [type, time])).toEqual(
        lambda.generated.map(({ type, time }) => [type, time]),
      );
      const records = ofType(layer, 'function').map(({ record }) => record);
      expect(layer.posts().join('')).toContain('12345678901234567890');
      if (schema === '2022-07-01') expect(records.every((record) => typeof record === 'string')).toBe(true);
      else expect(records).toContainEqual(expect.objectContaining({ level: 'INFO', message: 'line 49' }));
    },
  );

  it('comes again byte for byte after a 503, and then goes on', async () => {
    const layer = toyLayer({ TOY_REFUSE: '2' });
    await start(layer);
    await lambda.invoke({ log: 'hello' });
    await lambda.shutdown();
    const [first, second, third] = layer.notes().flatMap(({ post }) => (post === undefined ? [] : [post]));
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(events(layer.posts()).map(({ type }) => type)).toEqual(lambda.generated.map(({ type }) => type));
  });

  it('speaks the Logs API to who asks for it', async () => {
    const layer = toyLayer({ TOY_API: '/2020-08-15/logs', TOY_SCHEMA: '2021-03-18' });
    await start(layer);
    await lambda.invoke({ log: 'hello' });
    await lambda.shutdown();
    const types = events(layer.posts()).map(({ type }) => type);
    expect(types).toEqual([
      'platform.logsSubscription',
      'function',
      'platform.extension',
      'platform.start',
      'function',
      'platform.runtimeDone',
      'platform.end',
      'platform.report',
    ]);
    expect(ofType(layer, 'function').every(({ record }) => String(record).endsWith('\n'))).toBe(true);
  });

  it('keeps a message of several lines one record, and cuts records where asked to', async () => {
    const layer = toyLayer();
    await start(layer, { faults: { cutRecordsAboveBytes: 2000 } });
    await lambda.invoke({ log: 'one\ntwo' });
    await lambda.invoke({ log: 'x'.repeat(5000) });
    await lambda.shutdown();
    const posts = layer.posts();
    expect(posts.some((post) => post.includes('one\\ntwo'))).toBe(true);
    const unreadable = posts.filter((post) => !isJson(post));
    expect(unreadable.length).toBeGreaterThanOrEqual(3);
    expect(unreadable.join('').match(/x/g)?.length).toBe(5000);
  });

  it('has the last line after runtimeDone, drops the path, or loses runtimeDone, where asked to', async () => {
    const layer = toyLayer();
    await start(layer, { faults: { lateFunctionLines: true, dropPathOfDestination: true } });
    await lambda.invoke({ lines: 2 });
    await lambda.shutdown();
    const types = events(layer.posts()).map(({ type }) => type);
    expect(types.slice(types.indexOf('platform.start') + 1, -1)).toEqual([
      'function',
      'platform.runtimeDone',
      'function',
    ]);
    expect(layer.notes().find(({ path }) => path !== undefined)?.path).toBe('/');
    await lambda.close();
    await start(toyLayer({ TOY_PATIENCE_MS: '100' }), { faults: { loseRuntimeDone: true } });
    expect((await lambda.invoke()).postRuntimeMs).toBeGreaterThan(0);
    expect(lambda.generated.map(({ type }) => type)).not.toContain('platform.runtimeDone');
  });
});

describe('SHUTDOWN', () => {
  it('comes to the extension with a deadline, after the runtime has gone', async () => {
    const layer = toyLayer();
    await start(layer);
    await lambda.invoke();
    const before = Date.now();
    const result = await lambda.shutdown();
    expect(result).toMatchObject({
      reason: 'spindown',
      extensions: [{ name: 'toy', exitCode: 0, signal: null, killed: false }],
    });
    const event = layer.notes().at(-1)?.event ?? layer.notes().findLast(({ event }) => event)?.event;
    expect(event).toMatchObject({ eventType: 'SHUTDOWN', shutdownReason: 'spindown' });
    expect((event?.deadlineMs ?? 0) - before).toBeGreaterThanOrEqual(2000);
    expect(at('exit', 'runtime')).toBeLessThan(at('exit', 'toy'));
    expect(lambda.processes()).toEqual([]);
    expect(ofType(layer, 'platform.report')).toHaveLength(1);
  });

  it('kills at the deadline who stays, and at once who did not register for it', async () => {
    const layer = toyLayer({ TOY_STAY: '1' });
    await start(layer);
    await lambda.invoke();
    expect(await lambda.shutdown()).toMatchObject({
      extensions: [{ exitCode: null, signal: 'SIGKILL', killed: true }],
    });
    expect(at('kill', 'toy')).toBeGreaterThan(at('shutdown'));
    await lambda.close();
    await start(toyLayer({ TOY_EVENTS: 'INVOKE' }));
    await lambda.invoke();
    expect(await lambda.shutdown()).toMatchObject({ extensions: [{ signal: 'SIGKILL', killed: true }] });
    expect(at('kill', 'toy')).toBe(-1);
  });
});

describe('a reset', () => {
  const reportOf = (layer: ToyLayer, requestId: string) =>
    ofType(layer, 'platform.report').find(({ record }) => (record as { requestId: string }).requestId === requestId);

  it('follows a timeout: SHUTDOWN, new processes, and the report for them', async () => {
    const layer = toyLayer();
    await start(layer, { timeoutMs: 1500 });
    await lambda.invoke();
    const pids = lambda.processes().map(({ pid }) => pid);
    const timedOut = await lambda.invoke({ hang: true });
    expect(timedOut).toMatchObject({ timedOut: true, status: 200, functionError: 'Unhandled' });
    expect(timedOut.payload.toString()).toContain('Task timed out after 1.50 seconds');
    expect(layer.notes().findLast(({ event }) => event)?.event).toMatchObject({ shutdownReason: 'timeout' });
    expect(pids.filter(alive)).toEqual([]);
    const after = layer.posts().length;
    expect((await lambda.invoke()).functionError).toBeUndefined();
    expect(reportOf(layer, timedOut.requestId)?.record).toMatchObject({ status: 'timeout' });
    const phases = events(layer.posts().slice(after)).filter(({ type }) => type === 'platform.initStart');
    expect(phases.map(({ record }) => record)).toMatchObject([{ phase: 'invoke' }]);
  });

  it('follows a crash of the runtime', async () => {
    const layer = toyLayer();
    await start(layer);
    const crashed = await lambda.invoke({ log: 'last words', exit: 3 });
    expect(JSON.parse(crashed.payload.toString())).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${crashed.requestId} Error: Runtime exited with error: exit status 3`,
    });
    expect(ofType(layer, 'platform.runtimeDone')[0]?.record).toMatchObject({
      status: 'error',
      errorType: 'Runtime.ExitError',
    });
    expect(JSON.stringify(ofType(layer, 'function'))).toContain('last words');
    expect(layer.notes().findLast(({ event }) => event)?.event).toMatchObject({ shutdownReason: 'failure' });
    expect((await lambda.invoke()).functionError).toBeUndefined();
    expect(reportOf(layer, crashed.requestId)).toBeDefined();
  });

  it('follows a crash of an extension', async () => {
    const layer = toyLayer({ TOY_CRASH: '1' });
    await start(layer);
    await lambda.invoke({});
    const done = lambda.generated.find(({ type }) => type === 'platform.report');
    expect(done?.record).toMatchObject({ status: 'error', errorType: 'Extension.Crash' });
    expect(at('reset')).toBeGreaterThan(at('exit', 'toy'));
    expect(lambda.processes()).toEqual([]);
  });
});

describe('Managed Instances', () => {
  it('have no freeze, no runtimeDone, JSON records, and replace what crashed', async () => {
    const layer = toyLayer({ TOY_EVENTS: 'SHUTDOWN' });
    await start(layer, { initializationType: 'lambda-managed-instances' });
    await lambda.invoke({ log: 'hello' });
    expect(lambda.processes().map(({ pid }) => stateOf(pid))).not.toContain('T');
    expect((await lambda.invoke({ exit: 1 })).functionError).toBe('Unhandled');
    await lambda.invoke({ log: 'again' });
    await lambda.shutdown();
    const received = events(layer.posts());
    expect(received.map(({ type }) => type)).not.toContain('platform.runtimeDone');
    const inits = received.filter(({ type }) => type === 'platform.initStart').map(({ record }) => record);
    expect(inits).toMatchObject([{ phase: 'init' }, { phase: 'init' }]);
    expect(ofType(layer, 'function').every(({ record }) => typeof record === 'object')).toBe(true);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
