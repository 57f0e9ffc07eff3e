import { log } from '@/lib/config/log';
import { recordChange } from '@/lib/db/changes';
import type { Database } from '@/lib/db/database';
import { claimMedia, listDueMedia, markAttempt, markStored, nextMediaTurn, removeMedia } from '@/lib/db/media';
import { copyFromSource } from './copy-from-source';
import { deleteAtSource } from './delete-at-source';
import { removeFile } from './media-store';

const AT_ONCE = 4;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Growing pauses over some four days, for CM.com says nothing of how long it keeps files. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR];
const LONGEST_WAIT = HOUR;

type DueMedia = Awaited<ReturnType<typeof listDueMedia>>[number];

/**
 * Copies the files of new messages, and deletes at CM.com the files of messages that their customers deleted; woken by
 * each commit, and by the clock for what failed before. Gives a function that stops it and waits for what is under way.
 */
export function startMediaWorker(database: Database): () => Promise<void> {
  const busy = new Map<number, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let looking = false;
  let lookAgain = false;

  // Asked by a function, for the compiler does not see that it changes while something is awaited.
  const wokenAgain = () => lookAgain;
  const look = async () => {
    if (stopped) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    try {
      do {
        lookAgain = false;
        const due = await listDueMedia(database.reader, new Date(), AT_ONCE + busy.size);
        for (const media of due) {
          if (busy.size >= AT_ONCE) break;
          if (!busy.has(media.id)) busy.set(media.id, serve(media));
        }
        await setTimer();
      } while (wokenAgain());
    } catch (error) {
      log().error({ error: nameOf(error) }, 'The media worker could not look for files.');
    } finally {
      looking = false;
    }
  };
  const setTimer = async () => {
    clearTimeout(timer);
    const next = await nextMediaTurn(database.reader);
    if (next === null || stopped) return;
    const wait = Math.min(Math.max(next.getTime() - Date.now(), 250), LONGEST_WAIT);
    timer = setTimeout(() => void look(), wait).unref();
  };
  const serve = async (media: DueMedia) => {
    try {
      if (database.shared && !(await database.write((tx) => claimMedia(tx, media, inAMoment())))) return;
      await (media.state === 'erasing' ? eraseAtSource(database, media) : copy(database, media));
    } catch (error) {
      log().error({ media: media.id, error: nameOf(error) }, 'A file could not be served by the media worker.');
      await database.write((tx) => markAttempt(tx, media.id, nextPause(media))).catch(() => undefined);
    } finally {
      busy.delete(media.id);
      void look();
    }
  };

  const forget = database.onCommit(() => void look());
  void look();
  return async () => {
    stopped = true;
    forget();
    clearTimeout(timer);
    await Promise.all(busy.values());
  };
}

async function copy(database: Database, media: DueMedia): Promise<void> {
  const copying = await copyFromSource(media.url ?? '');
  const kept = await database.write(async (tx) => {
    let wanted = false;
    if (copying.outcome === 'stored') {
      wanted = await markStored(tx, media.id, { ...copying.file, storedAt: new Date() });
    } else {
      await markAttempt(tx, media.id, copying.outcome === 'gone' ? null : nextPause(media));
    }
    await recordChange(
      tx,
      'media',
      { conversationId: media.message.conversationId, messageId: media.messageId },
      new Date(),
    );
    return wanted;
  });
  if (copying.outcome === 'stored' && !kept) await removeFile(copying.file.fileName);
  log().info({ media: media.id, outcome: copying.outcome }, 'media copied');
}

async function eraseAtSource(database: Database, media: DueMedia): Promise<void> {
  const outcome = await deleteAtSource(media.url ?? '');
  await database.write((tx) =>
    outcome === 'unconfirmed' ? markAttempt(tx, media.id, nextPause(media) ?? inTwoDays()) : removeMedia(tx, media.id),
  );
  if (outcome !== 'unconfirmed') await database.scrub();
  log().info({ media: media.id, outcome }, 'media erased at source');
}

function nextPause(media: DueMedia): Date | null {
  const pause = PAUSES[media.attempts];
  return pause === undefined ? null : new Date(Date.now() + pause);
}

/** Longer than a copy takes; a process that ends in the middle leaves the file to the others after that. */
function inAMoment(): Date {
  return new Date(Date.now() + 5 * MINUTE);
}

function inTwoDays(): Date {
  return new Date(Date.now() + 48 * HOUR);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
