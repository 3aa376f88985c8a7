import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { destination, gaps, leaks, type Run, runLambda, scratch, treeElsewhere, trees } from './fixtures.ts';

const functions = {
  'a Node handler': { handler: join(import.meta.dirname, 'functions/talker.mjs#handler') },
  'a shell bootstrap': { bootstrap: [join(import.meta.dirname, 'functions/talker.sh')] },
};
const invocations = 5;
const numbered = Array.from({ length: invocations }, (_, at) => [0, 1, 2].map((line) => `line ${at}/${line}`)).flat();

let run: Run;
afterEach(() => run.close());

describe.each(trees)('the %s layer, copied elsewhere', (tree) => {
  describe.each(Object.entries(functions))('with %s', (_name, fn) => {
    describe.each(['split', 'merged'] as const)('and %s batches', (batching) => {
      it('ships every line once, without the personal data, through five invocations with freezes', async () => {
        run = await runLambda(tree, { layers: [treeElsewhere(tree)], function: fn, batching });
        for (let invocation = 0; invocation < invocations; invocation += 1) {
          const result = await run.invoke({ invocation });
          expect(result).toMatchObject({ status: 200, timedOut: false });
          expect(result.functionError).toBeUndefined();
        }
        const { extensions } = await run.shutdown('spindown');
        expect(extensions).toMatchObject([{ name: 'sluice', exitCode: 0, killed: false }]);

        const lines = run.shipped();
        expect(gaps(lines)).toEqual([]);
        const markers = lines.map(({ record }) => /line \d+\/\d/.exec(JSON.stringify(record))?.[0]).filter(Boolean);
        expect(markers.sort()).toEqual([...numbered].sort());
        // Each line of an invocation names it.
        const requests = lines.filter(({ type }) => type === 'function').map(({ requestId }) => requestId);
        expect(new Set(requests).size).toBe(invocations);
        expect(requests).not.toContain(undefined);
        // What Lambda generated is all there, but for what it says after SHUTDOWN.
        expect(run.shipped('platform.report').length).toBe(invocations);
        expect(leaks(readFileSync(run.file, 'utf8'))).toEqual([]);
        const own = run
          .output()
          .split('\n')
          .filter((line) => line.includes('sluice'));
        expect(own).toEqual([]);
      });
    });
  });
});

describe.each(trees)('the %s layer', (tree) => {
  it('ends with a summary in which the ledger adds up', async () => {
    run = await runLambda(tree);
    await run.invoke({ lines: 100 });
    await run.shutdown('spindown');
    const summary = run.shipped('sluice.summary');
    expect(summary.length).toBe(1);
    const { accepted, sinks } = summary[0]?.record as {
      accepted: number;
      sinks: Record<string, Record<string, number>>;
    };
    expect(sinks.file).toMatchObject({ delivered: accepted, pending: 0 });
    expect(run.shipped().length).toBe(accepted + 1); // and the summary itself
  });

  it('ships more than its memory holds while the function still logs', async () => {
    run = await runLambda(tree, { environment: { SLUICE_BUFFER_BYTES: '1MiB' } });
    await run.invoke({ lines: 20_000 });
    expect(run.timeline.some(({ kind }) => kind === 'refused')).toBe(true);
    expect(run.shipped('function').filter(({ record }) => String(record).includes('line 0/')).length).toBe(20_000);
    await run.shutdown('spindown');
    expect(gaps(run.shipped())).toEqual([]);
  });

  it('ships JSON records as objects, redacted, in the JSON log format', async () => {
    run = await runLambda(tree, { logFormat: 'json' });
    await run.invoke({ invocation: 7 });
    await run.shutdown('spindown');
    const marked = run.shipped('function').find(({ record }) => (record as { marker?: string }).marker === 'json 7');
    expect((marked?.record as { user: unknown }).user).toEqual({
      password: '[PasswordKeyValue]',
      email: '[EmailAddress]',
    });
    expect(leaks(readFileSync(run.file, 'utf8'))).toEqual([]);
  });

  it('reads its settings from a YAML file, and drops what they say', async () => {
    const config = join(scratch(), 'sluice.yaml');
    writeFileSync(config, 'types: [function]\nfilters:\n  - { kind: drop, patterns: ["*json 5*"] }\n');
    run = await runLambda(tree, { environment: { SLUICE_CONFIG: config } });
    await run.invoke({ invocation: 5 });
    await run.shutdown('spindown');
    expect(run.shipped('function').length).toBe(3);
    expect(run.shipped().filter(({ type }) => type.startsWith('platform.'))).toEqual([]);
    expect(run.shipped('sluice.summary')[0]?.record).toMatchObject({ filtered: { drop: 1 } });
  });

  it("ships through a sink of the user's own, from a file", async () => {
    const intake = await destination(() => 200);
    run = await runLambda(tree, {
      environment: {
        SLUICE_SINKS: join(import.meta.dirname, '../../examples/custom-sink/webhook.mjs'),
        SLUICE_WEBHOOK_SETTINGS: JSON.stringify({ url: intake.url, key: 'shared' }),
      },
    });
    await run.invoke({ invocation: 6 });
    await run.shutdown('spindown');
    intake.close();
    const text = Buffer.concat(intake.bodies).toString();
    for (const line of [0, 1, 2]) expect(text.split(`line 6/${line} `).length).toBe(2);
    expect(leaks(text)).toEqual([]);
  });

  it.each(['invoke', 'overlap', 'interval', 'adaptive'])('loses nothing with the flush policy %s', async (policy) => {
    run = await runLambda(tree, { environment: { SLUICE_FLUSH: policy } });
    for (let invocation = 0; invocation < 3; invocation += 1) await run.invoke({ invocation });
    await run.shutdown('spindown');
    expect(gaps(run.shipped())).toEqual([]);
    expect(run.shipped('function').filter(({ record }) => String(record).includes('line ')).length).toBe(9);
  });

  it('has shipped an invocation\'s own lines before the freeze, with the policy "invoke"', async () => {
    run = await runLambda(tree);
    await run.invoke({ invocation: 1 });
    expect(run.shipped('function').filter(({ record }) => String(record).includes('line 1/')).length).toBe(3);
    await run.shutdown('spindown');
  });

  it('runs on Managed Instances: SHUTDOWN only, a timer flushes, lines are named by their own id alone', async () => {
    run = await runLambda(tree, {
      initializationType: 'lambda-managed-instances',
      environment: { SLUICE_FLUSH_INTERVAL_MS: '100' },
    });
    await run.invoke({ invocation: 1 });
    const { extensions } = await run.shutdown('spindown');
    expect(extensions).toMatchObject([{ exitCode: 0 }]);
    expect(gaps(run.shipped())).toEqual([]);
    expect(JSON.stringify(run.shipped('function'))).toContain('line 1/2');
  });
});
