'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useSyncExternalStore } from 'react';

import { useConversationActs } from '@/lib/client/use-conversation-acts';
import type { Conversation } from '@/lib/messages/conversation';

import { Button } from '../controls/Button';
import { useCustomerName } from '../use-customer-name';

type Moved = { conversation: Conversation };

let moved: Moved | null = null;
const listeners = new Set<() => void>();

/** Offers for a while to take back that a conversation was put away or taken back. */
export function offerUndo(conversation: Conversation): void {
  set({ conversation });
}

/** The offer stays this many milliseconds. */
const offeredFor = 8000;

/** Says what was put away a moment ago, with the way back. */
export function DoneNotice() {
  const t = useTranslations('inbox');
  const name = useCustomerName();
  const { setDone } = useConversationActs();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => moved,
    () => null,
  );
  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => set(null), offeredFor);
    return () => clearTimeout(timer);
  }, [shown]);

  const undo = ({ conversation }: Moved) => {
    set(null);
    setDone(conversation.id, conversation.done).catch(() => set({ conversation }));
  };
  return (
    <div role="status" className="shrink-0 empty:hidden">
      {shown !== null && (
        <p className="flex animate-rise items-center gap-3 border-t border-line bg-surface ps-4 pe-2 text-sm">
          <span className="min-w-0 flex-1 truncate">
            {t(shown.conversation.done ? 'tookBack' : 'putAway', { customer: name(shown.conversation.customer) })}
          </span>
          <Button look="inline" onPress={() => undo(shown)}>
            {t('undo')}
          </Button>
        </p>
      )}
    </div>
  );
}

function set(next: Moved | null): void {
  moved = next;
  for (const listener of listeners) listener();
}
