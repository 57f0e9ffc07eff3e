'use client';

import { createContext, useContext } from 'react';

import type { Direction, Message } from '@/lib/messages/message';

/** What a message may ask of the thread that it stands in. */
export type ThreadActions = {
  customerName: string | null;
  /** Which side a message of the thread is on, when it is loaded. */
  sideOf: (messageId: string) => Direction | null;
  /** Shows a message of the thread, loading around it if need be. */
  jumpTo: (messageId: string, fromId: string) => void;
  /** Opens the menu of a message at a button. */
  openMenu: (message: Message, button: HTMLElement) => void;
};

export const ThreadContext = createContext<ThreadActions>({
  customerName: null,
  sideOf: () => null,
  jumpTo: () => undefined,
  openMenu: () => undefined,
});

export function useThreadActions(): ThreadActions {
  return useContext(ThreadContext);
}
