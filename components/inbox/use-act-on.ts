import { useTranslations } from 'next-intl';

import { reasonOf } from '@/lib/client/api-problem';
import { useConversationActs } from '@/lib/client/use-conversation-acts';
import type { Conversation } from '@/lib/messages/conversation';
import type { Message } from '@/lib/messages/message';

import { useSession } from '../Session';
import { say } from '../shell/status';
import { useCustomerName } from '../hooks/use-customer-name';

/** What operators do with a conversation. Each act says what became of it, and gives whether it has worked. */
export function useActOn() {
  const t = useTranslations();
  const name = useCustomerName();
  const { markRead, markUnread, setDone } = useConversationActs();
  const mayAct = useSession().role !== 'viewer';

  const turnDone = (conversation: Conversation): Promise<boolean> =>
    attempt(async () => {
      const { done, customer } = conversation;
      if ((await setDone(conversation, !done)) === done) {
        say({ words: t('acts.stays', { customer: name(customer) }), tone: 'failed' });
        return false;
      }
      say({
        words: t(done ? 'acts.tookBack' : 'acts.putAway', { customer: name(customer) }),
        tone: 'done',
        undo: () => void turnDone({ ...conversation, done: !done }),
      });
      return true;
    });

  const turnRead = ({ id, unread }: Conversation): Promise<boolean> =>
    attempt(async () => {
      await (unread > 0 ? markRead(id) : markUnread(id));
      say({ words: t(unread > 0 ? 'acts.markedRead' : 'acts.markedUnread'), tone: 'done' });
      return true;
    });

  const markUnreadFrom = ({ conversationId, id }: Message): Promise<boolean> =>
    attempt(async () => {
      await markUnread(conversationId, id);
      say({ words: t('acts.markedUnreadFrom'), tone: 'done' });
      return true;
    });

  async function attempt(act: () => Promise<boolean>): Promise<boolean> {
    try {
      return await act();
    } catch (error) {
      say({ words: reasonOf(error) ?? t('controls.notDone'), tone: 'failed' });
      return false;
    }
  }

  return { mayAct, turnDone, turnRead, markUnreadFrom };
}
