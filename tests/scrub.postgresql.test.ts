import { expect, it } from 'vitest';
import { startScrubber } from '@/lib/db/scrub-postgresql';
import { openTestDatabase } from './support/open-test-database';

it('a large table is written anew at night, and holds nothing of what was deleted from then on', async () => {
  const database = await openTestDatabase();
  const body = new TextEncoder().encode('Zwijgwoord-7431');
  const { id } = await database.write((tx) =>
    tx.delivery.create({ data: { digest: 'one', body, receivedAt: new Date() } }),
  );
  await database.write((tx) => tx.delivery.delete({ where: { id } }));
  expect(await database.filesHolding('Zwijgwoord-7431')).not.toEqual([]);

  let hour = 12;
  const scrubber = startScrubber(database.url, { smallBytes: 0, now: () => new Date(2026, 0, 5, hour) });
  await scrubber.scrub();
  expect(await database.filesHolding('Zwijgwoord-7431')).not.toEqual([]);
  hour = 3;
  await scrubber.scrub();
  expect(await database.filesHolding('Zwijgwoord-7431')).toEqual([]);
  await scrubber.stop();
});
