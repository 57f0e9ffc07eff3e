import { runChecks } from '@/lib/commands/checks/run-checks';
import { runNode } from '@/lib/commands/process/run-node';
import { runPlaywright } from '@/lib/commands/checks/run-playwright';
import { runVitest, type Count } from '@/lib/commands/checks/run-vitest';
import { watchHosts } from '@/lib/commands/checks/watch-hosts';

const total: Count = { passed: 0, failed: 0 };
for (const step of [checkAndPrepare, build, () => runVitest(), () => runPlaywright()]) {
  const { passed, failed } = await step().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  total.passed += passed;
  total.failed += failed;
}
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
