import { expect, it, vi } from 'vitest';
import { createAccount } from '@/lib/access/accounts';
import { callerOf } from '@/lib/access/caller-of';
import { signIn, signOut } from '@/lib/access/sign-in';
import { callerWith } from './support/callers';
import { openTestDatabase } from './support/open-test-database';

const account = { email: 'ann@example.com', name: 'Ann', role: 'viewer', password: 'correct horse battery' } as const;

it('cookies are bound to this host by their names, and count under no other name', async () => {
  vi.stubEnv('PUBLIC_URL', 'https://inlet.example');
  await openTestDatabase();
  await createAccount(callerWith('admin'), account);
  const post = (path: string, cookie = '') =>
    new Request(`https://inlet.example/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://inlet.example', cookie },
      body: JSON.stringify({ email: account.email, password: account.password }),
    });
  const lines = (await signIn(post('sign-in/email'))).headers.getSetCookie();
  expect(lines.map((line) => line.split('=')[0])).toEqual(['__Host-inlet.session_token', '__Host-inlet-device']);
  for (const line of lines) {
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'])
      expect(line).toMatch(new RegExp(`; ${attribute}(;|$)`, 'i'));
    expect(line).not.toMatch(/domain=/i);
  }

  const cookie = lines.map((line) => line.split(';')[0]).join('; ');
  const known = () => callerOf(new Headers({ cookie }));
  expect((await known()).email).toBe(account.email);
  await expect(callerOf(new Headers({ cookie: cookie.replaceAll('__Host-', '') }))).rejects.toThrow();
  const [gone] = (await signOut(post('sign-out', cookie))).headers.getSetCookie();
  expect(gone).toMatch(/^__Host-inlet\.session_token=;.*Max-Age=0.*Secure/i);
  await expect(known()).rejects.toThrow();
});
