import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { receiveDelivery } from '@/lib/inbox/receiving/receive-delivery';
import { readReadiness } from '@/lib/inbox/setup/read-readiness';
import { DatabaseGone } from '@/lib/db/engine/watch-file';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const ways: [string, (file: string) => void][] = [
  ['its folder is removed', (file) => rmSync(path.dirname(file), { recursive: true })],
  ['its folder is moved away', (file) => renameSync(path.dirname(file), `${path.dirname(file)}-away`)],
  [
    'its folder is replaced by a backup',
    (file) => {
      const folder = path.dirname(file);
      renameSync(folder, `${folder}-away`);
      mkdirSync(folder);
      copyFileSync(`${folder}-away/${path.basename(file)}`, file);
    },
  ],
  ['its file is removed', (file) => rmSync(file)],
  [
    'its file is replaced',
    (file) => {
      copyFileSync(file, `${file}-new`);
      renameSync(`${file}-new`, file);
    },
  ],
  ['its log is removed', (file) => rmSync(`${file}-wal`)],
];

it.each(ways)('acknowledges nothing, and is not ready, once %s', async (_way, remove) => {
  const database = await openTestDatabase();
  const file = database.url.slice('file:'.length);
  const deliver = (text: string) => receiveDelivery(Buffer.from(JSON.stringify(mo({ text }))), null);
  let gone = 0;
  database.onGone(() => (gone += 1));
  await deliver('Kept');
  expect((await readReadiness()).warnings).not.toContain('database_gone');

  remove(file);
  await expect(deliver('Lost')).rejects.toBeInstanceOf(DatabaseGone);
  await expect(deliver('Lost too')).rejects.toBeInstanceOf(DatabaseGone);
  expect(await readReadiness()).toMatchObject({ status: 'not-ready', warnings: ['database_gone'] });
  expect(gone).toBe(1);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(`${path.dirname(file)}-away`, { recursive: true, force: true });
});
