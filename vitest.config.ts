import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Far from UTC and from the Netherlands, so that a time read in the machine's own zone shows.
process.env.TZ = 'Pacific/Auckland';

/** Minutes or hours each: `npm run test:long`. */
const LONG = process.env.LONG_TESTS === '1' ? [] : ['tests/long/**'];

/** Whatever opens a database or starts an Inlet runs once for each engine; by its name a file can belong to one alone. */
function runsOnPostgresql(file: string): boolean {
  if (!file.endsWith('.test.ts') || file.endsWith('.sqlite.test.ts')) return false;
  return file.endsWith('.postgresql.test.ts') || /openTestDatabase|startInlet/.test(readFileSync(file, 'utf8'));
}

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
    setupFiles: ['tests/support/own-data-folder.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    restoreMocks: true,
    expect: { poll: { timeout: 10_000, interval: 50 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: ['{app,components,lib,tests}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.postgresql.test.ts', ...LONG],
          globalSetup: ['tests/support/prepare-sqlite.ts'],
          provide: { engine: 'sqlite' },
        },
      },
      {
        extends: true,
        test: {
          name: 'postgresql',
          include: readdirSync('tests', { recursive: true, encoding: 'utf8' })
            .map((name) => path.posix.join('tests', name.split(path.sep).join('/')))
            .filter(runsOnPostgresql),
          exclude: LONG,
          globalSetup: ['tests/support/prepare-sqlite.ts', 'tests/support/prepare-postgresql.ts'],
          provide: { engine: 'postgresql' },
        },
      },
    ],
  },
});
