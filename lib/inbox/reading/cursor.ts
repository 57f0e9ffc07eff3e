import * as z from 'zod';
import type { Place } from '@/lib/db/tables/messages';
import { readRowId } from '@/lib/access/row-id';
import { Refusal } from '@/lib/access/refusal';

/** Where a page of messages ends, as text that says nothing of its own. */
export function placeCursor({ sentAt, id }: Place): string {
  return Buffer.from(`${sentAt.getTime().toString()}.${id.toString()}`).toString('base64url');
}

/** Years of four digits, which is what both engines order as times. */
const EARLIEST = Date.UTC(1000, 0);
const LATEST = Date.UTC(10_000, 0) - 1;

/** The place that a cursor names. Throws `Refusal` `invalid_request` when it is none of ours. */
export function readPlaceCursor(cursor: string): Place {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  const sentAt = /^-?\d{1,15}$/.test(time) ? Number(time) : NaN;
  const place = readRowId(id);
  if (!(sentAt >= EARLIEST && sentAt <= LATEST) || place === null) throw notOurs();
  return { sentAt: new Date(sentAt), id: place };
}

/** The id that a cursor of a list in order of ids names. Throws `Refusal` `invalid_request`. */
export function readIdCursor(cursor: string): number {
  const id = readRowId(cursor);
  if (id === null) throw notOurs();
  return id;
}

function notOurs(): Refusal {
  return new Refusal('invalid_request', 'The cursor is not valid.');
}

/** `limit` and `cursor` of a list: 50 unless told, at most 200. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).optional(),
});
