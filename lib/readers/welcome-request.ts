import { messageTypeOf } from './message-type-of';
import { present } from './present';
import type { Reader } from './reader';

/** CM.com, WhatsApp welcome request message. Its text is CM.com's own, not the customer's. */
export const readWelcomeRequest: Reader<'welcomeRequest'> = (mo) =>
  messageTypeOf(mo) === 'request_welcome' ? { text: present(mo.message.text) } : undefined;
