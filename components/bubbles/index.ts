import type { ComponentType } from 'react';

import type { Kind } from '@/lib/messages/kind';
import type { MessageOf } from '@/lib/messages/message';

import { ButtonReplyBubble } from './ButtonReplyBubble';
import { ContactsBubble } from './ContactsBubble';
import { ErrorBubble } from './ErrorBubble';
import { FlowReplyBubble } from './FlowReplyBubble';
import { ListReplyBubble } from './ListReplyBubble';
import { LocationBubble } from './LocationBubble';
import { MediaBubble } from './MediaBubble';
import { OrderBubble } from './OrderBubble';
import { TextBubble } from './TextBubble';
import { UnknownBubble } from './UnknownBubble';
import { WelcomeRequestBubble } from './WelcomeRequestBubble';

/** What draws the content of each kind. A kind without a line here does not compile. */
export const bubbles: { [K in Kind]: ComponentType<{ message: MessageOf<K> }> } = {
  text: TextBubble,
  media: MediaBubble,
  location: LocationBubble,
  contacts: ContactsBubble,
  order: OrderBubble,
  buttonReply: ButtonReplyBubble,
  listReply: ListReplyBubble,
  flowReply: FlowReplyBubble,
  welcomeRequest: WelcomeRequestBubble,
  error: ErrorBubble,
  unknown: UnknownBubble,
};
