import type { Reader } from './database';
import type { Tx } from './grouped-writer';
import { inScope, type Scope } from './scope';

/** What a message says of its file, and whether it can be copied. */
export type NewMedia = {
  messageId: number;
  url: string | null;
  host: string | null;
  mediaType: string;
  contentType: string | null;
  title: string | null;
  state: 'pending' | 'blocked' | 'unavailable';
  nextAttemptAt: Date;
};

/** Adds the files of messages, before they are copied. */
export async function insertMedia(tx: Tx, media: NewMedia[]): Promise<void> {
  if (media.length > 0) await tx.media.createMany({ data: media });
}

/** One file with its conversation and whether its message is erased, or null when there is none in the scope. */
export function findMedia(db: Reader | Tx, id: number, scope: Scope) {
  return db.media.findUnique({
    where: { id, message: { conversation: inScope(scope) } },
    include: { message: { select: { conversationId: true, erasedAt: true } } },
  });
}

/** The same of several files, in the order of their ids. */
export function findSeveralMedia(db: Reader, ids: number[], scope: Scope) {
  return db.media.findMany({
    where: { id: { in: ids }, message: { conversation: inScope(scope) } },
    orderBy: { id: 'asc' },
    include: { message: { select: { conversationId: true, erasedAt: true } } },
  });
}

/** Files whose turn it is: to be copied (`pending`), or to be deleted at CM.com after a deletion notice (`erasing`). */
export function listDueMedia(db: Reader, now: Date, limit: number) {
  return db.media.findMany({
    where: { state: { in: ['pending', 'erasing'] }, deletingSince: null, nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
    include: { message: { select: { conversationId: true } } },
  });
}

/** When the next file's turn comes, or null when none waits. */
export async function nextMediaTurn(db: Reader): Promise<Date | null> {
  const next = await db.media.findFirst({
    where: { state: { in: ['pending', 'erasing'] }, deletingSince: null },
    orderBy: { nextAttemptAt: 'asc' },
    select: { nextAttemptAt: true },
  });
  return next?.nextAttemptAt ?? null;
}

/** Records the copy of a file. Gives false when it is not wanted any more: deleted or erased in the meantime. */
export async function markStored(
  tx: Tx,
  id: number,
  copy: { fileName: string; sha256: string; size: number; storedType: string | null; storedAt: Date },
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, state: 'pending', deletingSince: null },
    data: { ...copy, state: 'stored', nextAttemptAt: null },
  });
  return count === 1;
}

/** Records a try that failed; `nextAttemptAt` null gives up. */
export async function markAttempt(tx: Tx, id: number, nextAttemptAt: Date | null): Promise<void> {
  await tx.media.updateMany({
    where: { id, state: { in: ['pending', 'erasing'] } },
    data: { attempts: { increment: 1 }, nextAttemptAt },
  });
  if (nextAttemptAt === null) {
    await tx.media.updateMany({ where: { id, state: 'pending' }, data: { state: 'unavailable' } });
  }
}

/** Makes a deletion the only one under way for a file. Gives false when another is, or the file cannot be deleted. */
export async function beginDeletion(tx: Tx, id: number, since: Date): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, deletingSince: null, state: { in: ['pending', 'stored', 'unavailable'] } },
    data: { deletingSince: since },
  });
  return count === 1;
}

/** Records how a deletion ended; null: nothing was confirmed, and it can be asked for again. */
export async function endDeletion(tx: Tx, id: number, deleted: { at: Date; by: string } | null): Promise<void> {
  await tx.media.update({
    where: { id },
    data: deleted
      ? {
          state: 'deleted',
          deletingSince: null,
          deletedAt: deleted.at,
          deletedBy: deleted.by,
          url: null,
          fileName: null,
          sha256: null,
          nextAttemptAt: null,
        }
      : { deletingSince: null },
  });
}

/** Deletions that a stop of the server cut off: nobody knows how they ended, so they can be asked for again. */
export async function forgetCutOffDeletions(tx: Tx, begunBefore: Date): Promise<void> {
  await tx.media.updateMany({ where: { deletingSince: { lt: begunBefore } }, data: { deletingSince: null } });
}

/** Takes the turn of a file, so that no other process does until the given time. Gives false when another has taken it. */
export async function claimMedia(
  tx: Tx,
  media: { id: number; nextAttemptAt: Date | null },
  until: Date,
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id: media.id, nextAttemptAt: media.nextAttemptAt, state: { in: ['pending', 'erasing'] } },
    data: { nextAttemptAt: until },
  });
  return count === 1;
}

/** The customer deleted the message: our copy is forgotten here, and the file at CM.com is next. */
export async function eraseMedia(tx: Tx, messageId: number, now: Date): Promise<string | null> {
  const media = await tx.media.findUnique({ where: { messageId } });
  if (!media) return null;
  if (media.url === null || media.state === 'blocked') {
    await tx.media.delete({ where: { messageId } });
  } else {
    await tx.media.update({
      where: { messageId },
      data: {
        state: 'erasing',
        attempts: 0,
        nextAttemptAt: now,
        title: null,
        contentType: null,
        fileName: null,
        sha256: null,
        size: null,
        storedType: null,
        deletingSince: null,
      },
    });
  }
  return media.fileName;
}

/** Forgets a file altogether. */
export async function removeMedia(tx: Tx, id: number): Promise<void> {
  await tx.media.deleteMany({ where: { id } });
}

/** Names of all copies in the store. */
export async function listFileNames(db: Reader): Promise<Set<string>> {
  const rows = await db.media.findMany({ where: { fileName: { not: null } }, select: { fileName: true } });
  return new Set(rows.flatMap((row) => row.fileName ?? []));
}
