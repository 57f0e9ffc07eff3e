import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { recordAudit } from '@/lib/db/tables/audit';
import { recordChange } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import { askAgain, findMedia } from '@/lib/db/tables/media';

/** Asks CM.com again for a file that could not be copied. Throws `Refusal` `media_not_found` or `media_not_retryable`. */
export async function retryMedia(caller: Caller, mediaId: number, now = new Date()): Promise<void> {
  permit(caller, 'media.retry');
  await database().write(async (tx) => {
    const media = await findMedia(tx, mediaId, caller.scope);
    if (media?.message.erasedAt !== null) throw new Refusal('media_not_found');
    if (!(await askAgain(tx, mediaId, now))) throw new Refusal('media_not_retryable');
    const about = { conversationId: media.message.conversationId, messageId: media.messageId };
    await recordChange(tx, 'media', about, now);
    await recordAudit(tx, caller, { at: now, action: 'media.retried', subject: `media ${mediaId.toString()}` });
  });
}
