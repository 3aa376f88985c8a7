import { describe, expect, it } from 'vitest';
import { Frames, lineEvent, Lines, unterminatedLineBytes } from '../../../local/output.ts';

const time = '2026-01-02T03:04:05.678Z';

describe('what a process writes', () => {
  const lines = (chunks: Buffer[]): string[] => {
    const found: string[] = [];
    const reader = new Lines((line) => found.push(line));
    for (const chunk of chunks) reader.push(chunk);
    reader.end();
    return found;
  };

  it('is cut into lines wherever the chunks end, also inside a character', () => {
    const bytes = Buffer.from('grün\n\n€uro\nno newline');
    const one = [...bytes].map((byte) => Buffer.from([byte]));
    expect(lines(one)).toEqual(['grün', '', '€uro', 'no newline']);
    expect(lines([bytes])).toEqual(['grün', '', '€uro', 'no newline']);
  });

  it('is cut into pieces where a line does not end', () => {
    const found = lines([Buffer.alloc(unterminatedLineBytes + 5, 'x'), Buffer.from('\nnext\n')]);
    expect(found.map((line) => line.length)).toEqual([unterminatedLineBytes, 5, 4]);
  });

  it('stays one message of several lines when framed', () => {
    const found: string[] = [];
    const reader = new Frames((message, stream) => found.push(`${stream}: ${message}`));
    const frame = (stream: number, text: string) => {
      const body = Buffer.from(text);
      const head = Buffer.alloc(5);
      head[0] = stream;
      head.writeUInt32BE(body.length, 1);
      return Buffer.concat([head, body]);
    };
    for (const byte of Buffer.concat([frame(1, 'a\nb'), frame(2, '')])) reader.push(Buffer.from([byte]));
    expect(found).toEqual(['stdout: a\nb', 'stderr: ']);
  });
});

describe('a line', () => {
  it('is itself in the text format, also when it is JSON', () => {
    expect(lineEvent('function', '{"a":1}', 'text', time)).toEqual({ time, type: 'function', record: '{"a":1}' });
  });

  it('arrives parsed with its own keys in the JSON format when it is an object', () => {
    expect(lineEvent('function', ' {"a":1}\n', 'json', time)).toMatchObject({ record: { a: 1 }, json: '{"a":1}' });
  });

  it.each(['plain', '[1]', '{"a":', '7', 'null'])('is wrapped in the JSON format when it is %s', (line) => {
    expect(lineEvent('extension', line, 'json', time)).toEqual({
      time,
      type: 'extension',
      record: { timestamp: time, level: 'INFO', message: line },
    });
  });
});
