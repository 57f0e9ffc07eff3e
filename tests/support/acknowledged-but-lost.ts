import { once } from 'node:events';
import { scheduler } from 'node:timers/promises';
import { expect } from 'vitest';
import type { TestDatabase } from './open-test-database';

/** Keys that were acknowledged, one a round, while a transaction was open that then failed, and that are not in the database. */
export async function acknowledgedButLost(
  database: TestDatabase,
  rounds: number,
  {
    failing,
    plain,
  }: { failing: (inside: () => Promise<void>) => Promise<never>; plain: (key: string) => Promise<unknown> },
): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const key = `round ${round}`;
    const opened = new EventTarget();
    const isOpen = once(opened, 'open');
    const failed = failing(async () => {
      opened.dispatchEvent(new Event('open'));
      // A writer that is right holds the other one back until this transaction ends, so its answer cannot be awaited.
      await scheduler.wait(15);
    });
    const settled = expect(failed).rejects.toThrow('undone');
    await isOpen;
    await plain(key);
    acknowledged.push(key);
    await settled;
  }
  const kept = new Set(await keysIn(database));
  expect(kept.has('doomed')).toBe(false);
  return acknowledged.filter((key) => !kept.has(key));
}

/** Keys of the settings that are committed. */
export async function keysIn(database: TestDatabase): Promise<string[]> {
  return (await database.rows('Setting')).map(({ key }) => String(key));
}
