import type { ButtonReplyContent } from './kinds/button-reply';
import type { ContactsContent } from './kinds/contacts';
import type { ErrorContent } from './kinds/error';
import type { FlowReplyContent } from './kinds/flow-reply';
import type { ListReplyContent } from './kinds/list-reply';
import type { LocationContent } from './kinds/location';
import type { MediaContent } from './kinds/media';
import type { OrderContent } from './kinds/order';
import type { TextContent } from './kinds/text';
import type { UnknownContent } from './kinds/unknown';
import type { WelcomeRequestContent } from './kinds/welcome-request';

/** What each kind of message holds. Every registry of kinds is a mapped type over this one. */
export type Contents = {
  text: TextContent;
  media: MediaContent;
  location: LocationContent;
  contacts: ContactsContent;
  order: OrderContent;
  buttonReply: ButtonReplyContent;
  listReply: ListReplyContent;
  flowReply: FlowReplyContent;
  welcomeRequest: WelcomeRequestContent;
  error: ErrorContent<KindAndContent>;
  unknown: UnknownContent;
};

export type Kind = keyof Contents;

/** A kind together with its own content. */
export type KindAndContent = { [K in Kind]: { kind: K; content: Contents[K] } }[Kind];
