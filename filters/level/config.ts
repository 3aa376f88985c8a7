import * as z from 'zod/mini';
import type { FilterKind } from '../../src/contracts/filter.ts';

const names = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const config = z.strictObject({
  minimum: z
    .pipe(
      z.pipe(
        z.string(),
        z.transform((text) => text.toLowerCase()),
      ),
      z.enum(names, `one of ${names.join(', ')}`),
    )
    .register(z.globalRegistry, {
      description: 'The least level that is shipped: `trace`, `debug`, `info`, `warn`, `error` or `fatal`.',
    }),
});

export type LevelSettings = z.infer<typeof config>;

export const levelKind: FilterKind<LevelSettings> = {
  name: 'level',
  summary: 'Leaves out function and extension records below a level; keeps those that name none.',
  config,
  environment: { minimum: 'SLUICE_MIN_LEVEL' },
  secrets: [],
  byDefault: false,
  load: () => import('./filter.ts'),
};
