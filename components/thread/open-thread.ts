import { useEffect, useEffectEvent } from 'react';

/** What an open thread can be asked to show: a message of it, or what is found in it. */
export type WantedPlace = { messageId: string } | { find: string };

let open: { conversationId: string; show: (wanted: WantedPlace) => void } | null = null;

/** Lets whatever leads to this conversation be shown in its thread while that is open. */
export function useOpenThread(conversationId: string, show: (wanted: WantedPlace) => void): void {
  const latest = useEffectEvent(show);
  useEffect(() => {
    const own = { conversationId, show: (wanted: WantedPlace) => latest(wanted) };
    open = own;
    return () => {
      if (open === own) open = null;
    };
  }, [conversationId]);
}

/**
 * Shows it in the thread of this conversation when that is open, which an address that may already stand there could not
 * do a second time; false when it is not.
 */
export function showInOpenThread(conversationId: string, wanted: WantedPlace): boolean {
  if (open?.conversationId !== conversationId) return false;
  open.show(wanted);
  return true;
}
