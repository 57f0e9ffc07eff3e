import type { Contents, Kind } from './kind';
import type { KindDefinition } from './kind-definition';
import { buttonReply } from './kinds/button-reply';
import { contacts } from './kinds/contacts';
import { error } from './kinds/error';
import { flowReply } from './kinds/flow-reply';
import { listReply } from './kinds/list-reply';
import { location } from './kinds/location';
import { media } from './kinds/media';
import { order } from './kinds/order';
import { text } from './kinds/text';
import { unknown } from './kinds/unknown';
import { welcomeRequest } from './kinds/welcome-request';

/** What the domain knows about each kind. A kind without a line here does not compile. */
export const kinds: { [K in Kind]: KindDefinition<Contents[K]> } = {
  text,
  media,
  location,
  contacts,
  order,
  buttonReply,
  listReply,
  flowReply,
  welcomeRequest,
  error,
  unknown,
};

/** Whether a stored or received word names a kind. */
export function isKind(word: string): word is Kind {
  return Object.hasOwn(kinds, word);
}
