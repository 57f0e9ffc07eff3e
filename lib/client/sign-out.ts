import { tell } from './ask';

/** Ends the session and goes to the sign-in page, with nothing of what was read left in memory. */
export async function signOut(): Promise<void> {
  await tell('/api/auth/sign-out', { method: 'POST', body: {} });
  window.location.assign('/sign-in');
}
