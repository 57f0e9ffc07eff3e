import type { Kind } from '@/lib/messages/kind';
import { readButtonReply } from './button-reply';
import { readContacts } from './contacts';
import { readError } from './error';
import { readFlowReply } from './flow-reply';
import { readListReply } from './list-reply';
import { readLocation } from './location';
import { readMedia } from './media';
import { readOrder } from './order';
import type { Reader } from './reader';
import { readText } from './text';
import { readUnknown } from './unknown';
import { readWelcomeRequest } from './welcome-request';

/**
 * The reader of each kind, the specific before the general: the first one that takes an MO names its kind. A kind
 * without a line here does not compile.
 */
export const readers: { [K in Kind]: Reader<K> } = {
  error: readError,
  welcomeRequest: readWelcomeRequest,
  flowReply: readFlowReply,
  buttonReply: readButtonReply,
  listReply: readListReply,
  order: readOrder,
  contacts: readContacts,
  location: readLocation,
  media: readMedia,
  text: readText,
  unknown: readUnknown,
};
