import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { runTool } from '@/lib/commands/process/run-tool';

export type Count = { passed: number; failed: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

type VitestReport = z.infer<typeof vitestReport>;

/** Runs these test files with vitest, all of them when none is named, and counts. */
export async function runVitest(files: string[] = [], env: Record<string, string> = {}): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
  const file = path.join(folder, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok } = await runTool('vitest', ['run', ...reporters, ...files], { inherit: true, env });
  const report = await readReport(file, vitestReport);
  await rm(folder, { recursive: true });
  return report ? countTests(ok, report) : { passed: 0, failed: 1 };
}

/** What a report says; a file that could not be loaded, or that failed outside its tests, has failed once. */
export function countTests(ok: boolean, { numPassedTests, numTotalTests, testResults }: VitestReport): Count {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  return agree(ok, numPassedTests, numTotalTests - numPassedTests + broken);
}

/** What did not run did not pass, and a runner that fails without naming a test has failed all the same. */
export function agree(ok: boolean, passed: number, failed: number): Count {
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed };
}

/** The report that a runner wrote, or undefined when it wrote none. */
export async function readReport<Report>(file: string, schema: z.ZodType<Report>): Promise<Report | undefined> {
  if (!existsSync(file)) return undefined;
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  return schema.parse(json);
}
