import { useQueryClient } from '@tanstack/react-query';

import type { Conversation } from '@/lib/messages/conversation';

import { ask, tell } from './ask';
import { conversationPath } from './conversation-queries';

/** Marks conversations read, unread, done or handled, and brings what is shown of them up to date. */
export function useConversationActs() {
  const queryClient = useQueryClient();
  const act = async (conversationId: string, path: string, body: object) => {
    await tell(`${conversationPath(conversationId)}/${path}`, { method: 'POST', body });
    await Promise.all(
      ['counts', 'conversations', 'conversation'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
  };
  return {
    /** From a message on; without one the newest of the customer. */
    markUnread: (conversationId: string, messageId?: string) => act(conversationId, 'unread', { messageId }),
    markRead: (conversationId: string) => act(conversationId, 'read', {}),
    /** Gives whether it is done now: it is not when something has arrived that was not shown here. */
    setDone: async ({ id, lastArrivalId }: Conversation, done: boolean): Promise<boolean> => {
      await act(id, 'done', { done, upTo: lastArrivalId });
      const now = done ? await ask('conversation', conversationPath(id)).catch(() => null) : null;
      return now?.done ?? done;
    },
    handle: ({ id, lastArrivalId }: Conversation) => act(id, 'handled', { upTo: lastArrivalId }),
  };
}
