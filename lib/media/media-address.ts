import { config } from '@/lib/config/config';

/** Where CM.com keeps files (`https://cdn-2.messaging.cm.com/fileproxy/files/db1c…`), spelled so that nothing in it is read in two ways. */
const FILE_PATH = /^\/fileproxy\/files\/[A-Za-z0-9._~-]+$/;

/**
 * The address of a customer's file, if it may be read from and deleted at: exactly an allowed origin and the path of a
 * file, in the one spelling that reaches the wire with the same bytes as stored. The files of sample messages, and no
 * others, are on this server.
 */
export function mediaAddress(stored: string, { sample }: { sample: boolean }): URL | undefined {
  if (!URL.canParse(stored)) return undefined;
  const url = new URL(stored);
  const allowed = [...config().MEDIA_ORIGINS, ...(sample ? [config().SAMPLE_ORIGIN] : [])];
  const isExact = allowed.some((origin) => stored === `${origin}${url.pathname}`);
  return isExact && FILE_PATH.test(url.pathname) ? url : undefined;
}

/** The host of an address for people to read, whether it is allowed or not. */
export function mediaHost(stored: string): string | null {
  return URL.canParse(stored) ? new URL(stored).host || null : null;
}
