import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNode } from '@/lib/commands/process/run-node';
import { countOf } from '../support/count-of';
import { plant, plantedBugs } from '../support/planted-bugs';

const SEEDS = countOf('PLANTED_BUG_SEEDS', { few: 100, many: 600 });
const COPIED = ['lib', 'prisma', 'tests', 'package.json', 'prisma.config.ts', 'tsconfig.json', 'vitest.config.ts'];
const LIMIT_MS = 20 * 60_000;

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'inlet-planted-'));
  for (const name of COPIED) cpSync(name, path.join(copy, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

describe('the simulation', () => {
  it('finds nothing in an unchanged copy of the sources', { timeout: LIMIT_MS }, async () => {
    const { ok, stdout, stderr } = await simulateInCopy(20);
    expect(ok, stdout + stderr).toBe(true);
  });

  it.each(plantedBugs)('notices that $name', { timeout: LIMIT_MS }, async (bug) => {
    const file = path.join(copy, bug.file);
    writeFileSync(file, plant(bug));
    const { ok, stdout, stderr } = await simulateInCopy(SEEDS);
    cpSync(bug.file, file);
    expect(ok, 'the simulation passed').toBe(false);
    // Not just any failure: the auditor's objection, with the seed that shows it again.
    expect(stdout + stderr).toMatch(
      /SIMULATION_FIRST_SEED=\d+ SIMULATION_SEEDS=10[^]*\((i|ii|iii|iv|v|vi|vii|viii)\) /,
    );
  });
});

function simulateInCopy(seeds: number) {
  return runNode([path.resolve('node_modules/vitest/vitest.mjs'), 'run', 'tests/simulation.test.ts'], {
    cwd: copy,
    env: { SIMULATION_SEEDS: seeds.toString(), SIMULATION_FIRST_SEED: '1', NO_COLOR: '1' },
  });
}
