import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/changes';
import { database } from '@/lib/db/database';
import { beginDeletion, endDeletion, findMedia } from '@/lib/db/media';
import { recordAudit } from '@/lib/db/audit';
import { deleteAtSource } from '@/lib/media/delete-at-source';
import { removeFile } from '@/lib/media/media-store';

/**
 * Deletes a customer's file at CM.com's server, then here. The intent is durable before the wire, and one request at a
 * time is under way for a file, whoever asks. Throws `Refusal`: `media_not_found`; `media_not_deletable` while another
 * deletion is under way or when the file is on a server that is not allowed; `media_delete_unconfirmed` when CM.com
 * refused or did not answer (nothing has changed then, and it can be tried again).
 */
export async function deleteMedia(
  caller: Caller,
  mediaId: number,
  now: () => Date = () => new Date(),
): Promise<'deleted' | 'already-gone'> {
  permit(caller, 'media.delete');
  const db = database();
  const media = await db.write(async (tx) => {
    const found = await findMedia(tx, mediaId, caller.scope);
    if (found?.message.erasedAt !== null) throw new Refusal('media_not_found');
    if (found.state === 'deleted') return found;
    if (found.url === null || !(await beginDeletion(tx, mediaId, now()))) throw new Refusal('media_not_deletable');
    await recordAudit(tx, caller, entry('media.delete-requested', 'requested'));
    return found;
  });
  if (media.state === 'deleted' || media.url === null) return 'already-gone';

  const outcome = await deleteAtSource(media.url);
  const file = await db.write(async (tx) => {
    const current = await findMedia(tx, mediaId, 'all');
    await recordAudit(tx, caller, entry('media.delete', outcome));
    // The customer may have deleted the whole message in the meantime; then the media worker goes on with it.
    if (!current || current.state === 'erasing') return null;
    await endDeletion(tx, mediaId, outcome === 'unconfirmed' ? null : { at: now(), by: caller.name });
    await recordChange(
      tx,
      'media',
      { conversationId: current.message.conversationId, messageId: current.messageId },
      now(),
    );
    return current.fileName;
  });
  if (outcome === 'unconfirmed') throw new Refusal('media_delete_unconfirmed');
  if (file !== null) await removeFile(file);
  await db.scrub();
  return outcome;

  function entry(action: string, said: string) {
    return { at: now(), action, subject: `media ${mediaId.toString()}`, outcome: said };
  }
}
