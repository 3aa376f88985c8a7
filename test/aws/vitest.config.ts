import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/aws/*.test.ts'],
    globalSetup: ['test/aws/global-setup.ts', 'test/scenario/build.ts'],
    testTimeout: 60_000,
  },
});
