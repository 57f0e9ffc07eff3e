import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildIfNeeded } from '@/lib/commands/server/build-if-needed';
import { runPlaywright } from '@/lib/commands/checks/run-playwright';
import { runVitest } from '@/lib/commands/checks/run-vitest';
import { sayWhy } from '@/lib/commands/process/say-why';

// What takes too long for `npm test`: the tests of tests/long, and those whose number of tries is small there, and the
// journeys without a pointer.
await sayWhy(async () => {
  await buildIfNeeded();
  const files = (await readdir('tests', { recursive: true }))
    .map((name) => path.posix.join('tests', name.split(path.sep).join('/')))
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort();
  const long: string[] = [];
  for (const file of files) {
    if (file.startsWith('tests/long/') || (await readFile(file, 'utf8')).includes('countOf(')) long.push(file);
  }
  const env = { LONG_TESTS: '1' };
  const tests = await runVitest(long, env);
  const journeys = await runPlaywright(['--project', 'keyboard'], env);
  const failed = tests.failed + journeys.failed;
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${tests.passed + journeys.passed} passed, ${failed} failed`);
});
