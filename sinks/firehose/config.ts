import * as z from 'zod/mini';
import type { SinkKind } from '../../src/contracts/sink.ts';

const config = z.strictObject({
  stream: z
    .string()
    .check(
      z.regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'the name of a Firehose stream (not its ARN): up to 64 of A-Z a-z 0-9 _ . -'),
    )
    .register(z.globalRegistry, { description: 'Name of the Firehose stream, whose source must be Direct PUT.' }),
});

export type FirehoseSettings = z.infer<typeof config>;

export const firehoseKind: SinkKind<FirehoseSettings> = {
  name: 'firehose',
  summary: 'Puts each line as a record into an Amazon Data Firehose stream; retries exactly the records it refused.',
  config,
  environment: { stream: 'STREAM' },
  secrets: [],
  load: () => import('./sink.ts'),
};
