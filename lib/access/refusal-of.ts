import * as z from 'zod';
import { isDiskFull } from '@/lib/db/engine/is-disk-full';
import { isUnavailable } from '@/lib/db/engine/is-unavailable';
import { Refusal } from './refusal';

/** The refusal that an error amounts to; null when nobody foresaw it. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) return new Refusal('invalid_request', z.prettifyError(error));
  if (isDiskFull(error))
    return new Refusal('disk_full', 'The disk is full. Nothing can be changed until there is space.');
  return isUnavailable(error) ? new Refusal('database_unavailable') : null;
}
