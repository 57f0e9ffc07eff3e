import { config } from '@/lib/config/config';
import { Refusal } from './refusal';

/**
 * Refuses a change that a page of somebody else sends with the user's cookies. Browsers say where a request comes from
 * in Sec-Fetch-Site and Origin, and no page can forge either; a program that is no browser sends neither.
 * Throws `Refusal` `foreign_origin`.
 */
export function assertOwnOrigin(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const own = origin === null || config().TRUSTED_ORIGINS.includes(origin);
  if (!own || (site !== null && site !== 'same-origin' && site !== 'none')) throw new Refusal('foreign_origin');
}
