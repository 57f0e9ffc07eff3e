import { setMaxListeners } from 'node:events';
import { log } from '@/lib/config/log';
import { recordChange } from '@/lib/db/tables/changes';
import type { Database } from '@/lib/db/engine/database';
import { lookOnCommits } from '@/lib/db/engine/look-on-commits';
import {
  claimCopy,
  claimDeletion,
  listDueCopies,
  listDueDeletions,
  markAttempt,
  markStored,
  markWithoutRoom,
  nextMediaTurn,
  type DueMedia,
} from '@/lib/db/tables/media';
import { copyFromSource, type Copying } from './copy-from-source';
import { deleteAtSource, DELETION_LEASE_MS } from './delete-at-source';
import type { FactReader } from './fact-reader';
import { mediaPath, readRoom, removeFile, type DiskRoom } from './media-store';
import { pauseAfter } from './pauses';
import { settleDeletion } from './settle-deletion';

/** For each server and kind of work, so that one that is slow or dead keeps nothing waiting but its own. */
const AT_ONCE = 4;
const NO_ROOM_PAUSE_MS = 30_000;
const RETRY_MS = 5000;
/** Whatever is committed within so many milliseconds is looked at together. */
const GATHER_MS = 50;
/** Longer than a copy takes; a process that ends in the middle leaves the file to the others after that. */
const COPY_LEASE_MS = 15 * 60_000;

type Lane = { list: typeof listDueCopies; serve: (media: DueMedia) => Promise<void>; busy: Map<number, Busy> };
type Busy = { host: string | null; done: Promise<void> };

/**
 * Copies the files of new messages, and deletes at CM.com what is to be deleted: the files of messages that their
 * customers deleted, those that somebody asked for, and those where a stop cut a deletion off. Woken by each commit, and
 * by the clock. Gives a function that stops it and waits for what is under way.
 */
export function startMediaWorker(
  database: Database,
  {
    reader,
    room = readRoom,
    retryMs = RETRY_MS,
  }: { reader: Pick<FactReader, 'read' | 'close'>; room?: () => Promise<DiskRoom>; retryMs?: number },
): () => Promise<void> {
  const stop = new AbortController();
  // Each request that is under way listens to it, and there are some of each server.
  setMaxListeners(0, stop.signal);
  const copies: Lane = { list: listDueCopies, serve: (media) => copy(media), busy: new Map() };
  const deletions: Lane = { list: listDueDeletions, serve: (media) => deleteNow(media), busy: new Map() };
  let fullUntil = 0;
  /** While nothing can be noted, whatever is done would be done again at once. */
  let unwritableUntil = 0;

  // Asked by a function, for the compiler does not see that it changes while something is awaited.
  const isStopped = () => stop.signal.aborted;

  const look = async () => {
    // One time for a whole look: what becomes due during it would otherwise be neither due nor next.
    const now = Date.now();
    try {
      if (now >= unwritableUntil) await fill(deletions, now);
      if (now >= unwritableUntil && now >= fullUntil) await fill(copies, now);
      const turn = await nextMediaTurn(database.reader, new Date(now));
      const pauses = [fullUntil, unwritableUntil].filter((until) => until > now);
      return earliest([...(turn ? [turn] : []), ...pauses.map((until) => new Date(until))]);
    } catch (error) {
      log().error({ error: nameOf(error) }, 'The media worker could not look for files.');
      return from(retryMs);
    }
  };
  const fill = async ({ list, serve, busy }: Lane, now: number) => {
    const load = (host: string | null) => [...busy.values()].filter((each) => each.host === host).length;
    for (;;) {
      const hosts = [...new Set([...busy.values()].flatMap(({ host }) => host ?? []))];
      const due = await list(database.reader, {
        now: new Date(now),
        without: [...busy.keys()],
        withoutHosts: hosts.filter((host) => load(host) >= AT_ONCE),
        limit: AT_ONCE,
      });
      if (due.length === 0 || isStopped() || now < unwritableUntil) return;
      for (const media of due) {
        if (load(media.host) >= AT_ONCE) continue;
        const done = serve(media)
          .catch((error: unknown) => {
            log().error({ media: media.id, error: nameOf(error) }, 'A file could not be served by the media worker.');
            return database
              .write((tx) => markAttempt(tx, media.id, nextTry(media, null)))
              .catch(() => {
                unwritableUntil = Date.now() + retryMs;
              });
          })
          .finally(() => {
            busy.delete(media.id);
            worker.wake();
          });
        busy.set(media.id, { host: media.host, done });
      }
    }
  };

  const copy = async (media: DueMedia) => {
    if (database.shared && !(await database.write((tx) => claimCopy(tx, media, from(COPY_LEASE_MS))))) return;
    const { room: left } = await room();
    const { sample } = media.message;
    const copying: Copying =
      left > 0 ? await copyFromSource(media.url ?? '', left, { stop: stop.signal, sample }) : { outcome: 'no-room' };
    if (isStopped() && copying.outcome === 'failed') return;
    let isKept = false;
    try {
      isKept = await record(media, copying);
    } finally {
      if (copying.outcome === 'stored' && !isKept) await removeFile(copying.file.fileName);
    }
    log().info({ media: media.id, ...logged(copying) }, 'media copied');
  };
  /** Gives whether the copy is kept. */
  const record = async (media: DueMedia, copying: Copying): Promise<boolean> => {
    if (copying.outcome === 'no-room') fullUntil = Date.now() + NO_ROOM_PAUSE_MS;
    const facts = copying.outcome === 'stored' ? await reader.read(mediaPath(copying.file.fileName)) : undefined;
    return database.write(async (tx) => {
      const about = { conversationId: media.message.conversationId, messageId: media.messageId };
      await recordChange(tx, 'media', about, new Date());
      if (copying.outcome === 'no-room') await markWithoutRoom(tx, media.id, from(NO_ROOM_PAUSE_MS));
      if (copying.outcome === 'failed') await markAttempt(tx, media.id, nextTry(media, copying));
      if (copying.outcome !== 'stored' || !facts) return false;
      const { type: storedType, peaks, ...rest } = facts;
      const known = { ...copying.file, ...rest, storedType, peaks: peaks?.join(',') ?? null };
      return markStored(tx, media.id, known, new Date());
    });
  };

  const deleteNow = async (media: DueMedia) => {
    if (!(await database.write((tx) => claimDeletion(tx, media.id, new Date(), from(DELETION_LEASE_MS))))) return;
    const { sample } = media.message;
    const deletion = await deleteAtSource(media.url ?? '', { stop: stop.signal, sample });
    // Cut off by the stop: it stays open, and the next start settles it.
    if (isStopped() && deletion.outcome === 'unconfirmed') return;
    await settleDeletion(database, media.id, deletion, new Date());
    log().info({ media: media.id, outcome: deletion.outcome }, 'media deleted at source');
  };

  const worker = lookOnCommits(database, look, { gatherMs: GATHER_MS });
  return async () => {
    stop.abort();
    await worker.stop();
    await Promise.all([...copies.busy.values(), ...deletions.busy.values()].map(({ done }) => done));
    await reader.close();
  };
}

function nextTry(media: DueMedia, copying: Extract<Copying, { outcome: 'failed' }> | null) {
  return {
    reason: copying?.reason ?? null,
    nextAttemptAt: copying?.isFinal ? null : pauseAfter(media.attempts, new Date()),
  };
}

function logged(copying: Copying) {
  return copying.outcome === 'failed' ? { outcome: copying.reason } : { outcome: copying.outcome };
}

function earliest(times: Date[]): Date | null {
  return times.sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

function from(milliseconds: number): Date {
  return new Date(Date.now() + milliseconds);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
