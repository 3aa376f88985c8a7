import * as z from 'zod/mini';
import type { SinkKind } from '../../src/contracts/sink.ts';

/** What a path may name, in braces. */
const placeholders = ['{functionName}', '{environmentId}'] as const;

const config = z.strictObject({
  path: z
    .string()
    .check(
      z.minLength(1, 'the path of a file'),
      z.refine((path) => !path.endsWith('/'), 'the path of a file, not of a directory'),
      z.refine(
        (path) => !/[{}]/.test(placeholders.reduce((rest, name) => rest.replaceAll(name, ''), path)),
        `a path with no placeholder but ${placeholders.join(' and ')}`,
      ),
    )
    .register(z.globalRegistry, {
      description: `File that lines are appended to; missing directories are made. Placeholders: ${placeholders.join(' ')}.`,
    }),
});

export type FileSettings = z.infer<typeof config>;

export const fileKind: SinkKind<FileSettings> = {
  name: 'file',
  summary: 'Appends lines to a file: for local use, or on a mounted file system such as EFS.',
  config,
  environment: { path: 'PATH' },
  secrets: [],
  load: () => import('./sink.ts'),
};
