import type { Random } from '../random.ts';
import { fill } from './slots.ts';

/** A harmless field that looks like something: its key, and the template of its value. */
type Negative = readonly [key: string, template: string];

const fields: readonly Negative[] = [
  ['version', '{semver}'],
  ['appVersion', 'v{version4}'],
  ['build', '{semver}-rc.{int:1-9}+{hex:7}'],
  ['kernel', '5.10.{int:1-250}-{int:100-250}.amzn2.x86_64'],
  ['userAgent', '{agent}'],
  ['startTimeUnixNano', '{epochns}'],
  ['ts', '{epochms}'],
  ['timestampMicros', '{epochus}'],
  ['expires', '{epoch}'],
  ['correlationId', '{uuid}'],
  ['requestId', '{uuid}'],
  ['commit', '{hex:40}'],
  ['sha256', '{hex:64}'],
  ['digest', 'sha256:{hex:64}'],
  ['checksum', '{hex:32}'],
  ['etag', '"{hex:32}-{int:2-40}"'],
  ['functionArn', 'arn:aws:lambda:eu-west-1:{digits:12}:function:{word}-{word}'],
  ['queueUrl', 'https://sqs.eu-west-1.amazonaws.com/{digits:12}/{word}-queue'],
  ['table', 'arn:aws:dynamodb:us-east-1:{digits:12}:table/{word}'],
  ['orderNumber', '{order}'],
  ['order', 'ORD-{digits:8}'],
  ['invoice', 'INV-{int:2020-2027}-{digits:6}'],
  ['sku', '{upper:3}-{digits:4}-{upper:2}'],
  ['tracking', '1Z{code:16}'],
  ['traceHeader', 'Root=1-{hex:8}-{hex:24};Parent={hex:16};Sampled=1'],
  ['traceparent', '00-{hex:32}-{hex:16}-01'],
  ['spanId', '{hex:16}'],
  ['instance', 'i-0{hex:16}'],
  ['objectKey', 'uploads/{int:2023-2027}/{int:10-12}/{hex:8}/{word}.pdf'],
  ['elapsed', '{int:0-900}.{digits:3} ms'],
  ['window', '{clock}-{clock}'],
  ['duration', 'PT{int:1-59}M{int:1-59}S'],
  ['symbol', '{one:std|boost|folly|absl}::{word}::{word}'],
  ['frame', '{one:b|c|ab|fe|ad}::{one:c|d|be|ef}::{word}()'],
  ['selector', 'a::before, li:nth-child({int:1-9})'],
  ['blob', '{b64:88}=='],
  ['cursor', '{b64url:32}'],
  [
    'fingerprint',
    '{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}:{hex:2}',
  ],
  ['coordinates', '{int:100-999},{int:100-999}'],
  ['range', 'bytes {int:0-99999}-{int:100000-999999}/{int:1000000-9999999}'],
  ['batch', '{digits:3}-{digits:2}-{digits:2}'],
  ['ticket', '{digits:3}-{digits:4}'],
  ['partNumber', '{digits:5}-{digits:5}-{digits:3}'],
  ['isbnLike', '978-{int:0-9}-{digits:4}-{digits:4}-{int:0-9}'],
  ['customerId', '{digits:9}'],
  ['sessionSeconds', '{int:0-86400}'],
  ['shard', 'shardId-{digits:12}'],
  ['sequenceNumber', '{digits:56}'],
  ['logStream', '{int:2023-2027}/11/20/[$LATEST]{hex:32}'],
  ['module', '@aws-sdk/client-s3@3.{int:100-999}.0'],
  ['mention', 'see team@{word} in chat'],
  ['amount', '{int:1-9999}.{digits:2}'],
  ['ratio', '{int:0-1}.{digits:16}'],
  ['tokensUsed', '{int:1-99999}'],
  ['route', '/v{int:1-3}/orders/{digits:10}/items/{int:1-40}'],
  ['cve', 'CVE-{int:2015-2027}-{digits:5}'],
  ['model', 'gpt-{int:3-5}.{int:0-9}-{int:2023-2027}{digits:4}'],
  ['pan', 'none'],
  ['ssnCheck', 'skipped'],
  ['cardType', 'debit'],
  ['emailSent', 'true'],
  ['phoneVerified', 'false'],
  ['passwordChangedAt', '{iso}'],
  ['asset', '/img/{word}@{int:2-3}x.png'],
  ['unit', '{word}@{word}.service'],
  ['image', 'registry.example.com/{word}@sha256:{hex:64}'],
  ['profile', 'https://blog.example.com/@{word}/{word}-{hex:8}'],
  ['oid', '1.3.6.1.4.1.{int:1-9999}.{int:1-99}'],
  ['form', '{one:000|666}-{digits:2}-{digits:4}'],
  ['slot', '{digits:3}-00-{digits:4}'],
  ['accountRef', 'DE00{digits:18}'],
  ['date', '{int:10-28}.{int:10-12}.{int:2020-2027}'],
];

/** Numbers that a JSON log holds as numbers. */
const numbers: readonly Negative[] = [
  ['time', '{epochms}'],
  ['durationMs', '{int:1-90000}'],
  ['orderNumber', '{order}'],
  ['accountNumericId', '{int:100000000-899999999}'],
  ['bytes', '{int:1-999999999}'],
  ['statusCode', '{one:200|201|204|301|404|500}'],
  ['createdMicros', '{epochus}'],
];

const sentences: readonly string[] = [
  'upgraded from {semver} to {semver}',
  'connected to {fqdn}:{int:1024-9999} in {int:1-900}ms',
  'cache miss for key {hex:32}',
  'retrying in {int:1-60}s (attempt {int:1-9} of 10)',
  'processed {int:1-9999} of {int:9999-99999} rows, lag {int:0-999}',
  'commit {hex:40} deployed by pipeline {int:1-9999}',
  'panic at {one:b|c|ab|ad}::{one:c|d|be}::{word} line {int:1-999}',
  'order {order} rejected: checksum',
  'flushed segment {digits:20}.log',
  'GET /health 200 {int:1-40}ms',
  'took {clock} to finish, ended {iso}',
  'loaded {word}.so.{version4}',
  'password reset requested, link sent',
  'invalid password for {user}, {int:1-5} tries left',
  'Basic authentication failed, Bearer token missing',
  'token expired {int:1-900} s ago, secret not found',
  'subscribed to the Basic plan, {int:1-12} months',
  'api key rotated, phone verification skipped, card not present',
  'user@{int:1000-1010}.service: Succeeded.',
  '{word}: call {method}({int:1-99}, {int:1-99}) took {int:1-999} us',
  'device 0000:{hex:2}:{hex:2}.{int:0-7} ready',
  'at {class}.{method}({word}.java:{int:1-999})',
];

/** One harmless field: key and text. */
export function negativeField(random: Random): { key: string; text: string } {
  const [key, template] = random.pick(fields);
  return { key, text: fill(template, random) };
}

/** One harmless field whose value is a number. */
export function negativeNumber(random: Random): { key: string; number: number } {
  const [key, template] = random.pick(numbers);
  return { key, number: Number(fill(template, random)) };
}

/** A harmless sentence with numbers, hashes and code in it. */
export function negativeSentence(random: Random): string {
  return fill(random.pick(sentences), random);
}
