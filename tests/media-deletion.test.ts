import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database } from '@/lib/db/engine/database';
import { askAgain, beginDeletion, claimCopy, claimDeletion, markAttempt, markStored } from '@/lib/db/tables/media';
import { changeSettings } from '@/lib/inbox/setup/change-settings';
import { deleteMedia, deleteSeveralMedia } from '@/lib/inbox/media/delete-media';
import { deleteAtSource } from '@/lib/media/delete-at-source';
import { mediaPath } from '@/lib/media/media-store';
import type { MediaDetails } from '@/lib/messages/media-file';
import { callerWith } from './support/callers';
import { deliverFiles, detailsOf, runMediaWorker, untilMedia } from './support/deliver-files';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase, type TestDatabase } from './support/open-test-database';
import { startStubCdn, type DeleteAnswer, type StubCdn } from './support/start-stub-cdn';
import { png } from './support/tiny-files';

const operator = callerWith('operator');
const LEASE_MS = 60_000;
let cdn: StubCdn;

beforeAll(async () => {
  cdn = await startStubCdn();
  process.env.MEDIA_ORIGINS = cdn.origins.join(',');
});
afterAll(() => cdn.stop());
beforeEach(() => {
  cdn.requests.length = 0;
  cdn.answerDeletesWith(204);
});

const unconfirmed = (reason: NonNullable<MediaDetails['reason']>): Partial<MediaDetails> => ({
  state: 'pending',
  deletion: { state: 'unconfirmed', reason },
});

describe('a deletion', () => {
  it.each<[DeleteAnswer, Partial<MediaDetails>]>([
    [204, { state: 'deleted', deletion: null, deletedBy: 'The operator' }],
    [404, { state: 'deleted', deletion: null, deletedBy: 'The operator' }],
    [410, { state: 'deleted', deletion: null, deletedBy: 'The operator' }],
    [200, unconfirmed('refused')],
    [401, unconfirmed('refused')],
    [403, unconfirmed('refused')],
    [405, unconfirmed('refused')],
    [429, unconfirmed('refused')],
    [500, unconfirmed('refused')],
    ['redirect', unconfirmed('redirected')],
    ['cut', unconfirmed('no-answer')],
  ])('that is answered with %s says how it ended, and nothing else', async (answer, expected) => {
    const [id = 0] = await begin(1);
    cdn.answerDeletesWith(answer);
    await deleteMedia(operator, id).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'media_delete_unconfirmed' });
    });
    expect(await detailsOf(id)).toMatchObject(expected);
    expect(cdn.requests.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('takes away the copy, and its name from every file of the database', async () => {
    const [id = 0] = await begin(1);
    const stop = runMediaWorker(opened());
    await untilMedia(id, { state: 'stored' });
    await stop();
    const row = await database().reader.media.findUniqueOrThrow({ where: { id } });
    const fileName = row.fileName ?? '';
    expect(existsSync(mediaPath(fileName))).toBe(true);
    cdn.answerDeletesWith(500);
    await expect(deleteMedia(operator, id)).rejects.toMatchObject({ code: 'media_delete_unconfirmed' });
    expect(existsSync(mediaPath(fileName))).toBe(true);
    expect(await detailsOf(id)).toMatchObject({ state: 'stored' });
    cdn.answerDeletesWith(204);
    await deleteMedia(operator, id);
    expect(existsSync(mediaPath(fileName))).toBe(false);
    expect(await opened().filesHolding(fileName)).toEqual([]);
    const [left] = await opened().rows('Media');
    const gone = ['url', 'fileName', 'sha256', 'size', 'storedType', 'width', 'height', 'nextAttemptAt', 'reason'];
    for (const name of [...gone, 'deletingSince', 'deletingBy', 'deletingUserId', 'deletingUntil', 'deletionReason'])
      expect(left?.[name], name).toBeNull();
    // Each of what happened is told to open browsers: the copy, two requests, and how each ended.
    const told = (await opened().rows('Change')).filter(({ type }) => type === 'media');
    expect(told).toHaveLength(5);
  });

  it('wins over a copy that is made at the same moment, and over asking again', async () => {
    const [id = 0] = await begin(1);
    const now = new Date();
    await database().write((tx) => beginDeletion(tx, id, wish(), new Date(now.getTime() + LEASE_MS)));
    const copy = { fileName: 'late', sha256: '', size: 1, storedType: null, width: null, height: null };
    const facts = { durationMs: null, animated: false, peaks: null };
    const row = await database().reader.media.findUniqueOrThrow({ where: { id } });
    await database().write(async (tx) => {
      expect(await markStored(tx, id, { ...copy, ...facts }, now)).toBe(false);
      expect(await claimCopy(tx, row, now)).toBe(false);
      expect(await askAgain(tx, id, now)).toBe(false);
      expect(await beginDeletion(tx, id, wish(), now)).toBe(false);
    });
    expect(await database().reader.media.findUniqueOrThrow({ where: { id } })).toEqual(row);
    await deliverTo(database(), [mo({ text: '', custom: { deletedMessage: 'wamid.file-0' } })]);
    await database().write(async (tx) => {
      expect(await markStored(tx, id, { ...copy, ...facts }, now)).toBe(false);
      await markAttempt(tx, id, { reason: 'gone', nextAttemptAt: null });
      expect(await askAgain(tx, id, now)).toBe(false);
    });
    expect(await database().reader.media.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'erasing' });
  });

  it('that is not answered before the deadline is not confirmed', async () => {
    cdn.answerDeletesWith('hang');
    const url = cdn.put(1, png);
    expect(await deleteAtSource(url, { deadlineMs: 200 })).toEqual({ outcome: 'unconfirmed', reason: 'no-answer' });
    expect(cdn.requests).toHaveLength(1);
    cdn.cutHanging();
  });

  it('is durable before the wire, and settled by the worker when its process ended there', async () => {
    const [id = 0] = await begin(1);
    await database().write((tx) => beginDeletion(tx, id, wish(), new Date(Date.now() - 1)));
    expect(cdn.requests).toEqual([]);
    expect(await detailsOf(id)).toMatchObject({ deletion: { state: 'under-way', by: 'The operator' } });
    runMediaWorker(database());
    await untilMedia(id, { state: 'deleted', deletedBy: 'The operator' });
    expect(cdn.requests).toHaveLength(1);
  });

  it('is settled as already gone when its process ended after the call', async () => {
    const [id = 0] = await begin(1);
    const row = await database().reader.media.findUniqueOrThrow({ where: { id } });
    await database().write((tx) => beginDeletion(tx, id, wish(), new Date(Date.now() - 1)));
    expect(await deleteAtSource(row.url ?? '')).toEqual({ outcome: 'deleted' });
    runMediaWorker(database());
    await untilMedia(id, { state: 'deleted' });
    expect((await audited()).at(-1)).toMatchObject({
      action: 'media.delete',
      outcome: 'already-gone',
      userId: operator.userId,
    });
  });

  it('is one request at a time, whoever asks', async () => {
    const [id = 0] = await begin(1);
    cdn.answerDeletesWith('hang');
    const first = deleteMedia(operator, id);
    await expect.poll(() => cdn.requests.length).toBe(1);
    await expect(deleteMedia(operator, id)).rejects.toMatchObject({ code: 'media_not_deletable' });
    expect(await deleteSeveralMedia(operator, [id])).toEqual([{ id: String(id), outcome: 'not-deletable' }]);
    const now = new Date();
    const claim = (at: Date) => database().write((tx) => claimDeletion(tx, id, at, new Date(at.getTime() + LEASE_MS)));
    expect(await claim(now)).toBe(false);
    // The customer deletes the message meanwhile: that waits for the end of the request, too.
    await deliverTo(database(), [mo({ text: '', custom: { deletedMessage: 'wamid.file-0' } })]);
    runMediaWorker(database());
    expect(await claim(now)).toBe(false);
    expect(cdn.requests).toHaveLength(1);
    cdn.answerDeletesWith(204);
    cdn.cutHanging();
    await expect(first).rejects.toMatchObject({ code: 'media_delete_unconfirmed' });
    await database().write((tx) => tx.media.updateMany({ data: { nextAttemptAt: new Date() } }));
    await expect.poll(() => database().reader.media.count()).toBe(0);
    expect(cdn.requests).toHaveLength(2);
  });

  it('is one request when twelve people and three workers want it in the same moment', async () => {
    const ids = await begin(4);
    const [one = 0, ...several] = ids;
    const answers = await Promise.allSettled([
      ...Array.from({ length: 12 }, (_, index) =>
        deleteMedia({ ...operator, name: `Operator ${index.toString()}` }, one),
      ),
      deleteSeveralMedia(operator, ids),
    ]);
    for (let count = 0; count < 3; count += 1) runMediaWorker(database());
    for (const id of several) await untilMedia(id, { state: 'deleted' });
    expect(await detailsOf(one)).toMatchObject({ state: 'deleted', deletedBy: 'Operator 0' });
    const deleted = answers.filter((answer) => answer.status === 'fulfilled' && answer.value === 'deleted');
    expect(deleted).toHaveLength(1);
    const paths = cdn.requests.flatMap(({ method, path }) => (method === 'DELETE' ? [path] : []));
    expect(new Set(paths).size).toBe(ids.length);
    expect(paths).toHaveLength(ids.length);
  });

  it('of many is asked for at once, each has its own end, and who asked is kept', async () => {
    const ids = await begin(3);
    await deleteMedia(operator, ids[0] ?? 0);
    cdn.requests.length = 0;
    expect(await deleteSeveralMedia(operator, [...ids, 999_999])).toEqual([
      { id: String(ids[0]), outcome: 'already-gone' },
      { id: String(ids[1]), outcome: 'requested' },
      { id: String(ids[2]), outcome: 'requested' },
      { id: '999999', outcome: 'not-found' },
    ]);
    expect(cdn.requests).toEqual([]);
    runMediaWorker(database());
    for (const id of ids) await untilMedia(id, { state: 'deleted', deletedBy: 'The operator' });
    expect(cdn.requests.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
    const actions = (await audited()).map(({ action }) => action);
    expect(actions.filter((action) => action === 'media.delete-requested')).toHaveLength(3);
    expect(actions.filter((action) => action === 'media.delete')).toHaveLength(3);
    await expect(deleteSeveralMedia(callerWith('viewer'), ids)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await deleteSeveralMedia(callerWith('operator', []), [ids[0] ?? 0])).toMatchObject([
      { outcome: 'not-found' },
    ]);
  });
});

describe('a deletion notice', () => {
  const notice = mo({ text: '', custom: { deletedMessage: 'wamid.file-0' } });

  it('deletes the file at its server, also when it comes before the message', async () => {
    const opened = await openTestDatabase();
    await deliverTo(opened, [notice]);
    const url = cdn.put(1, png);
    await deliverFiles(opened, [{ url, reference: 'wamid.file-0' }]);
    runMediaWorker(opened);
    await expect.poll(() => cdn.has(url)).toBe(false);
    expect(cdn.requests.map(({ method }) => method)).toEqual(['DELETE']);
    await expect.poll(() => opened.reader.media.count()).toBe(0);
  });

  it('leaves it there when somebody has switched that off, which is written down', async () => {
    const opened = await openTestDatabase();
    await changeSettings(callerWith('admin'), { deletesOnNotice: false });
    const url = cdn.put(1, png);
    await deliverFiles(opened, [{ url, reference: 'wamid.file-0' }]);
    await deliverTo(opened, [notice]);
    runMediaWorker(opened);
    await expect.poll(() => opened.reader.media.count()).toBe(0);
    expect(cdn.has(url)).toBe(true);
    expect(cdn.requests).toEqual([]);
    expect(await opened.filesHolding(new URL(url).pathname)).toEqual([]);
    expect(await audited()).toMatchObject([
      { action: 'settings.delete-on-notice', outcome: 'off' },
      { action: 'message.erased-by-customer' },
    ]);
  });
});

let current: TestDatabase | undefined;

/** The database of the test that runs. */
function opened(): TestDatabase {
  if (!current) throw new Error('No database is open.');
  return current;
}

async function begin(count: number): Promise<number[]> {
  current = await openTestDatabase();
  return deliverFiles(
    current,
    Array.from({ length: count }, (_, index) => ({
      url: cdn.put(1, png),
      reference: `wamid.file-${index.toString()}`,
    })),
  );
}

function wish() {
  return { since: new Date(), by: operator.name, userId: operator.userId };
}

function audited() {
  return database().reader.auditEntry.findMany({ orderBy: { id: 'asc' } });
}
