import { canonicalJson } from '@/lib/cm/canonical-json';
import type { Json } from '@/lib/cm/json';
import { recognize } from '@/lib/config/secrets';
import { channelSpellings } from '@/lib/messages/channel-key';
import type { Route } from '@/lib/readers/read-route';
import type { Sender } from '@/lib/readers/read-sender';

/**
 * What a delivery is known again by: its bytes, and how they are packed where they are. Whoever sends them once more with
 * another encoding says something else.
 */
export function deliveryDigest(body: Uint8Array, encoding: string | null): string {
  const packed = encoding?.trim().toLowerCase() ?? '';
  return packed === '' || packed === 'identity' ? recognize('delivery', body) : recognize('delivery', body, packed);
}

/** Whether a delivery still has the bytes that it came with. */
export function isAsReceived({
  body,
  encoding,
  digest,
}: {
  body: Uint8Array;
  encoding: string | null;
  digest: string;
}): boolean {
  // Earlier versions knew all deliveries by their bytes alone.
  return digest === deliveryDigest(body, encoding) || digest === deliveryDigest(body, null);
}

/** What a customer is known by. Without number and user id: the unidentified sender of this channel, business number and name. */
export function customerKeys(sender: Sender, route: Route): string[] {
  const keys = [
    ...(sender.number === null ? [] : [`number:${sender.number}`]),
    ...(sender.userId === null ? [] : [`user:${sender.userId}`]),
  ];
  if (keys.length > 0) return keys;
  return channelSpellings(route.channel).map((channel) => {
    const unidentified = JSON.stringify([channel, route.businessNumber, sender.name]);
    // An index takes no long keys, and a name may be as long as a delivery.
    return `unidentified:${unidentified.length > 500 ? recognize('unidentified', unidentified) : unidentified}`;
  });
}

/** The numbers among what a customer is known by. */
export function numbersIn(keys: string[]): string[] {
  return keys.flatMap((key) => (key.startsWith('number:') ? [key.slice('number:'.length)] : []));
}

/** Which message an MO is: the same content on the same channel and business number is the same message. */
export function identityOf(raw: Json, route: Route): string {
  return recognize('message', route.channel, route.businessNumber ?? '', canonicalJson(raw));
}

/** The lookup key of a reference or a messageContext: its trimmed form, unreadable. */
export function referenceHash(reference: string): string {
  return recognize('reference', reference.trim());
}

/** What is kept of a deletion notice, for each key that the customer is known by. */
export function erasuresOf(keys: string[], route: Omit<Route, 'sample'>, reference: string) {
  return keys.flatMap((key) =>
    erasureScopes([key], route, reference).map((scopeHash) => ({
      scopeHash,
      referenceHash: referenceHash(reference),
      senderHash: senderHash(key, reference),
    })),
  );
}

/** A customer by one key, and a reference, wherever the message was sent to. */
export function senderHash(key: string, reference: string): string {
  return recognize('erased sender', key, reference.trim());
}

/** Whose message a deletion notice erases, and which: hashes for each key that the customer is known by. */
export function erasureScopes(keys: string[], route: Omit<Route, 'sample'>, reference: string): string[] {
  return keys.flatMap((key) =>
    channelSpellings(route.channel).map((channel) =>
      recognize('erasure', channel, route.businessNumber ?? '', key, reference.trim()),
    ),
  );
}
