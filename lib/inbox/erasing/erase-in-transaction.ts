import { recordChange } from '@/lib/db/tables/changes';
import { listSources } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { eraseMedia } from '@/lib/db/tables/media';
import { deletesOnNotice } from '@/lib/db/tables/settings';
import { eraseMessage } from '@/lib/db/tables/messages';
import { redactSource } from '@/lib/inbox/deliveries/redact-source';

/** Takes a message's content out of every table, the raw deliveries included. Gives the names of its copies in the store, which go after the commit. */
export async function eraseInTransaction(
  tx: Tx,
  conversationId: number,
  messageId: number,
  now: Date,
): Promise<string[]> {
  for (const source of await listSources(tx, messageId)) await redactSource(tx, source.deliveryId, source.position);
  const file = await eraseMedia(tx, messageId, { now, atSource: await deletesOnNotice(tx) });
  await eraseMessage(tx, messageId, now);
  await recordChange(tx, 'erased', { conversationId, messageId }, now);
  return file === null ? [] : [file];
}
