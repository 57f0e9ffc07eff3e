import { recordMessages } from '@/lib/db/tables/changes';
import { refreshErased } from '@/lib/db/tables/conversations';
import { listPlaces } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { eraseMedia } from '@/lib/db/tables/media';
import { deletesOnNotice } from '@/lib/db/tables/settings';
import { eraseMessages } from '@/lib/db/tables/messages';
import { redactSources } from '@/lib/inbox/deliveries/redact-sources';

/**
 * Takes the content of messages out of every table, the raw deliveries included. Gives the names of their copies in the
 * store, which go after the commit. The number of queries does not grow with the number of messages.
 */
export async function eraseInTransaction(
  tx: Tx,
  messages: { id: number; conversationId: number }[],
  now: Date,
): Promise<string[]> {
  if (messages.length === 0) return [];
  const ids = messages.map(({ id }) => id);
  await redactSources(tx, await listPlaces(tx, ids));
  const files = await eraseMedia(tx, ids, { now, atSource: await deletesOnNotice(tx) });
  await eraseMessages(tx, ids, now);
  await refreshErased(tx, [...new Set(messages.map(({ conversationId }) => conversationId))]);
  await recordMessages(tx, 'erased', messages, now);
  return files;
}
