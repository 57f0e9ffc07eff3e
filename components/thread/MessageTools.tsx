'use client';

import type { Message } from '@/lib/messages/message';

import { MessageMenuList } from '../message/MessageMenuList';
import { messageSourcePath, SourceDialog } from '../message/ViewSource';

/** What is open for one message: its menu at a button, or, without a button, its source. */
export type OpenTool = { message: Message; menuAt: HTMLElement | null };

/** The menu of a message, and its source: one for the whole thread. */
export function MessageTools({
  tool: { message, menuAt },
  onChange,
}: {
  tool: OpenTool;
  onChange: (next: (now: OpenTool | null) => OpenTool | null) => void;
}) {
  if (menuAt === null) {
    return <SourceDialog path={messageSourcePath(message.id)} isOpen onOpenChange={() => onChange(() => null)} />;
  }
  // The menu closes after the choice: what was chosen stays open.
  const closeMenu = () => onChange((now) => (now?.menuAt === null ? now : null));
  return (
    <MessageMenuList
      message={message}
      opening={{ button: menuAt, isOpen: true, onOpenChange: closeMenu }}
      onViewSource={() => onChange(() => ({ message, menuAt: null }))}
    />
  );
}
