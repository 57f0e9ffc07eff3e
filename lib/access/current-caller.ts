import 'server-only';
import { headers } from 'next/headers';
import type { Caller } from './caller';
import { findCaller } from './caller-of';

/** Who looks at the page that is being rendered, or null when nobody is signed in. */
export async function currentCaller(): Promise<Caller | null> {
  return findCaller(await headers());
}
