import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decoder } from '../../../src/receiver/decoder.ts';

const bytes = (text: string) => Buffer.from(text);
const event = (record: unknown, time = '2026-01-02T03:04:05.000Z') => ({ time, type: 'function', record });

/** What Lambda does with a record above maxBytes: cuts its JSON at `cuts` and repeats the envelope before each piece. */
function cutBodies(
  before: unknown[],
  long: { time: string; type: string; record: unknown },
  after: unknown[],
  cuts: number[],
) {
  const envelope = `{"time":${JSON.stringify(long.time)},"type":${JSON.stringify(long.type)},"record":`;
  const record = Buffer.from(JSON.stringify(long.record));
  const bounds = [0, ...cuts, record.length];
  const list = (events: unknown[]) => events.map((each) => JSON.stringify(each));
  return bounds.slice(1).map((end, at) => {
    const last = at === bounds.length - 2;
    const head =
      at === 0
        ? list(before)
            .map((text) => `${text},`)
            .join('')
        : '';
    const tail = last ? ['}', ...list(after).map((text) => `,${text}`)].join('') : '}';
    return Buffer.concat([bytes(`[${head}${envelope}`), record.subarray(bounds[at], end), bytes(`${tail}]`)]);
  });
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}

describe('Decoder', () => {
  it('reads a batch', () => {
    const decoded = new Decoder().decode(bytes(JSON.stringify([event('a'), event({ b: 1 })])));
    expect(decoded).toEqual({ events: [event('a'), event({ b: 1 })], invalid: 0, invalidBytes: 0 });
  });

  it('passes unknown types and odd records on, and counts what is no event', () => {
    const body = JSON.stringify([event([1, 2]), { type: 'platform.new', record: null }, null, 5, [1], {}, 'x']);
    const { events, invalid } = new Decoder().decode(bytes(body));
    expect(events.map(({ type }) => type)).toEqual(['function', 'platform.new']);
    expect(invalid).toBe(5);
  });

  it.each(['', 'hello', '{"time":', '\u0000\u0001', '"', '{'])('counts a body that is no JSON: %j', (body) => {
    expect(new Decoder().decode(bytes(body))).toMatchObject({ events: [], invalid: 1 });
  });

  it('reads an array of numbers as so many things that are no events', () => {
    expect(new Decoder().decode(bytes('[1,2,3]'))).toMatchObject({ events: [], invalid: 3 });
  });

  it('keeps the good neighbours of an element that is broken in the middle', () => {
    const good = JSON.stringify(event('good'));
    const { events, invalid } = new Decoder().decode(bytes(`[${good},{"time":oops},${good}]`));
    expect(events).toEqual([event('good'), event('good')]);
    expect(invalid).toBe(1);
  });

  it('ships the whole events of a cut body at once, and counts the cut one when its rest never comes', () => {
    const decoder = new Decoder();
    const body = Buffer.from(JSON.stringify([event('whole'), event('x'.repeat(100))]));
    expect(decoder.decode(body.subarray(0, -40))).toMatchObject({ events: [event('whole')], invalid: 0 });
    expect(decoder.decode(bytes(JSON.stringify([event('next')])))).toMatchObject({
      events: [event('next')],
      invalid: 1,
    });
    expect(decoder.decode(body.subarray(0, -40))).toMatchObject({ events: [event('whole')] });
    expect(decoder.end()).toMatchObject({ events: [], invalid: 1 });
    expect(decoder.end()).toMatchObject({ invalid: 0 });
  });

  it('joins a record that Lambda cut anywhere, into any number of pieces, also inside a character', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const record = fc.oneof(
      text,
      fc.record({ message: text, n: fc.integer(), nested: fc.array(fc.dictionary(text, text)) }),
    );
    fc.assert(
      fc.property(record, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (long, at) => {
        const size = Buffer.byteLength(JSON.stringify(long));
        const cuts = [...new Set(at.map((cut) => 1 + (cut % Math.max(1, size - 1))))].filter((cut) => cut < size);
        if (cuts.length === 0) return;
        const bodies = cutBodies(
          [event('before')],
          event(long),
          [event('after')],
          cuts.sort((a, b) => a - b),
        );
        // A piece of a few bytes can be valid by itself, such as the 0 of a cut \\u0000; pieces of maxBytes are not.
        fc.pre(!bodies.slice(1).some((body) => isJson(body)));
        const decoder = new Decoder();
        const decoded = bodies.map((body) => decoder.decode(body));
        expect(decoded.flatMap(({ events }) => events)).toEqual([event('before'), event(long), event('after')]);
        expect(decoded.reduce((sum, { invalid }) => sum + invalid, 0) + decoder.end().invalid).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('joins a text record that was cut between a backslash and the quote behind it', () => {
    const long = event('say "yes" and "no"');
    const size = JSON.stringify(long.record);
    const cut = size.indexOf('\\\\') + 1;
    const decoder = new Decoder();
    const decoded = cutBodies([], long, [event('after')], [cut]).map((body) => decoder.decode(body));
    expect(decoded.flatMap(({ events }) => events)).toEqual([long, event('after')]);
  });

  it('reads an element behind which the body ends', () => {
    const body = JSON.stringify([event('one'), event('two')]).slice(0, -1);
    expect(new Decoder().decode(bytes(body))).toMatchObject({ events: [event('one'), event('two')], invalid: 0 });
  });

  it('never throws and never invents an event, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), (bodies) => {
        const decoder = new Decoder();
        for (const body of bodies) expect(decoder.decode(body).events).toEqual([]);
      }),
    );
  });

  it('keeps the digits of large numbers', () => {
    const body = '[{"time":"t","type":"function","record":{"id":12345678901234567890}}]';
    const [first] = new Decoder().decode(bytes(body)).events;
    expect(JSON.stringify(first?.record)).toBe('{"id":12345678901234567890}');
  });
});
