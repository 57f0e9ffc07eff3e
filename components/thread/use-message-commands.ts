import type { ThreadWindow } from '@/lib/client/thread-window';
import type { Message } from '@/lib/messages/message';

import { useActOn } from '../inbox/use-act-on';
import { linkTo, textOf } from '../message/message-acts';
import { useCommand } from '../shell/commands';
import { useCopy } from '../hooks/use-copy';
import type { useMessageFocus } from './use-message-focus';

/** Ways to go elsewhere in a thread, which take the focus along. */
export type Going = {
  toQuoted: (messageId: string, fromId: string) => void;
  back: () => void;
  toEnd: () => void;
  toFirstUnread: () => void;
};

/** What the keyboard and the palette can do in an open thread, and with the message that was reached last. */
export function useMessageCommands({
  window,
  hasWayBack,
  going,
  focus,
  onSource,
}: {
  window: ThreadWindow;
  hasWayBack: boolean;
  going: Going;
  focus: Pick<ReturnType<typeof useMessageFocus>, 'current' | 'currentElement' | 'enter'>;
  onSource: (message: Message) => void;
}): void {
  const message = focus.current?.type === 'message' ? focus.current.message : null;
  const here = message?.erasedAt === null ? message : null;
  const quoted = message?.quoted ?? null;
  const text = here === null ? null : textOf(here);
  const copy = useCopy();
  const { mayAct, markUnreadFrom } = useActOn();
  const mediaIsHere = here?.kind === 'media' && here.content.state === 'stored';

  useCommand('toMessages', focus.enter, message !== null);
  useCommand('firstUnread', going.toFirstUnread, window.firstUnreadId !== null);
  useCommand('newest', going.toEnd);
  useCommand('wayBack', going.back, hasWayBack);
  useCommand(
    'original',
    () => {
      if (message !== null && quoted !== null && quoted.state !== 'unknown')
        going.toQuoted(quoted.messageId, message.id);
    },
    quoted !== null && quoted.state !== 'unknown',
  );
  useCommand('copyText', () => text !== null && copy(text), text !== null);
  useCommand('copyLink', () => message && copy(linkTo(message)), message !== null);
  useCommand('markUnreadFrom', () => here && void markUnreadFrom(here), mayAct && here !== null);
  useCommand('source', () => here && onSource(here), here !== null);
  // The button asks who may, and what is sure; without one there is nothing to delete.
  useCommand(
    'deleteMedia',
    () => focus.currentElement()?.querySelector<HTMLElement>('[data-delete-media]')?.click(),
    mediaIsHere,
  );
}
