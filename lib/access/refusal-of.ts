import * as z from 'zod';
import { isUnavailable } from '@/lib/db/engine/is-unavailable';
import { Refusal } from './refusal';

/** The refusal that an error amounts to; null when nobody foresaw it. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) return new Refusal('invalid_request', z.prettifyError(error));
  return isUnavailable(error) ? new Refusal('database_unavailable') : null;
}
