type Place = { messageId: string | null; anchorId: string | null; entry: string | null };

/** Where one was in the threads that one has left, by conversation. Forgotten with the tab. */
const places = new Map<string, Place>();

/**
 * Notes where one is in a thread that was opened round `anchorId`: the first message in view; null at its end, where one
 * arrives anyway.
 */
export function keepPlace(conversationId: string, messageId: string | null, anchorId: string | null): void {
  places.set(conversationId, { messageId, anchorId, entry: historyEntry() });
}

/** Where one was when one left a thread. */
export function placeOf(conversationId: string): string | null {
  return places.get(conversationId)?.messageId ?? null;
}

/**
 * Whether the browser's own "back" or "forward" led here again: then one reads on where one was, and not at the message
 * that a link once led to.
 */
export function hasComeBack(conversationId: string, anchorId: string | null): boolean {
  const place = places.get(conversationId);
  return place?.anchorId === anchorId && place.entry !== null && place.entry === historyEntry();
}

/** What is the same whenever one comes to this page of the history; null in a browser that does not tell. */
function historyEntry({ navigation }: { navigation?: Navigation } = globalThis): string | null {
  return navigation?.currentEntry?.key ?? null;
}
