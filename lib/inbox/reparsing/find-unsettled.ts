import type { Conversation } from '@/lib/db/tables/conversations';
import type { Reader } from '@/lib/db/engine/database';
import { listOutlines, type Outline } from '@/lib/db/tables/reparsing';
import { groupBy } from '@/lib/messages/group-by';
import { chooseQuoted } from '@/lib/messages/quoted';

/** A conversation that does not show what its messages say, and the keyed hashes of all that is quoted in it. */
type Unsettled = { id: number; hashes: string[] };

/** Conversations whose quotes, last message, order or mark as a new chat would be otherwise if they were made today. */
export async function findUnsettled(db: Reader, conversations: Conversation[]): Promise<Unsettled[]> {
  const outlines = await listOutlines(
    db,
    conversations.map(({ id }) => id),
  );
  const messages = groupBy(outlines, ({ conversationId }) => conversationId);
  return conversations.flatMap((conversation) => {
    const own = messages.get(conversation.id) ?? [];
    if (showsItsLast(conversation, own) && isNewChat(conversation, own) === conversation.newChat && quotesRightly(own))
      return [];
    return [{ id: conversation.id, hashes: [...new Set(own.flatMap(({ contextHash }) => contextHash ?? []))] }];
  });
}

/** `messages` are in order of sending. */
function showsItsLast(conversation: Conversation, messages: Outline[]): boolean {
  const last = messages.at(-1);
  if (!last) return false;
  return (
    conversation.lastMessageId === last.id &&
    conversation.lastMessageAt.getTime() === last.sentAt.getTime() &&
    conversation.lastArrivalId === messages.reduce((newest, { id }) => Math.max(newest, id), 0) &&
    conversation.lastInboundId === lastInbound(messages)
  );
}

function lastInbound(messages: Outline[]): number {
  const inbound = messages.filter(({ direction, erasedAt }) => direction === 'MO' && erasedAt === null);
  return inbound.reduce((newest, { id }) => Math.max(newest, id), 0);
}

function isNewChat({ handledUpTo }: Conversation, messages: Outline[]): boolean {
  const welcome = messages.findLast(
    ({ kind, erasedAt, id }) => kind === 'welcomeRequest' && erasedAt === null && id > handledUpTo,
  );
  if (!welcome) return false;
  return !messages.some(({ kind, sentAt }) => kind !== 'welcomeRequest' && sentAt > welcome.sentAt);
}

function quotesRightly(messages: Outline[]): boolean {
  const referenced = groupBy(messages, ({ referenceHash }) => referenceHash);
  return messages.every((message) => {
    const { contextHash, quotedMessageId } = message;
    if (contextHash === null) return quotedMessageId === null;
    return (chooseQuoted(referenced.get(contextHash) ?? [], message)?.id ?? null) === quotedMessageId;
  });
}
