import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: { name: 'quick', include: ['test/{unit,contract,property,repo}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'scenario',
          include: ['test/scenario/**/*.test.ts'],
          globalSetup: 'test/scenario/build.ts',
          testTimeout: 60_000,
        },
      },
    ],
  },
});
