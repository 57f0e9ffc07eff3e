import type { KindDefinition } from '../kind-definition';

export type ListReplyContent = { id: string | null; title: string | null; description: string | null };

export const listReply: KindDefinition<ListReplyContent> = {
  preview: (content) => content.title ?? content.description ?? content.id ?? '',
  searchText: (content) => [content.title ?? '', content.description ?? '', content.id ?? ''],
};
