import { config } from '@/lib/config/config';
import { countArrivals } from '@/lib/db/tables/arrival-hours';
import { recordChange } from '@/lib/db/tables/changes';
import { claimDeliveries, markRead, type ClaimedDelivery } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { keepNotices, queuePassingOn } from '@/lib/db/tables/passing-on';
import { noteUnseenNames } from '@/lib/db/tables/unseen-names';
import { groupBy } from '@/lib/messages/group-by';
import type { Applied } from '@/lib/inbox/erasing/applied';
import { applyMessages } from './apply-messages';
import { applyNotice } from '@/lib/inbox/erasing/apply-notice';
import { problemOf, type Arrivals } from '@/lib/inbox/deliveries/read-arrivals';
import { redactSource } from '@/lib/inbox/deliveries/redact-source';

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
  await queueForSecondReceiver(
    tx,
    ours.filter(({ deliveryId }) => claimed.get(deliveryId)?.appliedAt === null),
  );
  for (const { deliveryId, notices } of ours.filter((delivery) => delivery.notices.length > 0)) {
    // A second receiver must hear of it too (decision 008).
    const isKept = await keepNotices(
      tx,
      deliveryId,
      notices.map(({ position }) => position),
    );
    for (const notice of notices) {
      applied.files.push(...(await applyNotice(tx, notice, now)));
      if (!isKept) await redactSource(tx, deliveryId, notice.position);
    }
    applied.erased = true;
  }
  for (const [problem, those] of groupBy(ours, (arrivals) => reasonOf(arrivals, claimed.get(arrivals.deliveryId)))) {
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

/** What was erased of a delivery that has been read before is no problem of it, and makes none. */
function reasonOf(arrivals: Arrivals, delivery: ClaimedDelivery | undefined): string | null {
  const wasRead = delivery?.appliedAt && delivery.reason !== 'failed';
  if (!wasRead) return arrivals.problems[0] ?? null;
  return arrivals.isEmpty ? delivery.reason : problemOf(delivery, arrivals);
}

/** Each delivery is passed on once, so it is queued when it is read for the first time. */
async function queueForSecondReceiver(tx: Tx, deliveries: Arrivals[]): Promise<void> {
  if (config().FORWARD_URL === undefined) return;
  const queued = deliveries.map(({ deliveryId, notices }) => ({
    deliveryId,
    notices: notices.map(({ position }) => position),
  }));
  await queuePassingOn(tx, queued);
}
