import type { ThreadWindow } from '@/lib/client/thread-window';
import type { Message } from '@/lib/messages/message';

import { copyMessageLink, copyMessageText, textOf } from '../message-acts';
import { useCommand } from '../shell/commands';
import type { useMessageFocus } from './use-message-focus';
import type { useThreadView } from './use-thread-view';

/** What the keyboard and the palette can do in an open thread, and with the message that was reached last. */
export function useMessageCommands({
  window,
  view,
  focus,
  onSource,
}: {
  window: ThreadWindow;
  view: ReturnType<typeof useThreadView>;
  focus: Pick<ReturnType<typeof useMessageFocus>, 'current' | 'currentElement' | 'enter'>;
  onSource: (message: Message) => void;
}): void {
  const message = focus.current?.type === 'message' ? focus.current.message : null;
  const here = message?.erasedAt === null ? message : null;
  const quoted = message?.quoted ?? null;
  const mediaIsHere = here?.kind === 'media' && here.content.state === 'stored';

  useCommand('toMessages', focus.enter, message !== null);
  useCommand('firstUnread', view.goToFirstUnread, window.firstUnreadId !== null);
  useCommand('newest', view.goToEnd);
  useCommand('wayBack', view.goBack, view.hasWayBack);
  useCommand(
    'original',
    () => {
      if (message !== null && quoted !== null && quoted.state !== 'unknown') view.jumpTo(quoted.messageId, message.id);
    },
    quoted !== null && quoted.state !== 'unknown',
  );
  useCommand('copyText', () => here && copyMessageText(here), here !== null && textOf(here) !== null);
  useCommand('copyLink', () => message && copyMessageLink(message), message !== null);
  useCommand('source', () => here && onSource(here), here !== null);
  // The button asks who may, and what is sure; without one there is nothing to delete.
  useCommand(
    'deleteMedia',
    () => focus.currentElement()?.querySelector<HTMLElement>('[data-delete-media]')?.click(),
    mediaIsHere,
  );
}
