import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { installFaultyStorage } from './faulty-storage';
import { simulate, STORIES, type Stage } from './simulate';
import { countOf, seedOf } from '../support/count-of';
import { startStubCdn } from '../support/start-stub-cdn';

/** Two files run half of them each in `npm run test:long`, side by side. */
const SEEDS = countOf('SIMULATION_SEEDS', { few: 60, many: 5000 });
const FIRST_SEED = seedOf('SIMULATION_FIRST_SEED');

/** Registers the simulation as a test of the file that calls it. */
export function itSimulates(): void {
  let stage: Stage;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    // In memory where the system has such a place: what is simulated here is not the disk.
    const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'inlet-simulation-'));
    const file = path.join(folder, 'inlet.db');
    const cdn = await startStubCdn();
    process.env.MEDIA_ORIGINS = cdn.origins.join(',');
    vi.useFakeTimers({ toFake: ['Date'] });
    const storage = installFaultyStorage();
    stage = { file, template: inject('sqliteTemplate'), storage, cdn, setNow: (now) => vi.setSystemTime(now) };
    remove = async () => {
      storage.remove();
      vi.useRealTimers();
      await cdn.stop();
      rmSync(folder, { recursive: true });
    };
  });
  afterAll(() => remove());

  it(
    `keeps the eight invariants in ${SEEDS} stories from seed ${FIRST_SEED}, whatever fails`,
    { timeout: 3 * 3_600_000 },
    async () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += STORIES) {
        const objections = await simulate(seed, stage);
        expect(
          objections,
          `SIMULATION_FIRST_SEED=${seed} SIMULATION_SEEDS=${STORIES} npx vitest run tests/simulation.test.ts`,
        ).toEqual([]);
      }
    },
  );
}
