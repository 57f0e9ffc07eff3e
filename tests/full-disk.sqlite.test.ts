import { expect, it } from 'vitest';
import { refusalOf } from '@/lib/access/refusal-of';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { readReadiness } from '@/lib/inbox/setup/read-readiness';
import { readWarnings } from '@/lib/inbox/setup/read-warnings';
import { writeSetting } from '@/lib/db/tables/settings';
import { callerWith } from './support/callers';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

it('says that the disk is full to whoever changes something, in readiness and in the warnings, until there is room', async () => {
  const database = await openTestDatabase();
  const limitPages = (pages: number) => database.writer.$queryRawUnsafe(`PRAGMA max_page_count=${pages}`);
  const codes = async () => (await readWarnings(callerWith('viewer'))).items.map(({ code }) => code);
  // SQLite fails as on a full disk when the file may not grow.
  await limitPages(1);
  const large = 'x'.repeat(100_000);
  const refused = await database
    .write((tx) => writeSetting(tx, 'reparse', large))
    .then(
      () => null,
      (error: unknown) => refusalOf(error),
    );
  expect(refused).toMatchObject({ code: 'disk_full', status: 503 });
  expect(refused?.detail).toContain('Nothing can be changed');
  await expect(receiveDelivery(Buffer.from(JSON.stringify(mo({ text: large }))), null)).rejects.toThrow();
  expect(database.isDiskFull()).toBe(true);
  expect(await codes()).toContain('disk_full');

  await limitPages(1_000_000);
  await receiveDelivery(Buffer.from(JSON.stringify(mo({ text: large }))), null);
  expect(await codes()).not.toContain('disk_full');
  expect((await readReadiness()).warnings).not.toContain('disk_full');
});
