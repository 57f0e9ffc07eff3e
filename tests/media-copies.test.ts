import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { config } from '@/lib/config/config';
import { listMedia } from '@/lib/inbox/media/list-media';
import { measureSpace, sweepMedia } from '@/lib/inbox/media/measure-space';
import { openMedia } from '@/lib/inbox/media/open-media';
import { readWarnings } from '@/lib/inbox/setup/read-warnings';
import { retryMedia } from '@/lib/inbox/media/retry-media';
import { copyFromSource } from '@/lib/media/copy-from-source';
import { deleteAtSource } from '@/lib/media/delete-at-source';
import { mediaPath, readRoom, removeFile } from '@/lib/media/media-store';
import { sweepStore } from '@/lib/media/sweep-store';
import type { MediaDetails } from '@/lib/messages/media-file';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { deliverFiles, detailsOf, realFile, runMediaWorker, untilMedia } from './support/deliver-files';
import { mediaMo } from './support/media-mo';
import { openTestDatabase } from './support/open-test-database';
import { startStubCdn, type CdnFile, type GetAnswer, type StubCdn } from './support/start-stub-cdn';
import { png } from './support/tiny-files';

const operator = callerWith('operator');
const admin = callerWith('admin');
let cdn: StubCdn;

beforeAll(async () => {
  cdn = await startStubCdn();
  process.env.MEDIA_ORIGINS = cdn.origins.join(',');
});
afterAll(() => cdn.stop());
beforeEach(() => {
  cdn.requests.length = 0;
  cdn.answerGetsWith(200);
});

const known: Record<string, Partial<MediaDetails>> = {
  'photo.jpg': { type: 'image/jpeg', width: 64, height: 48, animated: false },
  'screenshot.png': { type: 'image/png', width: 64, height: 48 },
  'sticker.webp': { type: 'image/webp', width: 64, height: 64, animated: false },
  'moving-sticker.webp': { type: 'image/webp', width: 32, height: 32, animated: true },
  'moving.gif': { type: 'image/gif', width: 32, height: 24, animated: true },
  'video.mp4': { type: 'video/mp4', width: 64, height: 48, durationMs: 1000, animated: false },
  'turned.mp4': { type: 'video/mp4', width: 48, height: 64 },
  'gif-as-video.mp4': { type: 'video/mp4', width: 64, height: 48, animated: true },
  'video.webm': { type: 'video/webm', width: 64, height: 48, durationMs: 1008 },
  'song.mp3': { type: 'audio/mpeg', durationMs: 1045, peaks: null },
  'sound.aac': { type: 'audio/aac', durationMs: 998 },
  'recording.m4a': { type: 'audio/x-m4a', durationMs: 1000 },
  'call.amr': { type: 'audio/amr', durationMs: null },
  'voice.ogg': { type: 'audio/ogg; codecs=opus', durationMs: 2000 },
  'document.pdf': { type: 'application/pdf', width: null },
  'letter.docx': { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  'sheet.xlsx': { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  'slides.pptx': { type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' },
  'notes.txt': { type: null },
};

describe('a file that arrives', () => {
  it('is copied byte for byte, and says what it is, how large and how long', async () => {
    const database = await openTestDatabase();
    const names = Object.keys(known);
    const ids = await deliverFiles(
      database,
      names.map((title, index) => ({ url: cdn.put([0, 1, 2][index % 3] === 0 ? 0 : 1, realFile(title)), title })),
    );
    runMediaWorker(database);
    for (const [index, name] of names.entries()) {
      await untilMedia(ids[index], { state: 'stored', ...known[name], size: realFile(name).bytes.length });
      const { handle, sha256 } = await openMedia(operator, ids[index] ?? 0);
      expect(
        createHash('sha256')
          .update(await handle.readFile())
          .digest('hex'),
      ).toBe(sha256);
      await handle.close();
    }
    // The first second of it is quiet, the second one loud.
    const peaks = (await detailsOf(ids[names.indexOf('voice.ogg')]))?.peaks ?? [];
    expect(peaks).toHaveLength(64);
    expect(Math.max(...peaks.slice(0, 31))).toBeLessThan(20);
    expect(Math.min(...peaks.slice(34))).toBeGreaterThan(70);
    expect(cdn.requests).toHaveLength(names.length);
  });

  it.each<[GetAnswer, Partial<MediaDetails>]>([
    [404, { state: 'unavailable', reason: 'gone' }],
    [410, { state: 'unavailable', reason: 'gone' }],
    ['huge', { state: 'unavailable', reason: 'too-large' }],
    ['endless', { state: 'unavailable', reason: 'too-large' }],
    [403, { state: 'pending', reason: 'refused' }],
    [405, { state: 'pending', reason: 'refused' }],
    [500, { state: 'pending', reason: 'refused' }],
    ['redirect', { state: 'pending', reason: 'redirected' }],
    ['short', { state: 'pending', reason: 'no-answer' }],
    ['cut', { state: 'pending', reason: 'no-answer' }],
  ])(
    'says why it is not here when the server answers %s, and comes when it is asked for again',
    async (answer, expected) => {
      const database = await openTestDatabase();
      cdn.answerGetsWith(answer);
      const [id] = await deliverFiles(database, [{ url: cdn.put(0, png) }]);
      runMediaWorker(database);
      await untilMedia(id, expected);
      expect((await detailsOf(id))?.retryAt === null).toBe(expected.state === 'unavailable');
      expect(cdn.requests).toHaveLength(1);
      expect(copies().filter((name) => name.endsWith('.part'))).toEqual([]);

      cdn.answerGetsWith(200);
      await retryMedia(operator, id ?? 0);
      await untilMedia(id, { state: 'stored', reason: null, retryAt: null, size: png.bytes.length });
      await expect(retryMedia(operator, id ?? 0)).rejects.toMatchObject({ code: 'media_not_retryable' });
    },
  );

  it('that comes a byte at a time is given up at the deadline, and leaves nothing', async () => {
    cdn.answerGetsWith('drip');
    const failed = { outcome: 'failed', reason: 'no-answer', isFinal: false };
    expect(await copyFromSource(cdn.put(0, png), 2 ** 30, { deadlineMs: 200 })).toEqual(failed);
    expect(copies().filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each<[string, CdnFile, number]>([
    ['of no bytes', { ...png, bytes: Buffer.alloc(0) }, 0],
    ['that is longer than was said, up to there', { ...png, headers: { 'content-length': '8' } }, 8],
    [
      'that is packed, unopened,',
      { ...png, bytes: gzipSync(png.bytes), headers: { 'content-encoding': 'gzip' } },
      gzipSync(png.bytes).length,
    ],
  ])('%s is kept', async (_, file, size) => {
    const copying = await copyFromSource(cdn.put(0, file), 2 ** 30);
    expect(copying).toMatchObject({ outcome: 'stored', file: { size } });
    if (copying.outcome === 'stored') await removeFile(copying.file.fileName);
  });

  it('waits for no other server that does not answer', async () => {
    const database = await openTestDatabase();
    cdn.answerGetsWith('hang', 0);
    const slow = await deliverFiles(
      database,
      Array.from({ length: 10 }, () => ({ url: cdn.put(0, png) })),
    );
    const [quick] = await deliverFiles(database, [{ url: cdn.put(1, png) }]);
    runMediaWorker(database);
    await untilMedia(quick, { state: 'stored' });
    expect(await detailsOf(slow[9])).toMatchObject({ state: 'pending' });
    cdn.answerGetsWith(200);
    cdn.cutHanging();
    await untilMedia(slow[9], { state: 'stored' });
  });

  it('waits for room on the disk, with a warning, and comes by itself', async () => {
    const database = await openTestDatabase();
    const [id] = await deliverFiles(database, [{ url: cdn.put(0, png) }]);
    const full = { size: 1000, free: 60, reserve: 50, room: 10 };
    const stop = runMediaWorker(database, { room: () => Promise.resolve(full) });
    await untilMedia(id, { state: 'pending', reason: 'disk-full' });
    expect((await readWarnings(operator)).items).toEqual([{ code: 'media_disk_full', since: null, count: 1 }]);
    const row = await database.reader.media.findFirst();
    expect(row?.attempts).toBe(0);
    await stop();

    await database.write((tx) => tx.media.updateMany({ data: { nextAttemptAt: new Date() } }));
    runMediaWorker(database);
    await untilMedia(id, { state: 'stored', reason: null });
    expect((await readWarnings(operator)).items).toEqual([]);
  });
});

describe('a file on this server', () => {
  it('belongs to a sample message; no other may name one', async () => {
    const database = await openTestDatabase();
    const url = `${config().SAMPLE_ORIGIN}/fileproxy/files/photo.jpg`;
    const named = mediaMo({ url });
    await deliverTo(database, [named, { ...named, groupings: ['inlet-sample', '', ''] }]);
    const rows = await database.reader.media.findMany({ include: { message: true } });
    expect(rows.map(({ state, message }) => [message.sample, state])).toEqual([
      [false, 'blocked'],
      [true, 'pending'],
    ]);
    expect(await copyFromSource(url, 2 ** 30)).toMatchObject({ outcome: 'failed', reason: 'wrong-server' });
    expect(await deleteAtSource(url)).toEqual({ outcome: 'unconfirmed', reason: 'wrong-server' });
  });
});

describe('a copy that cannot be noted', () => {
  it.each([
    { retryMs: 500, failures: 1 },
    // Over before the worker has found out when to look again.
    { retryMs: 1, failures: 20 },
  ])('is made again after a pause of $retryMs ms, and leaves no file', async ({ retryMs, failures }) => {
    const database = await openTestDatabase();
    const [id] = await deliverFiles(database, [{ url: cdn.put(0, png) }]);
    mkdirSync(folder(), { recursive: true });
    const before = copies();
    const asked: number[] = [];
    const room = () => {
      asked.push(performance.now());
      return readRoom();
    };
    const write: typeof database.write = (job) =>
      asked.length > failures ? database.write(job) : Promise.reject(new Error('full'));
    runMediaWorker({ ...database, shared: false, write }, { room, retryMs });
    await untilMedia(id, { state: 'stored' });
    const [first = 0, second = 0] = asked;
    expect(second - first).toBeGreaterThan(retryMs * 0.8);
    expect(copies().length - before.length).toBe(1);
  });
});

describe('the store', () => {
  it('says how much it holds, removes what is nobody’s, and gets back what has vanished', async () => {
    const database = await openTestDatabase();
    const ids = await deliverFiles(database, [
      { url: cdn.put(0, realFile('photo.jpg')) },
      { url: cdn.put(1, realFile('voice.ogg')), type: 'voice' },
    ]);
    runMediaWorker(database);
    for (const id of ids) await untilMedia(id, { state: 'stored' });
    await sweepStore(database, new Date(Date.now() + 1000));
    const before = copies();
    expect(before).toHaveLength(2);
    mkdirSync(path.join(folder(), 'zz'), { recursive: true });
    writeFileSync(path.join(folder(), 'zz', 'zz-of-nobody'), 'left by a stop');
    const [photo] = await database.reader.media.findMany({ where: { id: ids[0] ?? 0 } });
    await removeFile(photo?.fileName ?? '');

    const space = await measureSpace(admin);
    expect(space).toMatchObject({ files: 2, bytes: 1980 + 3574, missing: 1, deletesOnNotice: true });
    expect(space.byType).toEqual([
      { type: 'audio', files: 1, bytes: 3574 },
      { type: 'image', files: 1, bytes: 1980 },
    ]);
    expect(space.byAge.map(({ age, files }) => [age, files])).toEqual([
      ['week', 0],
      ['month', 0],
      ['year', 0],
      ['older', 2],
    ]);
    await expect(measureSpace(operator)).rejects.toMatchObject({ code: 'forbidden' });

    expect(await sweepStore(database, new Date(Date.now() + 1000))).toEqual({
      removed: 1,
      bytes: 14,
      missing: 1,
      found: 0,
    });
    await untilMedia(ids[0], { state: 'stored' });
    await expect.poll(() => copies().length).toBe(2);
    expect(await sweepMedia(admin)).toEqual({ removed: 0, bytes: 0, missing: 0, found: 0 });
  });

  it('removes what is nobody’s only when it was written before the given time', async () => {
    const database = await openTestDatabase();
    mkdirSync(path.join(folder(), 'yy'), { recursive: true });
    const write = (name: string, minutesAgo: number) => {
      const file = path.join(folder(), 'yy', name);
      writeFileSync(file, 'left');
      const written = new Date(Date.now() - minutesAgo * 60_000);
      utimesSync(file, written, written);
      return written;
    };
    const edge = write('yy-at-the-time', 40);
    write('yy-older', 41);
    write('yy-younger', 5);
    const left = () =>
      copies()
        .filter((name) => name.startsWith('yy-'))
        .sort();
    expect(await sweepStore(database, edge)).toMatchObject({ removed: 1 });
    expect(left()).toEqual(['yy-at-the-time', 'yy-younger']);
    // What may be work under way is left alone by whoever names no time.
    expect(await sweepMedia(admin)).toMatchObject({ removed: 1, bytes: 4 });
    expect(left()).toEqual(['yy-younger']);
    await sweepStore(database, new Date(Date.now() + 1000));
    expect(left()).toEqual([]);
  });

  it('leaves a copy that cannot be opened for the moment where it is', async () => {
    const database = await openTestDatabase();
    const [id = 0] = await deliverFiles(database, [{ url: cdn.put(0, png) }]);
    const stop = runMediaWorker(database);
    await untilMedia(id, { state: 'stored' });
    await stop();
    const row = await database.reader.media.findFirst();
    const file = mediaPath(row?.fileName ?? '');
    await removeFile(row?.fileName ?? '');
    symlinkSync(file, file);
    await expect(openMedia(operator, id)).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await database.reader.media.findFirst()).toMatchObject({ state: 'stored' });
  });

  it('asks again for a copy that is not there when somebody wants to see it', async () => {
    const database = await openTestDatabase();
    const [id] = await deliverFiles(database, [{ url: cdn.put(0, png) }]);
    runMediaWorker(database);
    await untilMedia(id, { state: 'stored' });
    const row = await database.reader.media.findFirst();
    await removeFile(row?.fileName ?? '');
    await expect(openMedia(operator, id ?? 0)).rejects.toMatchObject({ code: 'media_pending' });
    await untilMedia(id, { state: 'stored' });
    await (await openMedia(operator, id ?? 0)).handle.close();
  });
});

it('lists files by type, month, words, customer and conversation, with counts', async () => {
  const database = await openTestDatabase();
  const url = () => cdn.put(0, png);
  await deliverFiles(database, [
    { url: url(), title: 'May 100%.png', timeUtc: '2024-05-31T23:59:59' },
    { url: url(), title: 'June.png', timeUtc: '2024-06-01T00:00:00', number: '+31699999999', name: 'Zoë' },
    { url: url(), title: 'Note.ogg', type: 'voice', timeUtc: '2024-06-02T10:00:00', text: 'Listen to this' },
    { url: url(), title: 'Other.pdf', type: 'document', timeUtc: '2024-06-03T10:00:00' },
  ]);
  const titles = async (wanted: Parameters<typeof listMedia>[1]) =>
    (await listMedia(operator, wanted)).items.map(({ message }) => message.kind === 'media' && message.content?.title);
  expect(await titles({})).toEqual(['Other.pdf', 'Note.ogg', 'June.png', 'May 100%.png']);
  expect(await titles({ type: ['image', 'document'] })).toEqual(['Other.pdf', 'June.png', 'May 100%.png']);
  expect(await titles({ month: '2024-05' })).toEqual(['May 100%.png']);
  expect(await titles({ month: '2024-06' })).toEqual(['Other.pdf', 'Note.ogg', 'June.png']);
  expect(await titles({ month: '2024-07' })).toEqual([]);
  expect(await titles({ q: '100%' })).toEqual(['May 100%.png']);
  for (const q of ['_', '%%', '\\']) expect(await titles({ q })).toEqual([]);
  expect(await titles({ q: 'listen' })).toEqual(['Note.ogg']);
  expect(await titles({ q: 'zoe' })).toEqual(['June.png']);
  const first = await listMedia(operator, { limit: 3, type: ['image', 'audio', 'document'] });
  expect(first.counts).toEqual({
    months: [
      { month: '2024-06', count: 3 },
      { month: '2024-05', count: 1 },
    ],
    types: { image: 2, video: 0, audio: 1, sticker: 0, document: 1 },
  });
  const second = await listMedia(operator, { limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map(({ message }) => message.id)).toHaveLength(4);
  expect(second).toMatchObject({ counts: null, nextCursor: null });
  const zoe = first.items.find(({ conversation }) => conversation.customer.name === 'Zoë')?.conversation;
  expect(await titles({ conversation: Number(zoe?.id) })).toEqual(['June.png']);
  const blind = callerWith('operator', []);
  expect((await listMedia(blind, {})).items).toEqual([]);
});

function folder(): string {
  return path.join(process.env.DATA_DIR ?? '', 'media');
}

function copies(): string[] {
  return readdirSync(folder(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
