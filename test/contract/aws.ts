import { gunzipSync } from 'node:zlib';
import type { Fault } from './sink.contract.ts';
import type { Reaction, ReceivedRequest } from './faulty-server.ts';

/** Points the SDK's clients that are made from now on at `url`, with credentials that no service knows. */
export function useEndpoint(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
}

/** How S3 fails: an XML body; `Message` echoes what was sent, as an intake may. */
export function s3Failure(request: ReceivedRequest, fault: Fault): Reaction | undefined {
  if (fault === 'hang' || fault === 'reset') return fault;
  const failures: Partial<Record<Fault, readonly [number, string]>> = {
    unavailable: [500, 'InternalError'],
    throttled: [503, 'SlowDown'],
    denied: [403, 'AccessDenied'],
  };
  const failure = failures[fault];
  if (failure === undefined) return undefined;
  const message = gunzipSync(request.body).toString().replaceAll(/[<&]/g, ' ');
  const body = `<?xml version="1.0"?><Error><Code>${failure[1]}</Code><Message>${message}</Message></Error>`;
  return { status: failure[0], headers: { 'x-amz-request-id': 'REQUEST1', 'content-type': 'application/xml' }, body };
}

/** How Firehose fails: a JSON body with the type of the exception. */
export function firehoseFailure(request: ReceivedRequest, fault: Fault): Reaction | undefined {
  if (fault === 'hang' || fault === 'reset') return fault;
  const failures: Partial<Record<Fault, readonly [number, string]>> = {
    unavailable: [503, 'ServiceUnavailableException'],
    throttled: [400, 'ThrottlingException'],
    denied: [400, 'AccessDeniedException'],
  };
  const failure = failures[fault];
  if (failure === undefined) return undefined;
  const message = firehoseLines(request).join('\n');
  const headers = { 'x-amzn-requestid': 'REQUEST1', 'content-type': 'application/x-amz-json-1.1' };
  return { status: failure[0], headers, body: JSON.stringify({ __type: failure[1], message }) };
}

/** The records of a PutRecordBatch request, as text. */
export function firehoseLines(request: ReceivedRequest): string[] {
  const { Records } = JSON.parse(request.body.toString()) as { Records: { Data: string }[] };
  return Records.map(({ Data }) => Buffer.from(Data, 'base64').toString());
}
