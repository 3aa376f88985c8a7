export interface Interval {
  readonly start: number;
  readonly end: number;
}

// What a redacted value may have become: `[Name]`, `[Name:hmac]`, the same percent-encoded, or a run of asterisks.
const placeholder = /\[[A-Za-z][\w.@-]*(?::[\w-]*)?\]|%5B[A-Za-z][\w.@-]*(?:(?::|%3A)[\w-]*)?%5D|\*{3,}/gi;

// More starts than this for one piece of kept text means a text without structure; taking the first ones is then as good.
const maxTries = 200;

/**
 * Which parts of `input` a redactor replaced to come to `output`. The kept text between placeholders is found again in the
 * input, in order, each placeholder standing for as little as possible. Anything that cannot be explained that way (text
 * taken out, masked whole, rewritten) is one interval from the first difference to the last.
 */
export function changedIntervals(input: string, output: string): Interval[] {
  if (input === output) return [];
  const pieces = piecesOf(output);
  const found = place(input, pieces, 0, 0, { left: maxTries * pieces.length + maxTries });
  return found ?? [difference(input, output)];
}

interface Piece {
  readonly text: string;
  readonly replaced: boolean;
}

function piecesOf(output: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of output.matchAll(placeholder)) {
    pieces.push({ text: output.slice(at, match.index), replaced: false }, { text: match[0], replaced: true });
    at = match.index + match[0].length;
  }
  pieces.push({ text: output.slice(at), replaced: false });
  return pieces;
}

// Even pieces are kept text, odd ones placeholders; a placeholder that the input also has at its place is kept text.
function place(
  input: string,
  pieces: readonly Piece[],
  index: number,
  from: number,
  tries: { left: number },
): Interval[] | undefined {
  const piece = pieces[index];
  if (piece === undefined) return from === input.length ? [] : undefined;
  if (input.startsWith(piece.text, from)) {
    const rest = place(input, pieces, index + 1, from + piece.text.length, tries);
    if (rest !== undefined) return rest;
  }
  if (!piece.replaced) return undefined;
  const next = pieces[index + 1]?.text ?? '';
  if (index + 2 === pieces.length) {
    // The last piece of kept text must end the input.
    const end = input.length - next.length;
    return end > from && input.endsWith(next) ? [{ start: from, end }] : undefined;
  }
  for (let end = input.indexOf(next, from + 1); end !== -1; end = input.indexOf(next, end + 1)) {
    if (tries.left-- <= 0) return undefined;
    const rest = place(input, pieces, index + 1, end, tries);
    if (rest !== undefined) return [{ start: from, end }, ...rest];
  }
  return undefined;
}

function difference(input: string, output: string): Interval {
  const shorter = Math.min(input.length, output.length);
  let start = 0;
  while (start < shorter && input[start] === output[start]) start++;
  let same = 0;
  while (same < shorter - start && input[input.length - 1 - same] === output[output.length - 1 - same]) same++;
  return { start, end: Math.max(input.length - same, Math.min(start + 1, input.length)) };
}
