import 'server-only';
import { headers } from 'next/headers';
import { findPerson, type Person } from './caller-of';

/** Who looks at the page that is being rendered, or null when nobody is signed in. */
export async function currentCaller(): Promise<Person | null> {
  return findPerson(await headers());
}
