import type { MediaReason } from '@/lib/messages/media-file';
import type { Reader } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { inScope, type Scope } from './scope';

/** What a message says of its file, and whether it can be copied. */
export type NewMedia = {
  messageId: number;
  url: string | null;
  host: string | null;
  mediaType: string;
  contentType: string | null;
  title: string | null;
  state: 'pending' | 'blocked' | 'unavailable' | 'erasing';
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
    include: { message: { select: { conversationId: true, erasedAt: true, sample: true } } },
  });
}

/** The same of several files, in the order of their ids. */
export function findSeveralMedia(db: Reader, ids: number[], scope: Scope) {
  return db.media.findMany({
    where: { id: { in: ids }, message: { conversation: inScope(scope) } },
    orderBy: { id: 'asc' },
    include: { message: { select: { conversationId: true, erasedAt: true, sample: true } } },
  });
}

/** Files that a worker is to see to, as far as their servers are not busy enough already. */
type Turn = { now: Date; without: number[]; withoutHosts: string[]; limit: number };

/** Files whose turn it is to be copied. */
export function listDueCopies(db: Reader, { now, without, withoutHosts, limit }: Turn) {
  return db.media.findMany({
    where: {
      state: 'pending',
      deletingSince: null,
      nextAttemptAt: { lte: now },
      id: { notIn: without },
      host: { notIn: withoutHosts },
    },
    orderBy: [{ nextAttemptAt: 'asc' }, { id: 'asc' }],
    take: limit,
    include: { message: { select: { conversationId: true, sample: true } } },
  });
}

/**
 * Files whose turn it is to be deleted at CM.com: after a deletion notice (`erasing`), because somebody asked for many
 * at once, or because a process ended in the middle of it.
 */
export function listDueDeletions(db: Reader, { now, without, withoutHosts, limit }: Turn) {
  return db.media.findMany({
    where: {
      id: { notIn: without },
      host: { notIn: withoutHosts },
      AND: [{ OR: [{ state: 'erasing', nextAttemptAt: { lte: now } }, { deletingSince: { not: null } }] }, isFree(now)],
    },
    orderBy: { id: 'asc' },
    take: limit,
    include: { message: { select: { conversationId: true, sample: true } } },
  });
}

export type DueMedia = Awaited<ReturnType<typeof listDueCopies>>[number];

/** When the next turn comes after `now`, or null when nothing waits for one. */
export async function nextMediaTurn(db: Reader, now: Date): Promise<Date | null> {
  const later = { gt: now };
  const [attempt, deletion] = await Promise.all([
    db.media.findFirst({
      where: { state: { in: ['pending', 'erasing'] }, nextAttemptAt: later },
      orderBy: { nextAttemptAt: 'asc' },
      select: { nextAttemptAt: true },
    }),
    db.media.findFirst({
      where: { OR: [{ deletingSince: { not: null } }, { state: 'erasing' }], deletingUntil: later },
      orderBy: { deletingUntil: 'asc' },
      select: { deletingUntil: true },
    }),
  ]);
  const times = [attempt?.nextAttemptAt, deletion?.deletingUntil].filter((time) => time instanceof Date);
  return times.sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

/** How many files wait to be copied, and whether the last try of any found no room on the disk. */
export async function countWaiting(db: Reader): Promise<{ waiting: number; withoutRoom: number }> {
  const [waiting, withoutRoom] = await Promise.all([
    db.media.count({ where: { state: 'pending' } }),
    db.media.count({ where: { state: 'pending', reason: 'disk-full' } }),
  ]);
  return { waiting, withoutRoom };
}

/** A copy: its name in the store, and what its bytes say. */
export type Copy = {
  fileName: string;
  sha256: string;
  size: number;
  storedType: string | null;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  animated: boolean;
  peaks: string | null;
};

const noCopy = {
  fileName: null,
  sha256: null,
  size: null,
  storedType: null,
  width: null,
  height: null,
  durationMs: null,
  animated: false,
  peaks: null,
} as const;

/** Records the copy of a file. Gives false when it is not wanted any more: deleted or erased in the meantime. */
export async function markStored(tx: Tx, id: number, copy: Copy, storedAt: Date): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, state: 'pending', deletingSince: null },
    data: { ...copy, storedAt, state: 'stored', nextAttemptAt: null, reason: null, deletionReason: null },
  });
  return count === 1;
}

/** Records a try to copy that failed; `nextAttemptAt` null gives up. */
export async function markAttempt(
  tx: Tx,
  id: number,
  { reason, nextAttemptAt }: { reason: MediaReason | null; nextAttemptAt: Date | null },
): Promise<void> {
  await tx.media.updateMany({
    where: { id, state: 'pending' },
    data: {
      attempts: { increment: 1 },
      reason,
      nextAttemptAt,
      ...(nextAttemptAt === null && { state: 'unavailable' }),
    },
  });
}

/** There was no room for a file: that is no failed try, it goes on when there is. */
export async function markWithoutRoom(tx: Tx, id: number, nextAttemptAt: Date): Promise<void> {
  await tx.media.updateMany({ where: { id, state: 'pending' }, data: { reason: 'disk-full', nextAttemptAt } });
}

/** Asks for a file once more that could not be copied. Gives false when there is nothing to ask for. */
export async function askAgain(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, state: { in: ['pending', 'unavailable'] }, deletingSince: null, url: { not: null } },
    data: { state: 'pending', attempts: 0, nextAttemptAt: now, reason: null },
  });
  return count === 1;
}

/** Takes the turn of a file that is to be copied, so that no other process does until the given time. */
export async function claimCopy(
  tx: Tx,
  { id, nextAttemptAt }: { id: number; nextAttemptAt: Date | null },
  until: Date,
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, nextAttemptAt, state: 'pending', deletingSince: null },
    data: { nextAttemptAt: until },
  });
  return count === 1;
}

/** Whoever wants a file to be gone: they are named beside its tombstone. */
export type Deletion = { since: Date; by: string; userId: string };

/**
 * Makes a deletion the only one of a file. `until` reserves the request to CM.com for the caller; without it the media
 * worker sends it. Gives false when a deletion is under way, or when the file cannot be deleted.
 */
export async function beginDeletion(tx: Tx, id: number, wanted: Deletion, until: Date | null): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, deletingSince: null, url: { not: null }, state: { in: ['pending', 'stored', 'unavailable'] } },
    data: {
      deletingSince: wanted.since,
      deletingBy: wanted.by,
      deletingUserId: wanted.userId,
      deletingUntil: until,
      deletionReason: null,
    },
  });
  return count === 1;
}

/** Reserves the request that deletes a file until the given time. Gives false when somebody else has reserved it, or it is settled. */
export async function claimDeletion(tx: Tx, id: number, now: Date, until: Date): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: { id, AND: [{ OR: [{ deletingSince: { not: null } }, { state: 'erasing' }] }, isFree(now)] },
    data: { deletingUntil: until },
  });
  return count === 1;
}

const settled = { deletingSince: null, deletingBy: null, deletingUserId: null, deletingUntil: null } as const;

/** The file is gone at CM.com: nothing is left of it here but that it was there, who deleted it, and when. */
export async function markDeleted(tx: Tx, id: number, deleted: { at: Date; by: string | null }): Promise<void> {
  await tx.media.update({
    where: { id },
    data: {
      ...noCopy,
      ...settled,
      state: 'deleted',
      deletedAt: deleted.at,
      deletedBy: deleted.by,
      url: null,
      nextAttemptAt: null,
      reason: null,
      deletionReason: null,
    },
  });
}

/** CM.com confirmed nothing: all stays as it was, and it can be asked for again. */
export async function markUnconfirmed(tx: Tx, id: number, reason: MediaReason): Promise<void> {
  await tx.media.update({ where: { id }, data: { ...settled, deletionReason: reason } });
}

/** The same of a file whose message the customer deleted: it is tried again without being asked. */
export async function postponeErasing(tx: Tx, id: number, reason: MediaReason, nextAttemptAt: Date): Promise<void> {
  await tx.media.update({
    where: { id },
    data: { ...settled, deletionReason: reason, attempts: { increment: 1 }, nextAttemptAt },
  });
}

/** Requests that a stop of the only process cut off: whatever became of them, they are sent again at once. */
export async function releaseDeletions(tx: Tx): Promise<void> {
  await tx.media.updateMany({ where: { deletingUntil: { not: null } }, data: { deletingUntil: null } });
}

/**
 * The customer deleted the messages: our copies are forgotten here, and the files at CM.com are next, unless `atSource` says
 * that they stay there. Gives the names of the copies, which go after the commit.
 */
export async function eraseMedia(
  tx: Tx,
  messageIds: number[],
  { now, atSource }: { now: Date; atSource: boolean },
): Promise<string[]> {
  const rows = await tx.media.findMany({ where: { messageId: { in: messageIds } } });
  const follows = (media: { url: string | null; state: string }) =>
    media.url !== null && media.state !== 'blocked' && atSource;
  const idsOf = (media: { id: number }[]) => media.map(({ id }) => id);
  await tx.media.deleteMany({ where: { id: { in: idsOf(rows.filter((media) => !follows(media))) } } });
  await tx.media.updateMany({
    where: { id: { in: idsOf(rows.filter(follows)) } },
    // `deletingUntil` stays: when an operator's request is under way, no second one is sent beside it.
    data: {
      ...noCopy,
      state: 'erasing',
      attempts: 0,
      nextAttemptAt: now,
      title: null,
      contentType: null,
      reason: null,
      deletionReason: null,
      deletingSince: null,
      deletingBy: null,
      deletingUserId: null,
    },
  });
  return rows.flatMap(({ fileName }) => fileName ?? []);
}

/** Forgets a file altogether. */
export async function removeMedia(tx: Tx, id: number): Promise<void> {
  await tx.media.deleteMany({ where: { id } });
}

function isFree(now: Date) {
  return { OR: [{ deletingUntil: null }, { deletingUntil: { lte: now } }] };
}
