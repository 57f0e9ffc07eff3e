import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { runChecks } from './run-checks';
import { runNode } from './run-node';
import { runTool } from './run-tool';
import { agree, readReport, runVitest, type Count } from './run-vitest';
import { watchHosts } from './watch-hosts';

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

const reports = await mkdtemp(path.join(tmpdir(), 'inlet-test-'));
const total: Count = { passed: 0, failed: 0 };
for (const step of [checkAndPrepare, build, () => runVitest(), runPlaywright]) {
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

async function checkAndPrepare(): Promise<Count> {
  const [checks, { ok, stdout, stderr }] = await Promise.all([
    runChecks(),
    runNode(['lib/commands/run.mjs', 'prepare']),
  ]);
  console.log(ok ? '✓ preparation' : `✗ preparation\n${stdout}${stderr}`);
  return { passed: checks.passed + Number(ok), failed: checks.failed + Number(!ok) };
}

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
