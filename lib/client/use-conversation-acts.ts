import { useQueryClient } from '@tanstack/react-query';

import { ask, tell } from './ask';
import { conversationPath } from './conversation-queries';

/** Marks conversations read, unread or done, and brings what is shown of them up to date. */
export function useConversationActs() {
  const queryClient = useQueryClient();
  const act = async (conversationId: string, path: string, body: object) => {
    await tell(`${conversationPath(conversationId)}/${path}`, { method: 'POST', body });
    await Promise.all(
      ['counts', 'conversations', 'conversation'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    );
  };
  return {
    markUnread: (conversationId: string) => act(conversationId, 'unread', {}),
    markRead: async (conversationId: string) => {
      const newest = await ask('thread', `${conversationPath(conversationId)}/messages?limit=1`);
      const messageId = newest.items.at(-1)?.id;
      if (messageId !== undefined) await act(conversationId, 'read', { messageId });
    },
    setDone: (conversationId: string, done: boolean) => act(conversationId, 'done', { done }),
  };
}
