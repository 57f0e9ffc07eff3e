import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/engine/open-database';
import { mo } from '../support/mo';
import { startInlet } from '../support/start-inlet';

const DISK_BYTES = 24 * 1024 * 1024;
const BALLAST_BYTES = 12 * 1024 * 1024;
const MOST_POSTS = 2000;

it('answers 503 while the disk is full, loses nothing, and takes deliveries again when there is room', async () => {
  const disk = mountSmallDisk();
  try {
    const ballast = path.join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES));
    const inlet = await startInlet({ engine: 'sqlite', dataDir: path.join(disk, 'data') });

    const acknowledged: string[] = [];
    const post = async (number: number) => {
      const text = `number ${number} ${'x'.repeat(50_000)}`;
      const answer = await inlet.deliver(mo({ text }));
      if (answer.status === 200) acknowledged.push(text);
      return answer;
    };
    let number = 0;
    let refused: Response | undefined;
    while (!refused && number < MOST_POSTS) {
      const answer = await post((number += 1));
      if (answer.status !== 200) refused = answer;
    }
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get('retry-after')).toBe('60');
    // What is smaller than this may still fit, so that only the answer counts and not how many come through.
    for (const status of await Promise.all([1, 2, 3, 4].map(async () => (await post((number += 1))).status)))
      expect([200, 503]).toContain(status);
    expect((await fetch(`${inlet.url}/api/health/live`)).status).toBe(200);

    rmSync(ballast);
    expect((await post((number += 1))).status).toBe(200);
    const states = async () => new Set((await inlet.rows('Delivery')).map(({ state }) => state));
    await expect.poll(states, { timeout: 60_000 }).toEqual(new Set(['applied']));
    const kept = new Set((await inlet.rows('Message')).map(({ text }) => text));
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    expect(kept.size).toBe(acknowledged.length);
    await inlet.stop();
  } finally {
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  }
}, 300_000);

it('says in a sentence that the disk is full when it starts for the first time, and starts when there is room', async () => {
  const disk = mountSmallDisk();
  try {
    const file = path.join(disk, 'inlet.db');
    let refused = 0;
    // Less room with each turn, so that the disk is full at another statement each time.
    for (let free = 2_000_000; free >= 0; free -= 40_000) {
      const ballast = path.join(disk, 'ballast');
      writeFileSync(ballast, Buffer.alloc(DISK_BYTES - free));
      const failure = await openDatabase(`file:${file}`).then(
        (database) => database.close().then(() => null),
        (error: unknown) => String(error),
      );
      if (failure !== null)
        expect(failure, `${free} bytes free`).toMatch(/^Error: The disk of .*inlet\.db is full\. Free/);
      refused += Number(failure !== null);
      rmSync(ballast);
      await (await openDatabase(`file:${file}`)).close();
      for (const name of readdirSync(disk)) rmSync(path.join(disk, name));
    }
    expect(refused).toBeGreaterThan(10);
  } finally {
    spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  }
}, 300_000);

/** A disk in memory that is soon full. */
function mountSmallDisk(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'inlet-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (mounted.status === 0) return folder;
  rmSync(folder, { recursive: true });
  throw new Error(
    `A small disk needs the right to mount a tmpfs (root on Linux): ${mounted.stderr || String(mounted.error)}`,
  );
}
