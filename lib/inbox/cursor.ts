import * as z from 'zod';
import type { Place } from '@/lib/db/messages';
import { Refusal } from '@/lib/access/refusal';

/** Where a page of messages ends, as text that says nothing of its own. */
export function placeCursor({ sentAt, id }: Place): string {
  return Buffer.from(`${sentAt.getTime().toString()}.${id.toString()}`).toString('base64url');
}

/** The place that a cursor names. Throws `Refusal` `invalid_request` when it is none of ours. */
export function readPlaceCursor(cursor: string): Place {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  if (!/^-?\d{1,15}$/.test(time) || !/^\d{1,15}$/.test(id))
    throw new Refusal('invalid_request', 'The cursor is not one of ours.');
  return { sentAt: new Date(Number(time)), id: Number(id) };
}

/** The id that a cursor of a list in order of ids names. Throws `Refusal` `invalid_request`. */
export function readIdCursor(cursor: string): number {
  if (!/^[1-9]\d{0,14}$/.test(cursor)) throw new Refusal('invalid_request', 'The cursor is not one of ours.');
  return Number(cursor);
}

/** `limit` and `cursor` of a list: 50 unless told, at most 200. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).optional(),
});
