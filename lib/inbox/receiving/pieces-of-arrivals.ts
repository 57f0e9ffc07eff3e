import type { Arrivals } from '@/lib/inbox/deliveries/read-arrivals';
import { inBatches } from '@/lib/db/engine/in-batches';

/** What of a large delivery is written in one transaction. */
export type Piece = Pick<Arrivals, 'messages' | 'notices'>;

/** A transaction of so many takes about a tenth of a second; everything else that is written waits for it. */
const MOST = 100;

/** What a delivery says in pieces, messages before notices; one piece unless it holds more than `most` of both. */
export function piecesOf({ messages, notices }: Piece, most = MOST): Piece[] {
  if (messages.length + notices.length <= most) return [{ messages, notices }];
  return [
    ...inBatches(messages, most).map((batch) => ({ messages: batch, notices: [] })),
    ...inBatches(notices, most).map((batch) => ({ messages: [], notices: batch })),
  ];
}
