import type { KindDefinition } from '../kind-definition';

export type TextContent = { text: string };

export const text: KindDefinition<TextContent> = {
  preview: (content) => content.text,
  searchText: (content) => [content.text],
};
