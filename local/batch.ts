/** One event waiting for delivery, already in the bytes that will be sent. */
export interface QueuedEvent {
  readonly type: string;
  readonly json: Buffer;
}

export interface BatchShape {
  readonly maxItems: number;
  readonly maxBytes: number;
  /** An event larger than this is cut over several POSTs. At most `maxBytes`. */
  readonly cutAboveBytes: number;
  readonly batching: 'split' | 'merged';
}

export interface TakenBatch {
  /** The POST's body: a JSON array, unless an event was cut at its end. */
  readonly body: Buffer;
  /** How many elements this body has; a half of an event counts as one. */
  readonly records: number;
  /** What stays in the queue; its first event may be the remainder of one that was cut. */
  readonly rest: QueuedEvent[];
}

/** Events that stand in a POST of their own when batches are split. */
const alone = new Set(['platform.runtimeDone', 'platform.report']);

/**
 * Takes the next batch from the head of a queue that is not empty. Pure.
 *
 * An event that is too large is cut as Lambda does it: the body ends with the array's and the event's closing brackets
 * written after the cut, and the next one repeats the envelope up to `"record":` and goes on with the remaining bytes. The
 * cut may fall anywhere, also inside a character. (Seen in production in 2026 with records above `maxBytes`.)
 */
export function takeBatch(queue: readonly QueuedEvent[], shape: BatchShape): TakenBatch {
  const parts: Buffer[] = [];
  let bytes = 2;
  let taken = 0;
  for (const event of queue) {
    const cut = event.json.length > shape.cutAboveBytes;
    if (taken > 0) {
      if (taken >= shape.maxItems || endsBefore(event, queue[taken - 1], shape)) break;
      if (!cut && bytes + 1 + event.json.length > shape.maxBytes) break;
    }
    if (cut) {
      const [head, remainder] = cutEvent(event, shape.cutAboveBytes - bytes);
      if (head !== undefined) {
        const body = array([...parts, head.json]);
        return { body, records: taken + 1, rest: [remainder, ...queue.slice(taken + 1)] };
      }
      if (taken > 0) break;
    }
    parts.push(event.json);
    bytes += event.json.length + 1;
    taken++;
  }
  return { body: array(parts), records: taken, rest: queue.slice(taken) };
}

function endsBefore(event: QueuedEvent, previous: QueuedEvent | undefined, shape: BatchShape): boolean {
  return shape.batching === 'split' && (alone.has(event.type) || alone.has(previous?.type ?? ''));
}

// At least this much of the record goes into the first half: a smaller one would only waste a POST.
const smallestPiece = 16;

function cutEvent(event: QueuedEvent, room: number): [QueuedEvent | undefined, QueuedEvent] {
  const start = event.json.indexOf('"record":') + '"record":'.length;
  const end = Math.min(room - 1, event.json.length - 1 - smallestPiece);
  if (end - start < smallestPiece) return [undefined, event];
  const envelope = event.json.subarray(0, start);
  const head = Buffer.concat([event.json.subarray(0, end), Buffer.from('}')]);
  const remainder = Buffer.concat([envelope, event.json.subarray(end)]);
  return [
    { type: event.type, json: head },
    { type: event.type, json: remainder },
  ];
}

function array(parts: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('[')];
  for (const [index, part] of parts.entries()) {
    if (index > 0) pieces.push(Buffer.from(','));
    pieces.push(part);
  }
  pieces.push(Buffer.from(']'));
  return Buffer.concat(pieces);
}
