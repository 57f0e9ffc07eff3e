import { permit, type Caller } from '@/lib/access/caller';
import { listConversationRows } from '@/lib/db/tables/conversation-rows';
import { database } from '@/lib/db/engine/database';
import type { Conversation } from '@/lib/messages/conversation';
import { foldText } from '@/lib/messages/fold-text';
import type { Kind } from '@/lib/messages/kind';
import type { Page } from '@/lib/messages/page';
import { normalizePhoneNumber } from '@/lib/messages/phone-number';
import { sharedDigits } from '@/lib/messages/shared-digits';
import { readIdCursor } from './cursor';
import { hydrateConversations } from './hydrate-conversations';

type Wanted = {
  /** `blocked`: those of blocked customers, which are in no other view. */
  view?: 'all' | 'unread' | 'new' | 'done' | 'blocked' | undefined;
  /** Part of a customer's name or number. */
  q?: string | undefined;
  businessNumber?: string | undefined;
  /** Holds a message of this kind, sent in this time. */
  kind?: Kind | undefined;
  after?: Date | undefined;
  before?: Date | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** Conversations, the latest arrival first. Whoever looks for somebody looks among those put away too. Throws `Refusal` for a cursor that is none of ours. */
export async function listConversations(caller: Caller, wanted: Wanted = {}): Promise<Page<Conversation>> {
  permit(caller, 'inbox.read');
  const { view = 'all', q = '', businessNumber, kind, after, before, cursor, limit = 50 } = wanted;
  const { reader } = database();
  const digits = sharedDigits(q);
  const rows = await listConversationRows(reader, caller.userId, {
    scope: caller.scope,
    ...(view === 'blocked'
      ? { view: 'any', blocked: 'only' }
      : { view: view === 'all' && q.trim() !== '' ? 'any' : view }),
    ...(kind !== undefined && { kind }),
    ...(after && { after }),
    ...(before && { sentBefore: before }),
    name: foldText(q),
    ...(digits !== undefined && { digits }),
    ...(businessNumber !== undefined && { businessNumber: normalizePhoneNumber(businessNumber) ?? '' }),
    before: cursor === undefined ? null : readIdCursor(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    items: await hydrateConversations(reader, caller, page),
    nextCursor: rows.length > limit ? (page.at(-1)?.lastArrivalId.toString() ?? null) : null,
  };
}
