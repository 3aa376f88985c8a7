import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,contract,property,repo,scenario}/**/*.test.ts'],
    testTimeout: 20_000,
    // Unfinished promises hide lost records: a test that leaks one must fail.
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
