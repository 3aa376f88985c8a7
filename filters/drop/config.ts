import * as z from 'zod/mini';
import type { FilterKind } from '../../src/contracts/filter.ts';

// Long enough for any line's distinctive part; with it, matching a record stays linear for all practical purposes.
const longestPattern = 200;
const typeRule = 'function, extension, or a platform type such as platform.start; * stands for any letters';

const types = z
  ._default(
    z.pipe(
      z.union([z.string(), z.array(z.string())]),
      z.transform((input, context): readonly string[] => {
        const entries = (typeof input === 'string' ? input.split(',') : input).map((entry) => entry.trim());
        const named = entries.filter((entry) => entry !== '');
        for (const entry of named.filter((entry) => !isType(entry))) {
          context.issues.push({ code: 'custom', message: `${typeRule}, and not ${JSON.stringify(entry)}`, input });
        }
        return named;
      }),
    ),
    [],
  )
  .register(z.globalRegistry, {
    description:
      'Types to leave out, as a list or with commas between: `function`, `extension`, `platform.start`, `platform.*`.',
  });

const pattern = z
  .string()
  .check(z.maxLength(longestPattern), z.regex(/[^*\s]/, 'text to look for; * stands for any run of characters'));

const config = z.strictObject({
  types,
  patterns: z._default(z.array(pattern), []).register(z.globalRegistry, {
    description:
      'Leaves out function and extension records that hold one of these texts anywhere. `*` stands for any run of characters. Case matters. A record that is an object is searched as its JSON.',
  }),
});

export type DropSettings = z.infer<typeof config>;

export const dropKind: FilterKind<DropSettings> = {
  name: 'drop',
  summary: 'Leaves out records by type or by a text they hold.',
  config,
  environment: { types: 'SLUICE_DROP_TYPES' },
  secrets: [],
  byDefault: false,
  load: () => import('./filter.ts'),
};

// Our own types cannot be named: they account for what is missing.
function isType(entry: string): boolean {
  return /^(function|extension|platform\.[A-Za-z*]+)$/.test(entry);
}
