import type { Reader } from '@/lib/db/engine/database';

/** How many deliveries, messages and files there are, by state or kind. */
export async function countRows(db: Reader) {
  const [deliveries, messages, media] = await Promise.all([
    db.delivery.groupBy({ by: ['state'], _count: { _all: true } }),
    db.message.groupBy({ by: ['kind'], _count: { _all: true } }),
    db.media.groupBy({ by: ['state'], _count: { _all: true } }),
  ]);
  return {
    deliveries: deliveries.map(({ state, _count }) => ({ state, count: _count._all })),
    messages: messages.map(({ kind, _count }) => ({ kind, count: _count._all })),
    media: media.map(({ state, _count }) => ({ state, count: _count._all })),
  };
}
