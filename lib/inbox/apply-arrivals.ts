import { config } from '@/lib/config/config';
import { countArrivals } from '@/lib/db/arrival-hours';
import { recordChange } from '@/lib/db/changes';
import { claimDeliveries, markRead } from '@/lib/db/deliveries';
import type { Tx } from '@/lib/db/grouped-writer';
import { queuePassingOn } from '@/lib/db/passing-on';
import { noteUnseenNames } from '@/lib/db/unseen-names';
import { groupBy } from '@/lib/messages/group-by';
import type { Applied } from './applied';
import { applyMessages } from './apply-messages';
import { applyNotice } from './apply-notice';
import type { Arrivals } from './read-arrivals';
import { redactSource } from './redact-source';

/**
 * Writes what deliveries say: messages, erasures, or why they cannot be read. Those that somebody else has applied in
 * the meantime are left alone. Applying one again, or deliveries in another order, leads to the same state.
 */
export async function applyArrivals(tx: Tx, deliveries: Arrivals[], now: Date): Promise<Applied> {
  const claimed = await claimDeliveries(
    tx,
    deliveries.map(({ deliveryId }) => deliveryId),
  );
  const ours = deliveries.filter(({ deliveryId }) => claimed.has(deliveryId));
  const applied = await applyMessages(
    tx,
    ours.flatMap(({ messages }) => messages),
    now,
  );
  const passedOn = await queueForSecondReceiver(
    tx,
    ours.filter(({ deliveryId }) => claimed.get(deliveryId)?.appliedAt === null),
  );
  for (const notice of ours.flatMap(({ notices }) => notices)) {
    applied.files.push(...(await applyNotice(tx, notice, now)));
    // A second receiver must hear of it too (decision 008).
    if (!passedOn.has(notice.deliveryId)) await redactSource(tx, notice.deliveryId, notice.position);
    applied.erased = true;
  }
  for (const [problem, those] of groupBy(ours, ({ problems }) => problems[0] ?? null)) {
    const ids = those.map(({ deliveryId }) => deliveryId);
    await markRead(tx, ids, problem, now);
  }
  const unseen = ours.flatMap(({ deliveryId, names }) => {
    const delivery = claimed.get(deliveryId);
    return delivery?.countedAt === null && names.length > 0 ? [{ ...delivery, names }] : [];
  });
  await noteUnseenNames(tx, unseen, now);
  const first = [...claimed.values()].filter(({ attempts }) => attempts === 0);
  await countArrivals(
    tx,
    first.map(({ receivedAt }) => receivedAt),
  );
  const triedBefore = [...claimed.values()].some(({ attempts }) => attempts > 0);
  if (triedBefore || ours.some(({ problems }) => problems.length > 0)) await recordChange(tx, 'problem', {}, now);
  return applied;
}

/** Each delivery is passed on once, so it is queued when it is read for the first time. Gives those that are. */
async function queueForSecondReceiver(tx: Tx, deliveries: Arrivals[]): Promise<Set<number>> {
  if (config().FORWARD_URL === undefined) return new Set();
  const queued = deliveries.map(({ deliveryId, notices }) => ({
    deliveryId,
    notices: notices.map(({ position }) => position),
  }));
  await queuePassingOn(tx, queued);
  return new Set(queued.map(({ deliveryId }) => deliveryId));
}
