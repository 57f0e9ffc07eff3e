import { recordChange } from '@/lib/db/tables/changes';
import type { Database } from '@/lib/db/engine/database';
import { foldTombstones } from '@/lib/db/tables/fold-tombstones';
import { findMedia, markDeleted, markUnconfirmed, postponeErasing, removeMedia } from '@/lib/db/tables/media';
import { findActor, recordAudit } from '@/lib/db/tables/audit';
import type { SourceDeletion } from './delete-at-source';
import { removeFile } from './media-store';
import { pauseAfter } from './pauses';

/**
 * Records how the deletion of a file at CM.com ended, for everybody to see, and takes away what is here of it once it is
 * confirmed. Throws nothing but what the database throws; then the deletion stays open and is settled later.
 */
export async function settleDeletion(
  database: Database,
  mediaId: number,
  deletion: SourceDeletion,
  now: Date,
): Promise<void> {
  const { outcome } = deletion;
  const file = await database.write(async (tx) => {
    const media = await findMedia(tx, mediaId, 'all');
    if (!media) return null;
    // The customer deleted the message, maybe while an operator's request for its file was under way.
    const isErasing = media.state === 'erasing';
    const action = isErasing ? 'media.delete-after-notice' : 'media.delete';
    const subject = `media ${mediaId.toString()}`;
    await recordAudit(tx, await findActor(tx, media.deletingUserId), { at: now, action, subject, outcome });
    if (isErasing) {
      if (deletion.outcome === 'unconfirmed')
        await postponeErasing(tx, mediaId, deletion.reason, pauseAfter(media.attempts, now) ?? inTwoDays(now));
      else {
        await removeMedia(tx, mediaId);
        await foldTombstones(tx, [media.messageId], now);
      }
      return null;
    }
    if (deletion.outcome === 'unconfirmed') await markUnconfirmed(tx, mediaId, deletion.reason);
    else await markDeleted(tx, mediaId, { at: now, by: media.deletingBy });
    const about = { conversationId: media.message.conversationId, messageId: media.messageId };
    await recordChange(tx, 'media', about, now);
    return outcome === 'unconfirmed' ? null : media.fileName;
  });
  if (file !== null) await removeFile(file);
  if (outcome !== 'unconfirmed') await database.scrub();
}

function inTwoDays(now: Date): Date {
  return new Date(now.getTime() + 48 * 3_600_000);
}
