import { permit, type Caller } from '@/lib/access/caller';
import { database } from '@/lib/db/engine/database';
import { countWaiting } from '@/lib/db/tables/media';
import { measureStore } from '@/lib/db/tables/media-store';
import { recordAudit } from '@/lib/db/tables/audit';
import { deletesOnNotice } from '@/lib/db/tables/settings';
import { readRoom } from '@/lib/media/media-store';
import { compareStore, sweepStore, type Swept } from '@/lib/media/sweep-store';
import type { MediaSpace } from '@/lib/messages/media-space';

const DAY_MS = 24 * 3_600_000;
const AGES = [
  ['week', 7],
  ['month', 31],
  ['year', 365],
] as const;

/** How much the store holds, by type and by age, what belongs to nobody in it, and how much room the disk has. */
export async function measureSpace(caller: Caller, now = new Date()): Promise<MediaSpace> {
  permit(caller, 'media.space');
  const db = database();
  const since = AGES.map(([, days]) => new Date(now.getTime() - days * DAY_MS));
  const [{ byType, younger }, { waiting }, { orphans, missing }, { room, ...disk }, isOn] = await Promise.all([
    measureStore(db.reader, since),
    countWaiting(db.reader),
    compareStore(db, new Date(now.getTime() - DAY_MS)),
    readRoom(),
    deletesOnNotice(db.reader),
  ]);
  const all = totalOf(byType);
  // Each age is what is younger than its end and older than the end before.
  const ends = [{ files: 0, bytes: 0 }, ...younger, all];
  return {
    ...all,
    waiting,
    byType: byType.toSorted((one, other) => other.bytes - one.bytes),
    byAge: [...AGES.map(([age]) => age), 'older' as const].map((age, index) => ({
      age,
      files: (ends[index + 1]?.files ?? 0) - (ends[index]?.files ?? 0),
      bytes: (ends[index + 1]?.bytes ?? 0) - (ends[index]?.bytes ?? 0),
    })),
    disk: { ...disk, isFull: room === 0 },
    orphans: totalOf(orphans.map(({ bytes }) => ({ files: 1, bytes }))),
    missing: missing.length,
    deletesOnNotice: isOn,
  };
}

/** Removes what belongs to no message, and asks again for what has vanished. */
export async function sweepMedia(caller: Caller, now = new Date()): Promise<Swept> {
  permit(caller, 'media.space');
  const db = database();
  const swept = await sweepStore(db);
  const outcome = `${swept.removed.toString()} files removed, ${swept.missing.toString()} asked for again`;
  await db.write((tx) => recordAudit(tx, caller, { at: now, action: 'media.swept', outcome }));
  return swept;
}

function totalOf(parts: { files: number; bytes: number }[]): { files: number; bytes: number } {
  return {
    files: parts.reduce((sum, { files }) => sum + files, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
