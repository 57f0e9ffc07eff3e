import { config } from '@/lib/config/config';

/**
 * The address of a customer's file, if it may be read from and deleted at: exactly an allowed origin and a plain path
 * (`https://cdn-2.messaging.cm.com/fileproxy/files/db1c…`), spelled so that the wire gets the same bytes as stored.
 */
export function mediaAddress(stored: string): URL | undefined {
  if (!URL.canParse(stored)) return undefined;
  const url = new URL(stored);
  const allowed = [...config().MEDIA_ORIGINS, config().SAMPLE_ORIGIN];
  const plain =
    url.href === stored && /^(\/[A-Za-z0-9._~-]+)+$/.test(url.pathname) && url.search === '' && url.hash === '';
  return plain && allowed.includes(url.origin) && url.username === '' && url.password === '' ? url : undefined;
}

/** The host of an address for people to read, whether it is allowed or not. */
export function mediaHost(stored: string): string | null {
  return URL.canParse(stored) ? new URL(stored).host || null : null;
}
