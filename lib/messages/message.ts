import type { Contents, Kind } from './kind';
import type { MediaFile } from './media-file';

/** MO: from the customer to the business. MT: from the business to the customer. */
export type Direction = 'MO' | 'MT';

/** What a `messageContext` resolves to. `unknown`: the quoted message is not here (yet). */
export type Quoted =
  | { state: 'known'; messageId: string; kind: Kind; preview: string }
  | { state: 'unknown' }
  | { state: 'erased'; messageId: string; kind: Kind };

type Envelope = {
  id: string;
  conversationId: string;
  direction: Direction;
  quoted: Quoted | null;
  /** Instants are ISO 8601 in UTC, with Z. */
  sentAt: string;
  metaReceivedAt: string | null;
  receivedAt: string;
};

/** A message of one kind whose content is here. */
export type MessageOf<K extends Kind> = Envelope & {
  kind: K;
  content: Contents[K];
  /** `message.text` as sent, also beside a photo, a button or an order. */
  text: string | null;
  /** CM's id of the message as received; ambiguous, never a key. */
  reference: string | null;
  messageContext: string | null;
  /** What is known of its file, when it has one. */
  file?: MediaFile;
  erasedAt: null;
};

/** What the thread still shows of an erased message. */
export type Tombstone = Envelope & {
  kind: Kind;
  content: null;
  text: null;
  reference: null;
  messageContext: null;
  erasedAt: string;
};

/** A message whose content is here, of any kind. */
export type PresentMessage = { [K in Kind]: MessageOf<K> }[Kind];

export type Message = PresentMessage | Tombstone;
