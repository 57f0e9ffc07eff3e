import { isJsonObject, member, type Json, type JsonObject } from './json';

/**
 * A name that CM.com has not used before, as far as this version knows.
 * - `field`: the path of a field, such as `message.custom.reaction` or `message.custom.contacts[].vcard`
 * - `messageType`: what `custom.message_type` says, in small letters
 * - `interactiveType`: what `custom.interactive.type` says
 */
export type UnseenName = { what: 'field' | 'messageType' | 'interactiveType'; name: string };

/** One MO does not bring more new names than this; whoever sends more is making them up. */
const maxNames = 20;

/**
 * The names in an MO as sent that this version does not know, each once, never a value. What is below an unknown field
 * is not looked at, and a name that does not look like one (a number as a key, say) reads `*`, for it may be somebody's
 * data.
 */
export function listUnseenNames(mo: JsonObject): UnseenName[] {
  const fields = new Set<string>();
  collectFields(mo, envelope, '', fields);
  return [...[...fields].map((name) => ({ what: 'field', name }) as const), ...listUnseenTypes(mo)].slice(0, maxNames);
}

/** Whether this version knows a name that an earlier one has noted. */
export function isKnownName({ what, name }: { what: string; name: string }): boolean {
  if (what === 'messageType') return messageTypes.has(name);
  if (what === 'interactiveType') return interactiveTypes.has(name);
  let shape: Shape = envelope;
  for (const step of name.replaceAll('[]', '').split('.')) {
    if (shape === 'anything') return true;
    const inner: Shape | undefined = Object.hasOwn(shape, step) ? shape[step] : undefined;
    if (inner === undefined) return false;
    shape = inner;
  }
  return true;
}

function collectFields(value: Json, shape: Shape, path: string, found: Set<string>): void {
  if (shape === 'anything' || found.size >= maxNames) return;
  if (Array.isArray(value)) {
    for (const element of value) collectFields(element, shape, `${path}[]`, found);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const name = `${path === '' ? '' : `${path}.`}${known === undefined ? nameOrStar(key) : key}`;
    if (known === undefined) found.add(name);
    else collectFields(inner, known, name, found);
  }
}

function listUnseenTypes(mo: JsonObject): UnseenName[] {
  const message = member(mo, 'message');
  const custom = isJsonObject(message) ? member(message, 'custom') : undefined;
  if (!isJsonObject(custom)) return [];
  const interactive = member(custom, 'interactive');
  const messageType = readType(member(custom, 'message_type'))?.toLowerCase();
  const interactiveType = readType(isJsonObject(interactive) ? member(interactive, 'type') : undefined);
  return [
    ...(messageType === undefined || messageTypes.has(messageType)
      ? []
      : [{ what: 'messageType', name: nameOrStar(messageType) } as const]),
    ...(interactiveType === undefined || interactiveTypes.has(interactiveType)
      ? []
      : [{ what: 'interactiveType', name: nameOrStar(interactiveType) } as const]),
  ];
}

function readType(sent: Json | undefined): string | undefined {
  return typeof sent === 'string' && sent.trim() !== '' ? sent.trim() : undefined;
}

function nameOrStar(sent: string): string {
  return /^[a-z_$][\w$-]{0,63}$/i.test(sent) && !/\d{5}/.test(sent) ? sent : '*';
}

/** The members of an object, or of each object in a list. */
type Shape = 'anything' | { [name: string]: Shape };

const party: Shape = {
  number: 'anything',
  name: 'anything',
  userId: 'anything',
  parentUserId: 'anything',
  username: 'anything',
};

const card: Shape = {
  name: {
    formatted_name: 'anything',
    first_name: 'anything',
    last_name: 'anything',
    middle_name: 'anything',
    prefix: 'anything',
    suffix: 'anything',
    name_prefix: 'anything',
    name_suffix: 'anything',
  },
  phones: { phone: 'anything', type: 'anything', wa_id: 'anything' },
  emails: { email: 'anything', type: 'anything' },
  addresses: {
    street: 'anything',
    city: 'anything',
    state: 'anything',
    zip: 'anything',
    country: 'anything',
    country_code: 'anything',
    type: 'anything',
  },
  org: { company: 'anything', department: 'anything', title: 'anything' },
  urls: { url: 'anything', type: 'anything' },
  birthday: 'anything',
};

/**
 * Every field that the readers look at, and those that they pass over knowingly.
 * (CM.com, incoming messages; WhatsApp inbound; business-scoped user ids. Meta: contacts, location and flow answers.)
 */
const envelope: Shape = {
  reference: 'anything',
  messageContext: 'anything',
  name: 'anything',
  from: party,
  to: party,
  message: {
    text: 'anything',
    media: { mediaUri: 'anything', contentType: 'anything', title: 'anything', referenceTicket: 'anything' },
    custom: {
      meta_received_time: 'anything',
      message_type: 'anything',
      deletedMessage: 'anything',
      location: {
        latitude: 'anything',
        longitude: 'anything',
        longtitude: 'anything',
        label: 'anything',
        searchQuery: 'anything',
        name: 'anything',
        address: 'anything',
        url: 'anything',
      },
      contacts: card,
      button: { label: 'anything', text: 'anything', payload: 'anything' },
      interactive: {
        type: 'anything',
        list_reply: { id: 'anything', title: 'anything', description: 'anything' },
        button_reply: { id: 'anything', title: 'anything' },
        // The fields of a flow are the business's own.
        nfm_reply: { name: 'anything', body: 'anything', response_json: 'anything' },
      },
      order: {
        catalog_id: 'anything',
        product_items: {
          product_retailer_id: 'anything',
          quantity: 'anything',
          item_price: 'anything',
          currency: 'anything',
        },
        text: 'anything',
      },
    },
    error: 'anything',
  },
  groupings: 'anything',
  time: 'anything',
  timeUtc: 'anything',
  channel: 'anything',
};

const messageTypes = new Set([
  ...['text', 'image', 'video', 'audio', 'voice', 'sticker', 'document', 'location', 'contacts'],
  ...['button', 'interactive', 'order', 'request_welcome', 'unsupported'],
]);

const interactiveTypes = new Set(['list_reply', 'button_reply', 'nfm_reply']);
