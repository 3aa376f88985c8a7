import { afterEach, describe, expect, it } from 'vitest';
import { gaps, type Run, runLambda, trees } from './fixtures.ts';

let run: Run;
afterEach(() => run.close());

const event = (record: unknown, type = 'function') => ({ time: new Date().toISOString(), type, record });
const good = (name: string) => event(`good ${name}`);

describe.each(trees)('the %s layer', (tree) => {
  it('answers 200 to whatever is posted, ships the good events in it, and counts the rest', async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    run = await runLambda(tree, { environment: { SLUICE_PORT: String(port) }, freeze: false });
    await run.invoke({});
    const bodies: [string, number][] = [
      ['this is no JSON', 1],
      [JSON.stringify([good('one'), good('two')]).slice(0, -25), 1],
      [
        JSON.stringify([
          good('three'),
          null,
          event({ odd: true }, 'platform.unheardOf'),
          [1, 2, 3],
          7,
          {},
          good('four'),
        ]),
        4,
      ],
      [`[${JSON.stringify(good('five'))},{"time":broken},${JSON.stringify(good('six'))}]`, 1],
      [JSON.stringify([good('seven'), event('x'.repeat(4 * 1024 * 1024)), good('eight')]), 0],
    ];
    for (const [body] of bodies) {
      const response = await fetch(`http://127.0.0.1:${port}/telemetry`, { method: 'POST', body });
      expect(response.status).toBe(200);
    }
    await run.invoke({});
    await run.shutdown('spindown');
    // Several batches may be on their way at once; the sequence is the order.
    const goods = run
      .shipped('function')
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ record }) => /^good \w+/.exec(String(record))?.[0])
      .filter(Boolean);
    expect(goods).toEqual(['one', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((name) => `good ${name}`));
    expect(run.shipped('platform.unheardOf').length).toBe(1);
    // The long one came in parts that the sink can take; together they are what was posted.
    const pieces = run.shipped('function').filter(({ record }) => /^x+$/.test(String(record)));
    expect(pieces.map(({ record }) => record).join('').length).toBe(4 * 1024 * 1024);
    const { dropped } = run.shipped('sluice.summary')[0]?.record as { dropped: Record<string, number> };
    expect(dropped.invalid).toBe(bodies.reduce((sum, [, invalid]) => sum + invalid, 0));
    expect(run.shipped('sluice.dropped').length).toBeGreaterThan(0);
    expect(gaps(run.shipped())).toEqual([]);
  });
});
