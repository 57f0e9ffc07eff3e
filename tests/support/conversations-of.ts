import type { Database } from '@/lib/db/engine/database';

/**
 * Everything that the conversations say, in an order of its own: without ids and without times of arrival, which differ
 * from one run to the next.
 */
export async function conversationsOf(database: Database): Promise<unknown[]> {
  const conversations = await database.reader.conversation.findMany({
    include: {
      businessNumber: true,
      customer: true,
      messages: { include: { quotedMessage: true, media: true } },
    },
  });
  return sorted(
    conversations.map(({ channel, businessNumber, customer, messages, lastMessageAt, newChat }) => ({
      channel,
      businessNumber: businessNumber.number,
      customer: {
        name: customer.name,
        number: customer.number,
        identified: customer.identified,
        search: customer.searchText,
      },
      lastMessageAt,
      newChat,
      messages: sorted(
        messages.map(
          ({
            kind,
            content,
            text,
            reference,
            messageContext,
            sentAt,
            metaReceivedAt,
            erasedAt,
            searchText,
            media,
            quotedMessage,
          }) => ({
            ...{ kind, content, text, reference, messageContext, sentAt, metaReceivedAt, searchText },
            erased: erasedAt !== null,
            media: media && { url: media.url, title: media.title, contentType: media.contentType },
            quoted: quotedMessage && {
              kind: quotedMessage.kind,
              content: quotedMessage.content,
              reference: quotedMessage.reference,
            },
          }),
        ),
      ),
    })),
  );
}

function sorted<Item>(items: Item[]): Item[] {
  return items.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
