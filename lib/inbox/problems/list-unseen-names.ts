import { permit, type Caller } from '@/lib/access/caller';
import { isKnownName } from '@/lib/cm/unseen-names';
import { database } from '@/lib/db/engine/database';
import { listUnseenNames as listUnseenNameRows } from '@/lib/db/tables/unseen-names';
import type { Page } from '@/lib/messages/page';
import { readIdCursor } from '@/lib/inbox/reading/cursor';

export type UnseenName = {
  /** A field by its path in an MO, a `message_type`, or the type of an interactive answer. */
  what: 'field' | 'messageType' | 'interactiveType';
  /** Such as `message.custom.reaction`; `*` stands for a name that may be somebody's data. */
  name: string;
  /** Instants: when the first and the last delivery with it arrived. */
  firstAt: string;
  lastAt: string;
  /** How many deliveries held it. */
  deliveries: number;
};

/**
 * What CM.com has sent that this version does not know, the latest discovery first: names only, never a value. What an
 * update has learnt to read is no longer listed, so a page may hold fewer than its limit.
 */
export async function listUnseenNames(
  caller: Caller,
  { cursor, limit = 50 }: { cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<Page<UnseenName>> {
  permit(caller, 'problem.read');
  const before = cursor === undefined ? null : readIdCursor(cursor);
  const rows = await listUnseenNameRows(database().reader, before, limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page
      .filter((row) => !isKnownName(row))
      .map(({ what, name, firstAt, lastAt, deliveries }) => ({
        what: what === 'messageType' || what === 'interactiveType' ? what : 'field',
        name,
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
        deliveries,
      })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id.toString() ?? null) : null,
  };
}
