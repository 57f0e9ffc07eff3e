import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { findConversationRow } from '@/lib/db/tables/conversation-rows';
import { findConversationByKey, isCustomerIn, resolveConversation } from '@/lib/db/tables/conversations';
import { findCustomer, listKeysOf, listMembers } from '@/lib/db/tables/customers';
import { database } from '@/lib/db/engine/database';
import { insertDeclaration } from '@/lib/db/tables/declarations';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { recordAudit } from '@/lib/db/tables/audit';
import { removeFile } from '@/lib/media/media-store';
import { erasePending } from '@/lib/inbox/erasing/erase-pending';
import { regroupCustomers } from './regroup-customers';

/**
 * Declares the customer of a conversation, identified or not, to be another one, who must be identified and have a
 * conversation on the same channel and business number. All that either has sent and will send is the other's from now on,
 * until the declaration is undone; what either deletes is erased for both. Gives the id of the conversation that holds it all.
 * Throws `Refusal` `conversation_not_found`, `customer_not_found` or `declaration_impossible`.
 */
export async function declareSame(
  caller: Caller,
  conversationId: number,
  sameAsId: number,
  now = new Date(),
): Promise<{ conversationId: string }> {
  permit(caller, 'customer.declare');
  const db = database();
  const { id, files } = await db.write(async (tx) => {
    const { conversation, sameAs } = await findBoth(tx, caller, conversationId, sameAsId);
    const { channel, businessNumberId, customerId } = conversation;
    const declaration = await insertDeclaration(tx, {
      customerId,
      sameAsId: sameAs.id,
      declaredAt: now,
      declaredBy: caller.userId,
    });
    const members = [...(await listMembers(tx, customerId)), ...(await listMembers(tx, sameAs.id))];
    await regroupCustomers(tx, members, now);
    await recordAudit(tx, caller, {
      at: now,
      action: 'customer.declared',
      subject: `declaration ${declaration.id.toString()}`,
      outcome: `customer ${customerId.toString()} is customer ${sameAs.id.toString()}`,
    });
    // A deletion notice of one may have named a message of the other.
    const allKeys = await listKeysOf(tx, sameAs.id);
    const { files } = await erasePending(tx, { customer: sameAs, keys: allKeys, allKeys }, now);
    const joined = await findConversationByKey(tx, { channel, businessNumberId, customerId: sameAs.id });
    return { id: joined?.id ?? conversation.id, files };
  });
  for (const file of files) await removeFile(file);
  await db.scrub();
  return { conversationId: id.toString() };
}

async function findBoth(tx: Tx, { scope }: Caller, conversationId: number, sameAsId: number) {
  const resolved = await resolveConversation(tx, conversationId, scope);
  const conversation = resolved === null ? null : await findConversationRow(tx, resolved);
  if (!conversation) throw new Refusal('conversation_not_found');
  const named = await findCustomer(tx, sameAsId);
  const sameAs = named && (await findCustomer(tx, named.countsAsId ?? named.id));
  if (!sameAs || !(await isCustomerIn(tx, sameAs.id, scope))) throw new Refusal('customer_not_found');
  const { channel, businessNumberId } = conversation;
  const theirs = await findConversationByKey(tx, { channel, businessNumberId, customerId: sameAs.id });
  if (!theirs || theirs.id === conversation.id || !sameAs.identified) throw new Refusal('declaration_impossible');
  return { conversation, sameAs };
}
