import { defineConfig } from '@playwright/test';
import chromium from '@sparticuz/chromium';
import type { JourneyOptions } from './tests/support/journey';

/** Journeys in which nobody presses anything, or which are about a second process. */
const withoutStory = ['several-processes.spec.ts', 'foreign-pages.spec.ts', 'payloads.spec.ts', 'pictures.spec.ts'];

export default defineConfig<object, JourneyOptions>({
  testDir: 'tests/journeys',
  globalSetup: './tests/support/prepare-journeys.ts',
  projects: [
    { name: 'sqlite', testIgnore: ['several-processes.spec.ts'] },
    {
      name: 'postgresql',
      testMatch: ['receiving.spec.ts', 'live.spec.ts', 'several-processes.spec.ts'],
      use: { engine: 'postgresql' },
    },
    // What people do with a pointer can all be done without one; a wheel that moves by so many pixels, or a pointer that rests, cannot.
    ...(process.env.LONG_TESTS === '1'
      ? [{ name: 'keyboard', testIgnore: withoutStory, grepInvert: /@pointer/, use: { hasPointer: false } }]
      : []),
  ],
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 90_000,
  globalTimeout: 15 * 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    locale: 'en',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    // A sixth of the time of all journeys; `--trace on` for the one that fails.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Everybody tests with the browser inside this package; its own arguments are for another place than this.
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? (await chromium.executablePath()),
      args: ['--no-sandbox'],
    },
  },
});
