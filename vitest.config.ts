import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // a worker keeps its modules from file to file, for loading them took most of the time: none of them holds state of a request
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
