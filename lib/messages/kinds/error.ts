import type { KindAndContent, KindDefinition } from '../kind';

export type ErrorContent = {
  /** The reason as Meta gives it. */
  error: string;
  /** What did arrive beside the error. */
  partial: KindAndContent | null;
};

/** `searchText` holds the reason only: `searchTextOf` adds the partial content, for it knows the other kinds. */
export const error: KindDefinition<ErrorContent> = {
  preview: (content, words) => words('error', { reason: content.error }),
  searchText: (content) => [content.error],
};
