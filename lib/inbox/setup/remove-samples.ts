import { permit, type Caller } from '@/lib/access/caller';
import { recordChange } from '@/lib/db/tables/changes';
import { database } from '@/lib/db/engine/database';
import { listMembers } from '@/lib/db/tables/customers';
import { removeSampleRows } from '@/lib/db/tables/samples';
import { recordAudit } from '@/lib/db/tables/audit';
import { removeFile } from '@/lib/media/media-store';
import { refreshConversation } from '@/lib/db/tables/conversations';
import { regroupCustomers } from '@/lib/inbox/customers/regroup-customers';

/** Removes everything that the sample conversations brought: messages, files, deliveries, customers. Gives how many messages. */
export async function removeSamples(caller: Caller, now = new Date()): Promise<number> {
  permit(caller, 'samples.remove');
  const db = database();
  const { messages, files } = await db.write(async (tx) => {
    const removed = await removeSampleRows(tx);
    for (const conversationId of removed.leftConversations) await refreshConversation(tx, conversationId);
    for (const countsAsId of removed.leftGroups) {
      const members = await listMembers(tx, countsAsId);
      await regroupCustomers(tx, members, now);
    }
    await recordChange(tx, 'reset', {}, now);
    const outcome = `${removed.messages.toString()} messages`;
    await recordAudit(tx, caller, { at: now, action: 'samples.removed', outcome });
    return removed;
  });
  for (const file of files) await removeFile(file);
  await db.scrub();
  return messages;
}
