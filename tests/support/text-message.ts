import type { Message } from '@/lib/messages/message';

/** A text of a conversation, sent and received at that minute of a day; the minute is also its id. */
export function textMessage(minute: number, more: Partial<Pick<Message, 'quoted' | 'receivedAt'>> = {}): Message {
  const sentAt = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString();
  return {
    id: String(minute),
    conversationId: '1',
    direction: 'MO',
    kind: 'text',
    content: { text: `at ${minute}` },
    text: `at ${minute}`,
    quoted: null,
    sentAt,
    receivedAt: sentAt,
    metaReceivedAt: null,
    reference: null,
    messageContext: null,
    erasedAt: null,
    ...more,
  };
}
