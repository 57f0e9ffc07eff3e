import type { Kind } from './kind';
import type { MediaType } from './kinds/media';

/** All messages between one business number and one customer on a channel, as the conversation list shows it. */
export type Conversation = {
  id: string;
  channel: string;
  businessNumber: { id: string; number: string | null; shown: string | null; label: string | null };
  /** `shown` is the number as people write it, with its groups of digits. */
  customer: {
    id: string;
    name: string | null;
    number: string | null;
    shown: string | null;
    identified: boolean;
    /** Kept, and left out of lists, counts, search and the live stream. */
    blocked: boolean;
  };
  /** The newest `sentAt` in the conversation. */
  lastMessageAt: string;
  /** Of the message that was sent last; the text is empty when that message is erased. */
  preview: { kind: Kind; mediaType: MediaType | null; text: string; erased: boolean; direction: 'MO' | 'MT' };
  /** Messages not erased that arrived after this user's mark. */
  unread: number;
  /** A welcome request that nobody has handled or answered and after which the customer has not written. */
  newChat: boolean;
  /** The message that arrived last. */
  lastArrivalId: string;
  /** Put away, and nothing has arrived since. */
  done: boolean;
  /** Made by the sample conversations; one click removes it. */
  sample: boolean;
};
