import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { config } from '@/lib/config/config';
import { claimMedia } from '@/lib/inbox/setup/claim-media';
import { mediaFolder, mediaPath } from '@/lib/media/media-store';
import { startSweeping } from '@/lib/media/sweep-store';
import { deliverTo } from './support/deliver-to';
import { mediaMo } from './support/media-mo';
import { openTestDatabase } from './support/open-test-database';

const owner = path.join(config().DATA_DIR, 'media-owner');
afterEach(() => {
  rmSync(mediaFolder(), { recursive: true, force: true });
  rmSync(owner, { force: true });
});

function putCopy(name: string): string {
  const copy = mediaPath(name);
  mkdirSync(path.dirname(copy), { recursive: true });
  writeFileSync(copy, 'a file of a customer');
  utimesSync(copy, 0, 0);
  return copy;
}

/** What a start does with the media. */
async function startOn(database: Awaited<ReturnType<typeof openTestDatabase>>) {
  await claimMedia(database);
  (await startSweeping(database))();
}

it('a start on another database is refused and removes no file', async () => {
  const first = await openTestDatabase();
  await startOn(first);
  const copy = putCopy('copy-of-the-first');
  const second = await openTestDatabase();
  await expect(startOn(second)).rejects.toThrow(
    /The files in .*media belong to another database, .*: set DATABASE_URL to that database, give this one a DATA_DIR/,
  );
  expect(existsSync(copy)).toBe(true);
  await claimMedia(first);
});

it('what is left of an erased message stops no start of its own database, and goes', async () => {
  const database = await openTestDatabase();
  await startOn(database);
  const leftOver = putCopy('of-an-erased-message');
  await startOn(database);
  expect(existsSync(leftOver)).toBe(false);
});

it('a folder without files can be taken over, and what is half-written is no file', async () => {
  const first = await openTestDatabase();
  await startOn(first);
  putCopy('cut-off.part');
  const second = await openTestDatabase();
  await startOn(second);
  putCopy('copy-of-the-second');
  await expect(claimMedia(first)).rejects.toThrow('belong to another database');
  await claimMedia(second);
});

it('files of an earlier version belong to the database that knows one of them', async () => {
  const database = await openTestDatabase();
  await deliverTo(database, [mediaMo({ url: 'https://cdn-1.messaging.cm.com/known', title: 'known.png' })]);
  await database.write((tx) => tx.media.updateMany({ data: { state: 'stored', fileName: 'known' } }));
  const [known, orphan] = [putCopy('known'), putCopy('orphan')];
  await expect(claimMedia(await openTestDatabase())).rejects.toThrow('belong to another database');
  // What a power cut left of the note is no note.
  writeFileSync(owner, '');
  await startOn(database);
  expect([existsSync(known), existsSync(orphan)]).toEqual([true, false]);
});
