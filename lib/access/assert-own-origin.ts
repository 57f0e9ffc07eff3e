import { config } from '@/lib/config/config';
import { bearerOf } from './bearer';
import { Refusal } from './refusal';

/** What a form of any page can send without asking first. */
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/**
 * Refuses a change that a page of somebody else sends with the user's cookies. Browsers say where a request comes from
 * in Sec-Fetch-Site and Origin, and no page can forge either; a program that is no browser sends neither. A body that a
 * form could have sent is refused too, as ours are JSON, unless an API token comes along: no form can send one. Throws
 * `Refusal` `foreign_origin`.
 */
export function assertOwnOrigin(headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const isOwn = origin === null || config().TRUSTED_ORIGINS.includes(origin);
  const isFromElsewhere = site !== null && site !== 'same-origin' && site !== 'none';
  const isForm = type !== undefined && FORM_TYPES.includes(type) && bearerOf(headers) === null;
  if (!isOwn || isFromElsewhere || isForm) throw new Refusal('foreign_origin');
}
