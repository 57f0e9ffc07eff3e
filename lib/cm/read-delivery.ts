import { cleanJsonObject } from './clean-json';
import { isJsonObject, member, type Json, type JsonObject } from './json';
import { moSchema, type Mo } from './mo';
import { parseJson } from './parse-json';
import { says } from './says';
import { unpack } from './unpack';

/**
 * Why a delivery, or one element of it, is no MO.
 * - `unknown-encoding`, `broken-encoding`, `too-large-unpacked`: the body cannot be unpacked (more than 4 MiB)
 * - `not-utf8`, `not-json`, `not-an-object`
 * - `too-deep` (more than 64 levels), `too-many` (more than 10,000 in one object or list, or 100,000 in all)
 * - `xml`: what CM.com sends when the webhook's type is not JSON
 * - `event`, `status-report`, `mt`, `meta-native`: it belongs to another address
 * - `no-message`: an object without `message`
 * - `unreadable-notice`: a deletion notice that names its message in no way that is known
 */
export type ProblemReason =
  | 'unknown-encoding'
  | 'broken-encoding'
  | 'too-large-unpacked'
  | 'not-utf8'
  | 'not-json'
  | 'xml'
  | 'too-deep'
  | 'too-many'
  | 'not-an-object'
  | 'event'
  | 'status-report'
  | 'mt'
  | 'meta-native'
  | 'no-message'
  | 'unreadable-notice';

/** One element of a delivery. `raw` is the JSON as sent; the strings of `mo` are cleaned. */
export type DeliveryItem =
  | { position: number; problem: null; mo: Mo; raw: JsonObject }
  /** `isNull`: an erasure leaves `null` in the place of an element. */
  | { position: number; problem: ProblemReason; isNull?: boolean };

export type DeliveryReading = { ok: true; items: DeliveryItem[] } | { ok: false; reason: ProblemReason };

/**
 * The MOs of one delivery, from the bytes as received. A body with one MO gives one item; in a list each element is
 * read by itself, so that what is no MO takes nothing else along. Never throws.
 */
export function readDelivery(body: Uint8Array, contentEncoding: string | null): DeliveryReading {
  const opened = openDelivery(body, contentEncoding);
  return opened.ok ? { ok: true, items: [...opened.items] } : opened;
}

/** The same, but the elements of a list are read one after the other as they are asked for: there may be thousands. */
export function openDelivery(
  body: Uint8Array,
  contentEncoding: string | null,
): { ok: true; items: Iterable<DeliveryItem> } | { ok: false; reason: ProblemReason } {
  const unpacked = unpack(body, contentEncoding);
  if (!unpacked.ok) return unpacked;
  const text = decodeUtf8(unpacked.bytes);
  if (text === undefined) return { ok: false, reason: 'not-utf8' };
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed.reason === 'not-json' && /^\s*</.test(text) ? { ok: false, reason: 'xml' } : parsed;
  if (Array.isArray(parsed.value)) {
    return parsed.value.length === 0
      ? { ok: false, reason: 'no-message' }
      : { ok: true, items: readElements(parsed.value) };
  }
  const item = readItem(parsed.value, 0);
  return item.problem === null ? { ok: true, items: [item] } : { ok: false, reason: item.problem };
}

function* readElements(elements: Json[]): Generator<DeliveryItem, void> {
  for (const [position, element] of elements.entries()) yield readItem(element, position);
}

function readItem(raw: Json, position: number): DeliveryItem {
  if (!isJsonObject(raw)) return { position, problem: 'not-an-object', isNull: raw === null };
  const mo = moSchema.safeParse(cleanJsonObject(raw));
  if (!mo.success) return { position, problem: nameForeign(raw) };
  if (isUnreadableNotice(mo.data)) return { position, problem: 'unreadable-notice' };
  return { position, problem: null, mo: mo.data, raw };
}

/** CM.com names one reference, as text. What somebody deleted must not be shown because it is named otherwise. */
function isUnreadableNotice({ message }: Mo): boolean {
  const deleted = member(message.custom, 'deletedMessage');
  return typeof deleted !== 'string' && typeof deleted !== 'number' && says(deleted);
}

/** A byte-order mark is left out; a byte that is no UTF-8 gives undefined. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** CM.com: incoming events, incoming status report, MT messages. Meta: webhooks, whole or a part of one. */
function nameForeign(body: JsonObject): ProblemReason {
  if ((member(body, 'event') ?? null) !== null) return 'event';
  if (isMetas(body)) return 'meta-native';
  if (isJsonObject(member(body, 'status'))) return 'status-report';
  const messages = member(body, 'messages');
  const list = [isJsonObject(messages) ? (member(messages, 'msg') ?? null) : (messages ?? null)].flat();
  if (list.some((item) => isJsonObject(item) && isJsonObject(member(item, 'status')))) return 'status-report';
  return isJsonObject(messages) ? 'mt' : 'no-message';
}

function isMetas(body: JsonObject): boolean {
  const says = (key: string) => typeof member(body, key) === 'string';
  return Array.isArray(member(body, 'entry')) || says('messaging_product') || ['id', 'timestamp', 'type'].every(says);
}
