import { afterEach, describe, expect, it } from 'vitest';
import { destination, type Run, runLambda, trees } from './fixtures.ts';

let run: Run;
afterEach(() => run.close());

const own = () =>
  run
    .output()
    .split('\n')
    .filter((line) => line.includes('[sluice '));

describe.each(trees)('the %s layer never breaks the function', (tree) => {
  const invokeThrice = async () => {
    for (let invocation = 0; invocation < 3; invocation += 1) {
      const result = await run.invoke({ invocation });
      expect(result).toMatchObject({ status: 200, timedOut: false });
      expect(result.functionError).toBeUndefined();
    }
    const { extensions } = await run.shutdown('spindown');
    expect(extensions).toMatchObject([{ exitCode: 0, killed: false }]);
  };

  it('with a configuration full of mistakes: names each once, ships nothing', async () => {
    run = await runLambda(tree, {
      environment: { SLUICE_S3_BUCKT: 'x', SLUICE_REDACT: '@nothing', SLUICE_FLUSH: 'never' },
    });
    await invokeThrice();
    expect(own().length).toBe(1);
    expect(own()[0]).toMatch(/CONFIG_INVALID.*SLUICE_S3_BUCKT.*SLUICE_S3_BUCKET/s);
    expect(own()[0]).toContain('SLUICE_REDACT');
    expect(own()[0]).toContain('SLUICE_FLUSH');
    expect(run.shipped()).toEqual([]);
  });

  it('with no sink at all', async () => {
    run = await runLambda(tree, { environment: { SLUICE_FILE_PATH: '' } });
    await invokeThrice();
    expect(own().join()).toContain('NO_SINKS');
  });

  it.each(['stub202', 'missing404'] as const)(
    'where telemetry is not delivered (%s): waits for nothing',
    async (telemetry) => {
      run = await runLambda(tree, { telemetry, logsApi: false });
      await invokeThrice();
      expect(run.shipped()).toEqual([]);
    },
  );

  it('by falling back to the older schema, and then to the Logs API', async () => {
    run = await runLambda(tree, { telemetrySchemas: ['2022-12-13'] });
    await run.invoke({});
    await run.shutdown('spindown');
    expect(run.shipped('sluice.start')[0]?.record).toMatchObject({ api: 'telemetry 2022-12-13' });
    await run.close();
    run = await runLambda(tree, { telemetrySchemas: [] });
    await run.invoke({ invocation: 4 });
    await run.shutdown('spindown');
    expect(run.shipped('sluice.start')[0]?.record).toMatchObject({ api: 'logs 2021-03-18' });
    expect(run.shipped('function').filter(({ record }) => String(record).includes('line 4/')).length).toBe(3);
  });

  it('with a destination that refuses: one clear line, counted, no endless retry', async () => {
    const refusing = await destination(() => 403);
    run = await runLambda(tree, { environment: { SLUICE_SINKS: 'http,file', SLUICE_HTTP_URL: refusing.url } });
    await invokeThrice();
    refusing.close();
    expect(own().length).toBe(1);
    expect(own()[0]).toMatch(/Sink http refuses lines for good: .*403/);
    expect(own()[0]).not.toContain('SECRET');
    expect(refusing.bodies.length).toBeLessThan(12);
    const { sinks } = run.shipped('sluice.summary')[0]?.record as {
      sinks: Record<string, { dropped: { rejected?: number } }>;
    };
    expect(sinks.http?.dropped.rejected).toBeGreaterThan(9);
    expect(sinks.file?.dropped).toEqual({});
  });

  it('with a destination that is down for a while: everything arrives afterwards', async () => {
    let up = false;
    const flaky = await destination(() => (up ? 200 : 503));
    run = await runLambda(tree, {
      environment: { SLUICE_SINKS: 'http', SLUICE_HTTP_URL: flaky.url, SLUICE_HTTP_COMPRESSION: 'none' },
    });
    await run.invoke({ invocation: 0 });
    up = true;
    flaky.bodies.length = 0;
    await run.invoke({ invocation: 1 });
    await run.shutdown('spindown');
    flaky.close();
    const lines = Buffer.concat(flaky.bodies)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(lines.map(({ sequence }) => sequence)).size).toBe(
      Math.max(...lines.map(({ sequence }) => sequence)),
    );
  });

  it('strict: fails Init with the reason when the configuration is wrong', async () => {
    run = await runLambda(tree, { environment: { SLUICE_STRICT: 'true', SLUICE_FLUSH: 'never' } });
    const result = await run.invoke({});
    expect(result.functionError).toBeDefined();
    expect(result.payload.toString()).toContain('Extension.InitError');
    const failed = run.generated.filter(({ type }) => type === 'platform.extension').map(({ record }) => record);
    expect(failed).toContainEqual(expect.objectContaining({ errorType: 'Extension.ConfigInvalid' }));
    expect(own().join()).toContain('SLUICE_FLUSH');
  });
});

describe.each(trees)('the %s layer at the end of an environment', (tree) => {
  it.each([
    ['exit', 'the runtime dies'],
    ['hang', 'the function times out'],
  ])('ships what a failed invocation wrote (%s: %s), and starts again', async (mode) => {
    run = await runLambda(tree, { timeoutMs: 1_500 });
    await run.invoke({ invocation: 1, mode });
    await run.invoke({ invocation: 2 });
    const { extensions } = await run.shutdown('failure');
    expect(extensions).toMatchObject([{ exitCode: 0 }]);
    const text = run
      .shipped('function')
      .map(({ record }) => String(record))
      .join();
    for (const marker of ['line 1/0', 'line 1/2', 'line 2/0', 'line 2/2']) expect(text).toContain(marker);
    expect(new Set(run.shipped().map(({ environmentId }) => environmentId)).size).toBe(2);
  });
});
