import { isWithin, keywords } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { normalizedEntropy } from '../validators/entropy.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const secretWords = keywords('aws', 'secret', 'access key', 'amazon', 'credential');
const keyId = /A[KS]IA[A-Z0-9]{16}/;
const secretLength = 40;
// NextContinuationToken=…, behind an access key id.
const otherKey =
  /(?<!ecret[_-]?)(?:token|marker|cursor|etag|hash|signature|digest|checksum|sha\d{1,3})\\?["']?\s?[:=]\s?\\?["']?$/i;
const longestOther = 32;
// An access key id in front counts as a keyword, and with it the distance has to be longer.
const secretDistance = 64;

export const accessKeyIdMatchers: Matchers = {
  words: [{ starts: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], probe: findAccessKeyId }],
};

function findAccessKeyId(scan: Scan, start: number, end: number): number {
  if (end - start !== 20) return 0;
  const id = scan.text.slice(start, end);
  if (!/^(?:AKIA|ASIA|ABIA|ACCA)(?!(.)\1{15})[A-Z0-9]{16}$/.test(id)) return 0;
  return scan.found('AwsAccessKeyId', start, end);
}

/**
 * A secret access key in a run of base64 characters that starts at `start`: 40 of them with all kinds of characters and a
 * keyword in front. Called for each base64 token; the probe for word starts would miss keys that begin with `/` or `+`.
 */
export function findSecretKey(scan: Scan, start: number, end: number): boolean {
  if (end - start !== secretLength) return false;
  const key = scan.text.slice(start, end);
  // A path in the URL of a page: docs.aws.amazon.com/AmazonS3/latest/API/RESTBucketPUTacl.html
  if (scan.code(start - 1) === 46 && scan.code(end) === 46) return false;
  if (!/[a-z]/.test(key) || !/[A-Z]/.test(key) || !/\d/.test(key) || /[_-]/.test(key)) return false;
  const from = Math.max(0, start - secretDistance);
  if (!isWithin(scan.text, from, start, secretWords) && !keyId.test(scan.text.slice(from, start))) {
    scan.findings.refuse('AwsSecretKey', start, end, 'no keyword stands in front');
    return false;
  }
  if (otherKey.test(scan.text.slice(Math.max(0, start - longestOther), start))) {
    scan.findings.refuse('AwsSecretKey', start, end, 'its own key says it is something else');
    return false;
  }
  if (normalizedEntropy(key) < 0.75) {
    scan.findings.refuse('AwsSecretKey', start, end, 'it is too regular to be random');
    return false;
  }
  scan.findings.add('AwsSecretKey', start, end);
  scan.floor = end;
  return true;
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const aws = (): readonly IdentifierDeclaration[] => [
  {
    name: 'AwsAccessKeyId',
    group: 'default',
    summary: 'An AWS access key id, long-term or temporary.',
    check: 'AKIA, ASIA, ABIA or ACCA and 16 upper-case letters and digits.',
    examples: {
      match: ['using AKIAY3T6Z7QWERTUIO5P', 'aws_access_key_id=ASIAQ4J7ZK2MXW5N3VTB', '"key":"AKIAZQ3DRSTUVWXY2345"'],
      noMatch: ['AKIA123456789012345', 'akiaiosfodnn7example', 'AROAY3T6Z7QWERTUIO5P', 'AKIAY3T6Z7QWERTUIO5PX'],
    },
  },
  {
    name: 'AwsSecretKey',
    group: 'default',
    summary: 'An AWS secret access key.',
    check:
      '40 base64 characters with lower case, upper case and digits, of high entropy, and a keyword or an access key id within 64 characters.',
    keywords: ['aws', 'secret', 'access key', 'amazon', 'credential'],
    examples: {
      match: [
        'the aws key is kP3v/7LmQ9xT+2bNwR5yUcZ8dHfJ4sGaE6iVoX1t now',
        'credentials AKIAY3T6Z7QWERTUIO5P and 9fG+hJ2kL4mN6pQ8rS0tUvWxYzAbCdEfGh1jK3lM',
        'Secret access key "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"',
      ],
      noMatch: [
        'aws sha da39a3ee5e6b4b0d3255bfef95601890afd80709',
        'id kP3v/7LmQ9xT+2bNwR5yUcZ8dHfJ4sGaE6iVoX1t',
        'aws secret kP3v/7LmQ9xT+2bNwR5yUcZ8dHfJ4sGaE6iVoX1',
      ],
    },
  },
];
