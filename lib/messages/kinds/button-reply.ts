import type { KindDefinition } from '../kind-definition';

export type ButtonReplyContent = {
  /** `template`: a button of a template message, with its payload. `interactive`: a reply button, with its id. */
  source: 'template' | 'interactive';
  title: string | null;
  payload: string | null;
  id: string | null;
};

export const buttonReply: KindDefinition<ButtonReplyContent> = {
  preview: (content) => content.title ?? content.payload ?? content.id ?? '',
  searchText: (content) => [content.title ?? '', content.payload ?? '', content.id ?? ''],
};
