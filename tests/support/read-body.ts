import { readInstants } from '@/lib/cm/instants';
import type { Mo } from '@/lib/cm/mo';
import { readDelivery } from '@/lib/cm/read-delivery';
import { readMo } from '@/lib/readers/read-mo';
import { readRoute } from '@/lib/readers/read-route';
import { readSender } from '@/lib/readers/read-sender';
import { ARRIVED_AT } from './sayings';

const arrivedAt = new Date(ARRIVED_AT);

/** All that the readers make of a body, in the form in which the samples expect it. */
export function readBody(body: Uint8Array, encoding: string | null): object[] {
  const delivery = readDelivery(body, encoding);
  if (!delivery.ok) return [{ what: 'problem', reason: delivery.reason }];
  return delivery.items.map((item) =>
    item.problem === null ? readWhole(item.mo) : { what: 'problem', reason: item.problem },
  );
}

function readWhole(mo: Mo): object {
  const { sentAt, metaReceivedAt } = readInstants(mo, arrivedAt);
  return {
    ...readMo(mo),
    sentAt: sentAt.toISOString(),
    metaReceivedAt: metaReceivedAt?.toISOString() ?? null,
    sender: readSender(mo),
    ...readRoute(mo),
  };
}
