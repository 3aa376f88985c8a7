import * as z from 'zod/mini';
import type { SinkKind } from '../../src/contracts/sink.ts';

const config = z.strictObject({});

export type ConsoleSettings = z.infer<typeof config>;

export const consoleKind: SinkKind<ConsoleSettings> = {
  name: 'console',
  summary: 'Writes lines to standard output: for local use.',
  config,
  environment: {},
  secrets: [],
  load: () => import('./sink.ts'),
};
