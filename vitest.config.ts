import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Far from UTC and from the Netherlands, so that a time read in the machine's own zone shows.
process.env.TZ = 'Pacific/Auckland';

export default defineConfig({
  // As Next does it, since tsconfig.json leaves JSX to its compiler.
  oxc: { jsx: { runtime: 'automatic' } },
  resolve: {
    alias: {
      '@': path.resolve('.'),
      // Outside a server component the package throws, which is its purpose; here everything is the server.
      'server-only': path.resolve('node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{app,components,lib,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/make-template-database.ts'],
    setupFiles: ['tests/support/own-data-folder.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    restoreMocks: true,
    expect: { poll: { timeout: 10_000, interval: 50 } },
  },
});
