import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { runChecks } from './run-checks';
import { runNode } from './run-node';
import { runTool } from './run-tool';
import { watchHosts } from './watch-hosts';

type Count = { passed: number; failed: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

const reports = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
const total: Count = { passed: 0, failed: 0 };
for (const step of [runChecks, build, runVitest, runPlaywright]) {
  const { passed, failed } = await step().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
}
await rm(reports, { recursive: true });
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed`);

async function build(): Promise<Count> {
  const watch = await watchHosts();
  const { ok, stdout, stderr } = await runNode(['lib/commands/run.mjs', 'build'], { env: watch.env });
  const hosts = await watch.hosts();
  await watch.stop();
  console.log(ok ? '✓ build' : `✗ build\n${stdout}${stderr}`);
  console.log(hosts.length === 0 ? '✓ build asks no host' : `✗ build asks no host: ${hosts.join(', ')}`);
  const passed = Number(ok) + Number(hosts.length === 0);
  return { passed, failed: 2 - passed };
}

async function runVitest(): Promise<Count> {
  const file = path.join(reports, 'vitest.json');
  const { ok } = await runTool(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { inherit: true },
  );
  const report = await readReport(file, vitestReport);
  if (!report) return { passed: 0, failed: 1 };
  // A file that could not be loaded has no tests to fail.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  return agree(ok, report.numPassedTests, report.numTotalTests - report.numPassedTests + broken);
}

async function runPlaywright(): Promise<Count> {
  const file = path.join(reports, 'playwright.json');
  const { ok } = await runTool('playwright', ['test', '--reporter=list,json'], {
    inherit: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const report = await readReport(file, playwrightReport);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return agree(ok, expected, unexpected + flaky + skipped + report.errors.length);
}

/** What did not run did not pass, and a runner that fails without naming a test has failed all the same. */
function agree(ok: boolean, passed: number, failed: number): Count {
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed };
}

async function readReport<Report>(file: string, schema: z.ZodType<Report>): Promise<Report | undefined> {
  if (!existsSync(file)) return undefined;
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  return schema.parse(json);
}
