import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { listUsers } from '@/lib/db/tables/accounts';
import { findConversationRow } from '@/lib/db/tables/conversation-rows';
import { resolveConversation } from '@/lib/db/tables/conversations';
import { listOwnKeys } from '@/lib/db/tables/customers';
import { database, type Reader } from '@/lib/db/engine/database';
import { describeStanding } from '@/lib/db/tables/declarations';
import type { Scope } from '@/lib/db/tables/scope';
import { hydrateMessage } from '@/lib/db/tables/hydrate-message';
import { countByKind, firstSentAt, listByKind } from '@/lib/db/tables/messages';
import type { Conversation } from '@/lib/messages/conversation';
import { hydrateCustomer } from './hydrate-conversations';
import { previewWords } from './preview-words';
import { numbersIn } from '@/lib/inbox/deliveries/recognition';
import type { Kind } from '@/lib/messages/kind';
import type { Message } from '@/lib/messages/message';
import { formatPhoneNumber } from '@/lib/messages/phone-number';

const LATEST = 6;

/** How many messages of a kind there are in a conversation, and the latest of them. */
type Collection = { count: number; latest: Message[] };

/** That one customer is another one, by somebody's word. */
export type StandingDeclaration = {
  id: string;
  declaredAt: string;
  /** Who said so; null when the account is gone. */
  declaredBy: string | null;
  customer: Conversation['customer'];
  sameAs: Conversation['customer'];
};

export type ConversationDetails = {
  /** Other numbers that the same customer writes from. */
  otherNumbers: { number: string; shown: string }[];
  firstMessageAt: string | null;
  messages: number;
  media: Collection;
  places: Collection;
  orders: Collection;
  declarations: StandingDeclaration[];
};

/** What the details pane shows of a conversation. Throws `Refusal` `conversation_not_found`. */
export async function describeConversation(caller: Caller, id: number): Promise<ConversationDetails> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const conversationId = await resolveConversation(reader, id, caller.scope);
  if (conversationId === null) throw new Refusal('conversation_not_found');
  const counts = await countByKind(reader, conversationId);
  const collect = async (kind: Kind): Promise<Collection> => {
    const rows = await listByKind(reader, kind, {
      scope: caller.scope,
      blocked: 'shown',
      before: null,
      limit: LATEST,
      conversationId,
    });
    return { count: counts.get(kind) ?? 0, latest: rows.map((row) => hydrateMessage(row, previewWords)) };
  };
  const conversation = await findConversationRow(reader, conversationId);
  if (conversation === null) throw new Refusal('conversation_not_found');
  const [first, keys, declarations, media, places, orders] = await Promise.all([
    firstSentAt(reader, conversationId),
    listOwnKeys(reader, conversation.customerId),
    describeDeclarations(reader, conversation.customerId, caller.scope),
    collect('media'),
    collect('location'),
    collect('order'),
  ]);
  return {
    otherNumbers: numbersIn(keys)
      .filter((number) => number !== conversation.customer.number)
      .map((number) => ({ number, shown: formatPhoneNumber(number) })),
    firstMessageAt: first?.toISOString() ?? null,
    messages: [...counts.values()].reduce((sum, count) => sum + count, 0),
    media,
    places,
    orders,
    declarations,
  };
}

async function describeDeclarations(reader: Reader, customerId: number, scope: Scope): Promise<StandingDeclaration[]> {
  const declarations = await describeStanding(reader, customerId, scope);
  if (declarations.length === 0) return [];
  const names = new Map((await listUsers(reader)).map(({ id, name }) => [id, name]));
  return declarations.map(({ id, declaredAt, declaredBy, customer, sameAs }) => ({
    id: id.toString(),
    declaredAt: declaredAt.toISOString(),
    declaredBy: names.get(declaredBy) ?? null,
    customer: hydrateCustomer(customer),
    sameAs: hydrateCustomer(sameAs),
  }));
}
