import type { KindDefinition } from '../kind-definition';

export type UnknownContent = {
  /** What CM.com calls the message, when it says. */
  messageType: string | null;
};

export const unknown: KindDefinition<UnknownContent> = {
  preview: (content, words) =>
    content.messageType === null ? words('unknown') : words('unknownNamed', { type: content.messageType }),
  searchText: (content) => [content.messageType ?? ''],
};
