import { config } from '@/lib/config/config';
import { countArrivals } from '@/lib/db/tables/arrival-hours';
import { recordChange } from '@/lib/db/tables/changes';
import { claimDeliveries, findDeliveries, markRead, type ClaimedDelivery } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { keepNotices, queuePassingOn } from '@/lib/db/tables/passing-on';
import { inBatches } from '@/lib/db/engine/in-batches';
import { noteUnseenNames } from '@/lib/db/tables/unseen-names';
import { groupBy } from '@/lib/messages/group-by';
import type { Applied } from '@/lib/inbox/erasing/applied';
import { applyMessages } from './apply-messages';
import { applyNotices } from '@/lib/inbox/erasing/apply-notices';
import { emptyProblems } from '@/lib/inbox/erasing/empty-problems';
import { emptyUnread } from '@/lib/inbox/erasing/empty-unread';
import { problemOf, type Arrivals } from '@/lib/inbox/deliveries/read-arrivals';
import { redactSources, type SourcePlace } from '@/lib/inbox/deliveries/redact-sources';

type Options = {
  /** The try was counted before it began. */
  isCounted?: boolean;
};

/** A body may be a megabyte. */
const UNREAD_AT_ONCE = 20;

/**
 * Writes what deliveries say: messages, erasures, or why they cannot be read. Those that somebody else has applied in
 * the meantime are left alone. Applying one again, or deliveries in another order, leads to the same state.
 */
export async function applyArrivals(
  tx: Tx,
  deliveries: Arrivals[],
  now: Date,
  options: Options = {},
): Promise<Applied> {
  const { claimed, ours } = await claim(tx, deliveries);
  const applied = await applyItems(tx, ours, claimed, now);
  const isRedacted = await finish(tx, ours, claimed, now, options);
  return { ...applied, erased: applied.erased || isRedacted };
}

/**
 * Writes a piece of what a large delivery says, in a transaction of its own: `piece` holds some of its messages or notices.
 * `finishArrivals` must follow; a stop before it lets the whole delivery be applied again, which changes nothing.
 */
export async function applyPiece(
  tx: Tx,
  delivery: Arrivals,
  piece: Pick<Arrivals, 'messages' | 'notices'>,
  now: Date,
): Promise<Applied> {
  const { claimed, ours } = await claim(tx, [delivery]);
  return applyItems(tx, ours, claimed, now, piece);
}

/** Marks a delivery as read whose pieces have all been applied. */
export async function finishArrivals(tx: Tx, delivery: Arrivals, now: Date, options: Options = {}): Promise<Applied> {
  const { claimed, ours } = await claim(tx, [delivery]);
  return { erased: await finish(tx, ours, claimed, now, options), files: [] };
}

type Claimed = Map<number, ClaimedDelivery>;

async function claim(tx: Tx, deliveries: Arrivals[]): Promise<{ claimed: Claimed; ours: Arrivals[] }> {
  const claimed = await claimDeliveries(
    tx,
    deliveries.map(({ deliveryId }) => deliveryId),
  );
  return { claimed, ours: deliveries.filter(({ deliveryId }) => claimed.has(deliveryId)) };
}

async function applyItems(
  tx: Tx,
  deliveries: Arrivals[],
  claimed: Claimed,
  now: Date,
  piece?: Pick<Arrivals, 'messages' | 'notices'>,
): Promise<Applied> {
  const parts = deliveries.map((delivery) => piece ?? delivery);
  const applied = await applyMessages(
    tx,
    parts.flatMap(({ messages }) => messages),
    now,
  );
  // Before any byte of a notice goes: a second receiver must hear of it too (decision 008).
  await queueForSecondReceiver(
    tx,
    deliveries.filter(({ deliveryId }) => claimed.get(deliveryId)?.appliedAt === null),
  );
  const notices = parts.flatMap((part) => part.notices);
  const files = await applyNotices(tx, notices, now);
  await emptyProblems(
    tx,
    notices.map(({ reference }) => reference),
    now,
  );
  return {
    erased: applied.erased || notices.length > 0,
    files: [...applied.files, ...files],
  };
}

/** Takes the notices out of their deliveries and notes that these are read. Gives whether bytes were removed. */
async function finish(
  tx: Tx,
  deliveries: Arrivals[],
  claimed: Claimed,
  now: Date,
  { isCounted = false }: Options,
): Promise<boolean> {
  const applied: SourcePlace[] = [];
  for (const { deliveryId, notices } of deliveries.filter((delivery) => delivery.notices.length > 0)) {
    const positions = notices.map(({ position }) => position);
    if (!(await keepNotices(tx, deliveryId, positions)))
      applied.push(...positions.map((position) => ({ deliveryId, position })));
  }
  await redactSources(tx, applied);
  const emptied = await emptyUnreadOf(tx, deliveries);
  const problemNow = (arrivals: Arrivals) =>
    emptied.get(arrivals.deliveryId) ?? reasonOf(arrivals, claimed.get(arrivals.deliveryId));
  for (const [problem, those] of groupBy(deliveries, problemNow)) {
    const ids = those.map(({ deliveryId }) => deliveryId);
    await markRead(tx, ids, problem, now, { isCounted });
  }
  const unseen = deliveries.flatMap(({ deliveryId, names }) => {
    const delivery = claimed.get(deliveryId);
    return delivery?.countedAt === null && names.length > 0 ? [{ ...delivery, names }] : [];
  });
  await noteUnseenNames(tx, unseen, now);
  const ours = [...claimed.values()];
  const first = ours.filter(({ appliedAt }) => appliedAt === null);
  await countArrivals(
    tx,
    first.map(({ receivedAt }) => receivedAt),
  );
  const triedBefore = ours.some(({ attempts }) => attempts > (isCounted ? 1 : 0));
  if (triedBefore || deliveries.some(({ problems }) => problems.length > 0)) await recordChange(tx, 'problem', {}, now);
  return applied.length + emptied.size > 0;
}

/** Deliveries that cannot be read, whose words a deletion notice has named before they came: what problem each is now. */
async function emptyUnreadOf(tx: Tx, deliveries: Arrivals[]): Promise<Map<number, string>> {
  const unread = deliveries.filter(({ problems, isEmpty }) => problems.length > 0 && !isEmpty);
  const emptied = new Map<number, string>();
  for (const some of inBatches(unread, UNREAD_AT_ONCE)) {
    const ids = some.map(({ deliveryId }) => deliveryId);
    for (const [id, problem] of await emptyUnread(tx, await findDeliveries(tx, ids))) emptied.set(id, problem);
  }
  return emptied;
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
