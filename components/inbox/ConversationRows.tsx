'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

import { useConversationActs } from '@/lib/client/use-conversation-acts';
import type { Conversation } from '@/lib/messages/conversation';

import { useSession } from '../Session';
import { useCommand } from '../shell/commands';
import { ConversationRow } from './ConversationRow';
import { offerUndo } from './DoneNotice';
import { inboxHref, type InboxAddress } from './inbox-url';

/** The rows of a list of any length: only those near the view are in the page. */
export function ConversationRows({
  pane,
  conversations,
  address,
  openId,
  hasMore,
  loadMore,
}: {
  pane: RefObject<HTMLDivElement | null>;
  conversations: Conversation[];
  address: InboxAddress;
  openId: string | null;
  hasMore: boolean;
  loadMore: () => void;
}) {
  const t = useTranslations('inbox');
  const list = useRef<HTMLUListElement>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const wantsFocus = useRef<string | null>(null);
  const indexOf = (id: string | null) => conversations.findIndex((conversation) => conversation.id === id);
  const focusedIndex = indexOf(focusedId);
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => pane.current,
    getItemKey: (index) => conversations[index]?.id ?? index,
    estimateSize: () => 62,
    overscan: 10,
    // Drawn on the server too, where nothing has a height.
    initialRect: { width: 340, height: 900 },
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (focusedIndex < 0 || indexes.includes(focusedIndex)) return indexes;
      return [...indexes, focusedIndex].sort((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastIndex > conversations.length - 12) loadMore();
  }, [hasMore, lastIndex, conversations.length, loadMore]);

  const rowOf = (id: string) => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`) ?? null;
  useEffect(() => {
    if (wantsFocus.current === null) return;
    const row = rowOf(wantsFocus.current);
    if (row === null) return;
    wantsFocus.current = null;
    row.focus({ preventScroll: true });
  });

  const move = (step: number) => {
    const hasFocus = list.current?.contains(document.activeElement) === true;
    const from = hasFocus ? focusedIndex : indexOf(openId);
    const to = from < 0 ? 0 : Math.min(Math.max(from + step, 0), conversations.length - 1);
    const id = conversations[to]?.id;
    if (id === undefined) return;
    setFocusedId(id);
    wantsFocus.current = id;
    virtualizer.scrollToIndex(to, { align: 'auto' });
    rowOf(id)?.focus({ preventScroll: true });
  };
  useCommand('next', () => move(1));
  useCommand('previous', () => move(-1));
  useCommand('back', () => move(0));
  const actOnRow = useRowKeys(conversations[focusedIndex]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -conversations.length, End: conversations.length }[event.key];
    if (step !== undefined) move(step);
    else if (!actOnRow(event)) return;
    event.preventDefault();
  };

  const showsBusinessNumber = new Set(conversations.map(({ businessNumber }) => businessNumber.id)).size > 1;
  return (
    <ul
      ref={list}
      aria-label={t('list')}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => setFocusedId(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? null)}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {items.map((item) => {
        const conversation = conversations[item.index];
        return (
          conversation && (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              aria-setsize={hasMore ? -1 : conversations.length}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ConversationRow
                conversation={conversation}
                href={inboxHref(address, { conversationId: conversation.id })}
                isOpen={conversation.id === openId}
                showsBusinessNumber={showsBusinessNumber}
              />
            </li>
          )
        );
      })}
    </ul>
  );
}

/** What the keys do to the conversation whose row has the focus. */
function useRowKeys(conversation: Conversation | undefined): (event: KeyboardEvent) => boolean {
  const { markRead, markUnread, setDone } = useConversationActs();
  const mayAct = useSession().role !== 'viewer';
  return (event) => {
    if (conversation === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { id, unread, done } = conversation;
    if (event.key === 'm') {
      (unread > 0 ? markRead(id) : markUnread(id)).catch(() => {});
      return true;
    }
    if (event.key !== 'e' || !mayAct) return false;
    setDone(id, !done)
      .then(() => offerUndo(conversation))
      .catch(() => {});
    return true;
  };
}
