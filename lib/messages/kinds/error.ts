import type { KindAndContent } from '../kind';

export type ErrorContent = {
  /** The reason as Meta gives it. */
  error: string;
  /** What did arrive beside the error. */
  partial: KindAndContent | null;
};
