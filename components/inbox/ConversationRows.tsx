'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

import type { NextPage } from '@/lib/client/use-next-page';
import type { Conversation } from '@/lib/messages/conversation';

import { useCommand } from '../shell/commands';
import { keyOf } from '../shell/key-of';
import { hasSingleKeys } from '../shell/single-keys';
import { ConversationRow } from './ConversationRow';
import { inboxHref, type InboxAddress } from './inbox-url';
import { useActOn } from './use-act-on';

/** The rows of a list of any length: only those near the view are in the page. */
export function ConversationRows({
  pane,
  conversations,
  address,
  openId,
  next: { hasMore, load },
}: {
  pane: RefObject<HTMLDivElement | null>;
  conversations: Conversation[];
  address: InboxAddress;
  openId: string | null;
  next: NextPage;
}) {
  const t = useTranslations('inbox');
  const list = useRef<HTMLUListElement>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const wantsFocus = useRef<string | null>(null);
  const indexOf = (id: string | null) => conversations.findIndex((conversation) => conversation.id === id);
  const focusedIndex = indexOf(focusedId);
  const showsBusinessNumber = new Set(conversations.map(({ businessNumber }) => businessNumber.id)).size > 1;
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => pane.current,
    getItemKey: (index) => conversations[index]?.id ?? index,
    estimateSize: (index) => (showsBusinessNumber || conversations[index]?.sample === true ? 74 : 62),
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
    if (hasMore && lastIndex > conversations.length - 12) load();
  }, [hasMore, lastIndex, conversations.length, load]);

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
  const { mayAct, turnDone, turnRead } = useActOn();

  /** Acts on a row that goes with it: the next one has the focus before, and one goes on from there. */
  const actAndGoOn = async (conversation: Conversation, act: (conversation: Conversation) => Promise<boolean>) => {
    move(focusedIndex < conversations.length - 1 ? 1 : -1);
    const next = document.activeElement;
    if (!(await act(conversation)) && document.activeElement === next) rowOf(conversation.id)?.focus();
  };

  /** What a key does to the conversation whose row has the focus; false where it does nothing. */
  const actOnRow = (event: KeyboardEvent): boolean => {
    const conversation = conversations[focusedIndex];
    const isForUs = mayAct && hasSingleKeys() && !event.ctrlKey && !event.metaKey && !event.altKey;
    const key = keyOf({ key: event.key, code: event.code, shiftKey: event.shiftKey });
    if (conversation === undefined || !isForUs || (key !== 'm' && key !== 'e')) return false;
    const leaves = key === 'e' || (address.view === 'unread' && conversation.unread > 0);
    const act = key === 'e' ? turnDone : turnRead;
    void (leaves ? actAndGoOn(conversation, act) : act(conversation));
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -conversations.length, End: conversations.length }[event.key];
    if (step !== undefined) move(step);
    else if (!actOnRow(event)) return;
    event.preventDefault();
  };

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
