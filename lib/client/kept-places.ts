/** Where one was in the threads that one has left, by conversation: the first message in view. Forgotten with the tab. */
const places = new Map<string, string>();

/** Notes where one is in a thread; null at its end, where one arrives anyway. */
export function keepPlace(conversationId: string, messageId: string | null): void {
  if (messageId === null) places.delete(conversationId);
  else places.set(conversationId, messageId);
}

/** Where one was when one left a thread. */
export function placeOf(conversationId: string): string | null {
  return places.get(conversationId) ?? null;
}
