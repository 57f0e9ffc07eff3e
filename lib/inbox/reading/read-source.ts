import { permit, type Caller } from '@/lib/access/caller';
import { Refusal } from '@/lib/access/refusal';
import { maskMediaAddresses } from '@/lib/cm/mask-media-addresses';
import { withholdOthers } from '@/lib/cm/redact-delivery';
import { database } from '@/lib/db/engine/database';
import { findDelivery, listPositionsIn, listSources } from '@/lib/db/tables/deliveries';
import { findMessage } from '@/lib/db/tables/messages';

/**
 * The raw delivery that carried a message, as text, with the keys in media addresses masked; of a list only what lies in
 * the caller's scope.
 * Throws `Refusal` `message_not_found`, or `message_erased` for a tombstone.
 */
export async function readSource(caller: Caller, messageId: number): Promise<string> {
  permit(caller, 'inbox.read');
  const { reader } = database();
  const message = await findMessage(reader, messageId, caller.scope);
  if (!message) throw new Refusal('message_not_found');
  if (message.erasedAt !== null) throw new Refusal('message_erased');
  const [source] = await listSources(reader, messageId);
  if (!source) throw new Refusal('message_not_found');
  const { delivery } = source;
  if (caller.scope === 'all') return maskMediaAddresses(delivery.body, delivery.encoding);
  const positions = await listPositionsIn(reader, delivery.id, caller.scope);
  const seen = withholdOthers(delivery.body, delivery.encoding, positions);
  return maskMediaAddresses(seen.body, seen.encoding);
}

/** The raw delivery of a problem, as text; a byte that is none stands as `\\xE9`. Throws `Refusal` `problem_not_found`, or `message_erased`. */
export async function readProblemSource(caller: Caller, deliveryId: number): Promise<string> {
  permit(caller, 'problem.read');
  const delivery = await findDelivery(database().reader, deliveryId);
  if (delivery?.state !== 'problem') throw new Refusal('problem_not_found');
  if (delivery.reason === 'emptied') throw new Refusal('message_erased');
  return maskMediaAddresses(delivery.body, delivery.encoding);
}
