import { isWord } from '../scan/characters.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import type { IdentifierDeclaration } from './declaration.ts';

// A header is a few names; with an embedded certificate chain it may be longer. Behind it the token may be of any length.
const longestHeader = 4096;

export const jwtMatchers: Matchers = {
  words: [{ starts: ['eyJ', 'ewo', 'ewA', 'eyA', 'eyI'], probe: findJwt }],
};

const headers = new RunMemory();

function findJwt(scan: Scan, start: number): number {
  const header = headers.endOf(scan, start, segmentEnd);
  if (header - start < 12 || header - start > longestHeader || scan.code(header) !== 46) return 0;
  const payload = scan.code(header + 1);
  if (!isSegment(payload) && payload !== 46) return 0;
  // Base64 is read in groups of four: what decodes to no header is part of what did not decode to one, a few groups on.
  const phase = start & 3;
  if (headers.wasRefused(scan, start, phase)) return 0;
  if (!namesAlgorithm(scan.text.slice(start, header))) {
    headers.refuse(scan, phase);
    return scan.refuse('Jwt', start, header, 'the first part does not decode to JSON with "alg"');
  }
  let end = header;
  let parts = 0;
  // Three parts for a signed token (the last one empty when unsigned), five for an encrypted one.
  while (parts < 4 && scan.code(end) === 46) {
    const next = segmentEnd(scan, end + 1);
    if (next === end + 1 && parts === 0 && scan.code(next) !== 46) break;
    end = next;
    parts++;
  }
  return scan.found('Jwt', start, end);
}

function namesAlgorithm(header: string): boolean {
  const json = Buffer.from(header, 'base64url').toString('latin1');
  return /^\s*\{/.test(json) && /"(?:alg|enc)"\s*:/.test(json);
}

function segmentEnd(scan: Scan, start: number): number {
  let end = start;
  while (isSegment(scan.units[end] as number)) end++;
  return end;
}

function isSegment(code: number): boolean {
  return isWord(code) || code === 45;
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const jwt = (): readonly IdentifierDeclaration[] => [
  {
    name: 'Jwt',
    group: 'default',
    summary: 'A JSON web token, signed or encrypted.',
    check: 'The first of its parts decodes to JSON that names "alg" or "enc".',
    examples: {
      match: [
        'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.dGhlIHNpZ25hdHVyZSBvZiBpdA rejected',
        '{"t":"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2lnbmF0dXJl"}',
        'unsigned eyJhbGciOiJub25lIn0.eyJzdWIiOiI0MiJ9.',
      ],
      noMatch: ['eyJmb28iOiJiYXIifQ.eyJzdWIiOiI0MiJ9.c2ln', 'eyJhbGciOiJIUzI1NiJ9', 'eyebrow.raised.twice'],
    },
  },
];
