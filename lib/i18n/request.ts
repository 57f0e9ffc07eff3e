import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';

import { messages } from './messages';

/** What next-intl needs for one request. The browser tells its time zone in a cookie; until then the server's own is used. */
export default getRequestConfig(async () => {
  const wanted = (await cookies()).get('timezone')?.value;
  return { locale: 'en-GB', messages, timeZone: readTimeZone(wanted), now: new Date() };
});

function readTimeZone(wanted: string | undefined): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (wanted === undefined) return own;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: decodeURIComponent(wanted) }).resolvedOptions().timeZone;
  } catch {
    return own;
  }
}
