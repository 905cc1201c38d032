import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/properties.ts'],
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // a worker keeps its modules from file to file, for loading them took most of the time: none of them holds state of a request
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // what a page shows comes when it comes: a machine with other work takes more than the second that polling would wait by itself
    expect: { poll: { timeout: 20_000 } },
  },
});
