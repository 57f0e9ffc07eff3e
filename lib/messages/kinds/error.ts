import type { KindDefinition } from '../kind-definition';

/** `Partial` is the other kinds with their contents; a parameter, because `kind.ts` imports this file. */
export type ErrorContent<Partial> = {
  /** The reason as Meta gives it. */
  error: string;
  /** What did arrive beside the error. */
  partial: Partial | null;
};

/** `searchText` holds the reason only: `searchTextOf` adds the partial content, for it knows the other kinds. */
export const error: KindDefinition<ErrorContent<unknown>> = {
  preview: (content, words) => words('error', { reason: content.error }),
  searchText: (content) => [content.error],
};
