import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordChange } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { beginDeletion, findMedia } from '@/lib/db/tables/media';
import { recordAudit } from '@/lib/db/tables/audit';
import { deleteAtSource, DELETION_LEASE_MS } from '@/lib/media/delete-at-source';
import { settleDeletion } from '@/lib/media/settle-deletion';

type Asked = 'requested' | 'already-gone' | 'not-deletable' | 'not-found';

/**
 * Deletes a customer's file at CM.com's server, then here. The intent is durable before the wire, and one request at a
 * time is under way for a file, whoever asks; when a stop cuts it off, the media worker settles it. Throws `Refusal`:
 * `media_not_found`; `media_not_deletable` while another deletion is under way or when the file is on a server that is
 * not allowed; `media_delete_unconfirmed` with the reason when CM.com refused or did not answer (nothing has changed
 * then, and it can be tried again).
 */
export async function deleteMedia(
  caller: Caller,
  mediaId: number,
  now: () => Date = () => new Date(),
): Promise<'deleted' | 'already-gone'> {
  permit(caller, 'media.delete');
  const db = database();
  const until = new Date(now().getTime() + DELETION_LEASE_MS);
  const { asked, url, sample } = await db.write((tx) => requestDeletion(tx, caller, mediaId, { now: now(), until }));
  if (asked === 'already-gone') return asked;
  if (asked === 'not-found') throw new Refusal('media_not_found');
  if (asked === 'not-deletable' || url === null) throw new Refusal('media_not_deletable');
  const deletion = await deleteAtSource(url, { sample });
  await settleDeletion(db, mediaId, deletion, now());
  if (deletion.outcome === 'unconfirmed') throw new Refusal('media_delete_unconfirmed', deletion.reason);
  return deletion.outcome;
}

/**
 * Asks for the deletion of many files in one go. The intents are durable when this answers; the media worker sends the
 * requests, and how each one ends is told live and stands in its details. Throws `Refusal` `forbidden`.
 */
export async function deleteSeveralMedia(
  caller: Caller,
  mediaIds: number[],
  now = new Date(),
): Promise<{ id: string; outcome: Asked }[]> {
  permit(caller, 'media.delete');
  return database().write(async (tx) => {
    const items: { id: string; outcome: Asked }[] = [];
    for (const mediaId of new Set(mediaIds)) {
      const { asked } = await requestDeletion(tx, caller, mediaId, { now, until: null });
      items.push({ id: mediaId.toString(), outcome: asked });
    }
    return items;
  });
}

async function requestDeletion(
  tx: Tx,
  caller: Caller,
  mediaId: number,
  { now, until }: { now: Date; until: Date | null },
): Promise<{ asked: Asked; url: string | null; sample: boolean }> {
  const media = await findMedia(tx, mediaId, caller.scope);
  if (media?.message.erasedAt !== null) return { asked: 'not-found', url: null, sample: false };
  const { url } = media;
  const { sample } = media.message;
  if (media.state === 'deleted') return { asked: 'already-gone', url, sample };
  const wanted = { since: now, by: caller.name, userId: caller.userId };
  if (!(await beginDeletion(tx, mediaId, wanted, until))) return { asked: 'not-deletable', url, sample };
  const subject = `media ${mediaId.toString()}`;
  await recordAudit(tx, caller, { at: now, action: 'media.delete-requested', subject, outcome: 'requested' });
  const about = { conversationId: media.message.conversationId, messageId: media.messageId };
  await recordChange(tx, 'media', about, now);
  return { asked: 'requested', url, sample };
}
