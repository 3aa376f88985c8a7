import { labelledLogs } from '../corpus/logs.ts';
import { coreSubjects } from '../corpus/subjects.ts';
import { fill } from '../corpus/slots.ts';
import { jsonOf } from '../labelled.ts';
import { createRandom } from '../random.ts';

const templates = [
  '{"level":"INFO","time":"{iso}","requestId":"{uuid}","message":"order accepted","orderId":"ORD-{digits:8}","items":{int:1-40},"total":{int:1-999}.{digits:2},"currency":"EUR","durationMs":{int:1-900},"warehouse":"{word}-{int:1-9}","route":"/v1/orders/{digits:6}","cold":false,"region":"eu-west-1","commit":"{hex:12}"}',
  '{"level":"WARN","timestamp":"{iso}","service":"checkout","xrayTraceId":"1-{hex:8}-{hex:24}","message":"slow query, {int:100-999} ms","table":"{word}_{word}","rows":{int:1-9999},"retry":{int:0-3},"handler":"{method}","path":"{path}","version":"{semver}","build":"{hex:7}","tenant":"{word}"}',
  '{"level":"INFO","time":{epochms},"pid":8,"hostname":"169-254-76-1","msg":"message {uuid} processed from {word}-queue in batch {int:1-99}","attempt":1,"bytes":{int:100-99999},"checksum":"{hex:32}","next":"{word}","partition":{int:0-63},"offset":{int:1000000-999999999},"lagMs":{int:0-999}}',
];

/**
 * `count` lines of JSON of about 300 bytes, as a Lambda function logs them; one in twenty has a value to redact. The size of
 * all in bytes (they are ASCII) comes with them.
 */
export function jsonLines(seed: number, count: number): { lines: string[]; bytes: number } {
  const random = createRandom(seed);
  const labelled = labelledLogs(seed, 400, coreSubjects).flatMap((example) => {
    return example.format === 'json' && 'tree' in example ? [JSON.stringify(jsonOf(example.tree))] : [];
  });
  const short = labelled.filter((line) => line.length < 500);
  const lines = Array.from({ length: count }, () =>
    random.chance(0.05) ? random.pick(short) : fillJson(random.pick(templates), random),
  );
  return { lines, bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0) };
}

function fillJson(template: string, random: ReturnType<typeof createRandom>): string {
  return `{${fill(template.slice(1, -1), random)}}`;
}

/** One line of `length` bytes or a little more, made of the same lines. */
export function longLine(seed: number, length: number): string {
  let line = '';
  for (const part of jsonLines(seed, Math.ceil(length / 250)).lines) {
    if (line.length >= length) break;
    line += `${part} `;
  }
  return line;
}
