import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, readLines } from '../../../src/cli/redact-lines.ts';

async function linesOf(chunks: readonly (Uint8Array | string)[], limit?: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of readLines(Readable.from(chunks, { objectMode: true }), limit)) lines.push(...batch);
  return lines;
}

describe('readLines', () => {
  it('keeps what ended each line, and that the last one had no end', async () => {
    expect(await linesOf(['a\nb\r\n\nc'])).toEqual([
      { text: 'a', end: '\n' },
      { text: 'b', end: '\r\n' },
      { text: '', end: '\n' },
      { text: 'c', end: '' },
    ]);
  });

  it('has no lines for no input, and none after a last newline', async () => {
    expect(await linesOf([])).toEqual([]);
    expect(await linesOf(['a\n'])).toEqual([{ text: 'a', end: '\n' }]);
  });

  it('gives back every byte however the input is cut', async () => {
    const text = fc
      .array(fc.constantFrom('a', 'ü', '密', '😀', '\r', '\n', '\r\n', '\u2028', ' '))
      .map((list) => list.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(40)), async (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        const lines = await linesOf(chunks);
        expect(lines.map(({ text, end }) => text + end).join('')).toBe(whole);
        expect(lines.filter(({ text }) => text.includes('\n'))).toEqual([]);
      }),
    );
  });

  it('keeps how a line came that is not all UTF-8, however the input is cut', async () => {
    const euro = [0xe2, 0x82, 0xac];
    const piece = fc.constantFrom(
      [0x61],
      [0x0d],
      [0x0a],
      [0xff],
      [0xc3],
      [0x80],
      [0xed, 0xa0, 0x80],
      euro,
      [0xf0, 0x9f],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.array(fc.nat(20)), async (pieces, cuts) => {
        const bytes = Buffer.from(pieces.flat());
        const places = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
        const lines = await linesOf(places.slice(1).map((end, index) => bytes.subarray(places[index], end)));
        expect(lines.map(({ text, end }) => text + end).join('')).toBe(bytes.toString());
        const came = lines.map((line) => line.bytes ?? Buffer.from(line.text + line.end));
        expect(Buffer.concat(came).equals(bytes)).toBe(true);
        expect(lines.filter((line) => line.bytes !== undefined && !line.text.includes('\uFFFD'))).toEqual([]);
      }),
    );
  });

  it('leaves out a line above the limit, says how long it was, and goes on with the next', async () => {
    const lines = await linesOf(['abc', 'def', 'gh\nok\n', 'ninechars', '\r\nend'], 8);
    expect(lines).toEqual([
      { text: 'abcdefgh', end: '\n' },
      { text: 'ok', end: '\n' },
      { text: '', end: '\n', leftOut: 10 },
      { text: 'end', end: '' },
    ]);
  });

  it('yields the lines of a chunk before it asks for the next', async () => {
    const asked: string[] = [];
    async function* input() {
      for (const chunk of ['a\nb\n', 'c\n']) {
        asked.push(chunk);
        yield chunk;
      }
    }
    const first = await readLines(input()).next();
    expect([first.value, asked]).toEqual([
      [
        { text: 'a', end: '\n' },
        { text: 'b', end: '\n' },
      ],
      ['a\nb\n'],
    ]);
  });
});
