import * as z from 'zod/mini';
import type { FilterKind } from '../../src/contracts/filter.ts';

const rule = 'a share from 0 to 1, such as 0.1, or from 0% to 100%';

const config = z.strictObject({
  share: z
    .pipe(
      z.union([z.number(), z.string()], rule),
      z.transform((input, context): number => {
        const share = parseShare(String(input).trim());
        if (share >= 0 && share <= 1) return share;
        context.issues.push({ code: 'custom', message: rule, input });
        return z.NEVER;
      }),
    )
    .register(z.globalRegistry, { description: 'The share of invocations whose records are kept: `0.1` or `10%`.' }),
});

export type SampleSettings = z.infer<typeof config>;

export const sampleKind: FilterKind<SampleSettings> = {
  name: 'sample',
  summary: 'Keeps a share of the invocations, each with all of its lines; always keeps errors and platform events.',
  config,
  environment: { share: 'SLUICE_SAMPLE' },
  secrets: [],
  byDefault: false,
  load: () => import('./filter.ts'),
};

function parseShare(text: string): number {
  const match = /^(\d{1,3}(?:\.\d{1,10})?|\.\d{1,10})(%?)$/.exec(text);
  return match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : Number.NaN;
}
