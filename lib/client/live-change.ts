const changeTypes = ['message', 'moved', 'erased', 'media', 'conversation', 'read', 'problem', 'reset'] as const;

/** What the server says has changed; the browser then asks for it. */
export type LiveChange = {
  type: (typeof changeTypes)[number];
  conversationId: string | null;
  messageId: string | null;
};

/** Reads the data of a `change` event; null when it is none that we know. */
export function readLiveChange(data: unknown): LiveChange | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null) return null;
    const fields = new Map<string, unknown>(Object.entries(value));
    const type = changeTypes.find((known) => known === fields.get('type'));
    if (type === undefined) return null;
    return { type, conversationId: readId(fields.get('conversationId')), messageId: readId(fields.get('messageId')) };
  } catch {
    return null;
  }
}

function readId(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
