import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { database } from '@/lib/db/engine/database';
import { hydrateMessage } from '@/lib/db/tables/hydrate-message';
import { findMessage as findRow } from '@/lib/db/tables/messages';
import { previewWords } from './preview-words';
import type { Message } from '@/lib/messages/message';

/** One message. Throws `Refusal` `message_not_found`. */
export async function findMessage(caller: Caller, messageId: number): Promise<Message> {
  permit(caller, 'inbox.read');
  const row = await findRow(database().reader, messageId, caller.scope);
  if (!row) throw new Refusal('message_not_found');
  return hydrateMessage(row, previewWords);
}
