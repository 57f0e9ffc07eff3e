import { withoutErased } from '@/lib/cm/redact-delivery';
import { log } from '@/lib/config/log';
import type { Database } from '@/lib/db/engine/database';
import type { Delivery } from '@/lib/db/tables/deliveries';
import type { Tx } from '@/lib/db/engine/grouped-writer';
import { endPassingOn, nextToPassOn, postponePassingOn } from '@/lib/db/tables/passing-on';
import { recordAudit } from '@/lib/db/tables/audit';
import { postDelivery } from './post-delivery';
import { isRedacted } from '@/lib/inbox/deliveries/read-arrivals';
import { isAsReceived } from '@/lib/inbox/deliveries/recognition';
import { redactSources } from '@/lib/inbox/deliveries/redact-sources';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const PAUSES = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE];
const MOST_REFUSALS = 5;
/** As long as CM.com itself tries. */
const OLDEST = 31 * 24 * 60 * MINUTE;

/**
 * Hands the delivery whose turn it is to the second receiver, and notes how that ended. Gives when to go on: null, when
 * nothing waits.
 */
export async function forwardNext(
  database: Database,
  address: string,
  { now = new Date(), stop = new AbortController().signal }: { now?: Date; stop?: AbortSignal } = {},
): Promise<Date | null> {
  const next = await nextToPassOn(database.reader);
  if (!next) return null;
  if (next.nextAttemptAt && next.nextAttemptAt > now) return next.nextAttemptAt;
  const { deliveryId, delivery, notices, attempts } = next;

  // What was erased before its turn is not passed on. The notice that erased it is, in its own turn.
  const passing = isRedacted(delivery) ? 'erased' : await postDelivery(address, leftOf(delivery), stop);
  const isLastTry =
    passing === 'refused' ? attempts + 1 >= MOST_REFUSALS : now.getTime() - delivery.receivedAt.getTime() > OLDEST;
  const isOver = passing === 'taken' || passing === 'erased' || isLastTry;
  if (passing !== 'taken')
    log().info({ delivery: deliveryId, outcome: passing, over: isOver }, 'delivery not passed on');
  const pause = PAUSES[Math.min(attempts, PAUSES.length - 1)] ?? MINUTE;
  const nextAttemptAt = new Date(now.getTime() + pause);
  await database.write(async (tx) => {
    if (!isOver) return postponePassingOn(tx, deliveryId, nextAttemptAt);
    await endPassingOn(tx, deliveryId);
    await redactNotices(tx, deliveryId, notices);
    if (passing === 'taken') return;
    const subject = `delivery ${deliveryId.toString()}`;
    await recordAudit(tx, null, { at: now, action: 'delivery.not-passed-on', subject, outcome: passing });
  });
  if (isOver && notices.length > 0) await database.scrub();
  return isOver ? now : nextAttemptAt;
}

/** Empties the bytes of deletion notices, which were kept for the second receiver alone. */
export async function redactNotices(tx: Tx, deliveryId: number, notices: number[]): Promise<void> {
  await redactSources(
    tx,
    notices.map((position) => ({ deliveryId, position })),
  );
}

/** The bytes as they came, or, when some MOs of a list have been erased, the others. */
function leftOf(delivery: Delivery): Pick<Delivery, 'body' | 'contentType' | 'encoding'> {
  if (isAsReceived(delivery)) return delivery;
  return { ...delivery, body: withoutErased(delivery.body) };
}
