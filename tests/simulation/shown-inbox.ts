import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { callerWith } from '../support/callers';
import type { ExpectedConversation } from './expected-inbox';

const viewer = callerWith('viewer');

/** The inbox as the use cases show it, in the model's words. */
export async function shownInbox(): Promise<ExpectedConversation[]> {
  const { items } = await listConversations(viewer, { limit: 200 });
  return Promise.all(
    items.map(async ({ id, channel, businessNumber, customer, newChat }) => {
      const thread = (await readThread(viewer, id, { limit: 200 })).items;
      const textOf = new Map(thread.map((message) => [message.id, message.text ?? '']));
      return {
        channel,
        businessNumber: businessNumber.number ?? '',
        number: customer.number,
        name: customer.name ?? '',
        newChat,
        messages: thread.map(({ text, kind, sentAt, erasedAt, quoted }) => ({
          text: text ?? '',
          kind,
          sentAt: Date.parse(sentAt) / 1000,
          erased: erasedAt !== null,
          quoted:
            quoted === null || quoted.state === 'unknown'
              ? null
              : quoted.state === 'erased'
                ? 'erased'
                : (textOf.get(quoted.messageId) ?? 'of another conversation'),
        })),
      };
    }),
  );
}
