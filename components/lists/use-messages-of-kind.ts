import { useInfiniteQuery } from '@tanstack/react-query';

import type { MessageInConversation } from '@/lib/client/answers';
import { messagesOfKindQuery } from '@/lib/client/conversation-queries';
import { useNextPage } from '@/lib/client/use-next-page';
import { isErased } from '@/lib/messages/erased';
import type { MessageOf } from '@/lib/messages/message';

type ListedKind = 'media' | 'location' | 'order';

export type Listed<K extends ListedKind> = {
  message: MessageOf<K>;
  conversation: MessageInConversation['conversation'];
};

/** The messages of a kind over all conversations, as far as they are loaded. */
export function useMessagesOfKind<K extends ListedKind>(kind: K) {
  const query = useInfiniteQuery(messagesOfKindQuery(kind));
  const items = query.data?.pages.flatMap((page) => page.items).flatMap((item) => listed(kind, item));
  return { items, error: query.error, refetch: query.refetch, next: useNextPage(query) };
}

/** An item of an answer when it is of the kind and not erased, as a list of one. */
export function listed<K extends ListedKind>(kind: K, { message, conversation }: MessageInConversation): Listed<K>[] {
  return isOfKind(message, kind) ? [{ message, conversation }] : [];
}

function isOfKind<K extends ListedKind>(
  message: MessageInConversation['message'],
  kind: K,
): message is MessageOf<K> & MessageInConversation['message'] {
  return message.kind === kind && !isErased(message);
}

/** The place of a message in its thread. */
export function placeInThread({ message }: { message: { id: string; conversationId: string } }): string {
  return `/conversations/${encodeURIComponent(message.conversationId)}?message=${encodeURIComponent(message.id)}`;
}
