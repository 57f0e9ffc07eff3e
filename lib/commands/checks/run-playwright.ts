import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { agree, readReport, type Count } from './run-vitest';
import { runTool } from '@/lib/commands/process/run-tool';

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Runs the journeys, with these arguments of Playwright, and counts. */
export async function runPlaywright(args: string[] = [], env: Record<string, string> = {}): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
  const file = path.join(folder, 'playwright.json');
  const { ok } = await runTool('playwright', ['test', '--reporter=list,json', ...args], {
    inherit: true,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = await readReport(file, playwrightReport);
  await rm(folder, { recursive: true });
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return agree(ok, expected, unexpected + flaky + skipped + report.errors.length);
}
