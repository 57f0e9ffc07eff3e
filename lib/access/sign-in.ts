import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { config } from '@/lib/config/config';
import { recognize } from '@/lib/config/secrets';
import { findAccountByEmail } from '@/lib/db/tables/accounts';
import { recordAudit } from '@/lib/db/tables/audit';
import { database } from '@/lib/db/engine/database';
import { giveBack, isRemembered, remember, takeFromLimit } from '@/lib/db/tables/limits';
import { auth } from './auth';
import { CLIENT_ADDRESS_HEADER } from './client-address';
import { findPerson } from './caller-of';
import { limitKey, networkOf, rates } from './limits';
import { readBody } from './read-body';
import { Refusal } from './refusal';

const DAY = 86_400_000;
const KNOWN_FOR = 90 * DAY;

const credentials = z.object({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(1024) });

/**
 * Signs in with a password and gives better-auth's answer, with a cookie more: a device that an account has been used on is
 * counted by itself, as is the network that it has been used from, so nobody's guesses elsewhere lock its owner out. All
 * others share one count for the account, and one for each address. Throws `Refusal` `sign_in_refused`, `account_banned`
 * (with the right password only) or `too_often`.
 */
export async function signIn(request: Request, now = new Date()): Promise<Response> {
  const { email, password } = credentials.parse(await readBody(request.clone()));
  const address = request.headers.get(CLIENT_ADDRESS_HEADER);
  const db = database();
  const account = await findAccountByEmail(db.reader, email);
  // What a stranger typed may be anything, a password in the wrong field too: only accounts that exist are named.
  const actor = { userId: account?.id ?? null, email: account?.email ?? null, address };

  const network = networkOf(address);
  const device = deviceOf(request.headers, email);
  const keys = await db.write(async (tx) => {
    const wanted = device
      ? [limitKey('signIn', 'device', device, email)]
      : [
          limitKey('signIn', 'address', network),
          (await isRemembered(tx, limitKey('known', email, network), now))
            ? limitKey('signIn', 'account', email, network)
            : limitKey('signIn', 'account', email),
        ];
    for (const [index, key] of wanted.entries()) {
      const refused = await takeFromLimit(tx, key, rates.signIn, now);
      if (!refused) continue;
      for (const taken of wanted.slice(0, index)) await giveBack(tx, taken);
      // Once until it may be tried again: a flood of guesses makes no flood of entries.
      if (refused.first) await recordAudit(tx, actor, { at: now, action: 'sign-in', outcome: 'too-often' });
      return refused;
    }
    return wanted;
  });
  if (!Array.isArray(keys)) throw new Refusal('too_often', { retryAt: keys.until });

  const answered = await auth().handler(withBody(request, { email, password, rememberMe: true }));
  const outcome = answered.ok ? 'ok' : answered.status === 403 ? 'banned' : 'wrong';
  await db.write(async (tx) => {
    if (answered.ok) {
      for (const key of keys) await giveBack(tx, key);
      await remember(tx, limitKey('known', email, network), new Date(now.getTime() + KNOWN_FOR));
    }
    await recordAudit(tx, actor, { at: now, action: 'sign-in', outcome });
  });
  if (outcome === 'banned') throw new Refusal('account_banned');
  if (answered.status >= 500) throw new Error('Signing in failed.');
  if (outcome === 'wrong') throw new Refusal('sign_in_refused');
  return withDeviceCookie(answered, email);
}

function withBody(request: Request, body: object): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(body) });
}

function cookieName(): string {
  return config().PUBLIC_URL.startsWith('https:') ? '__Host-inlet-device' : 'inlet-device';
}

/** The device that a request comes from, when this account has been used on it. */
function deviceOf(headers: Headers, email: string): string | null {
  const cookies = (headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${cookieName()}=`))?.slice(cookieName().length + 1);
  const [id = '', seal = ''] = (value ?? '').split('.');
  const expected = sealOf(id, email);
  const given = Buffer.from(seal.padEnd(expected.length).slice(0, expected.length));
  return id !== '' && timingSafeEqual(given, Buffer.from(expected)) ? id : null;
}

function withDeviceCookie(answered: Response, email: string): Response {
  const id = randomBytes(16).toString('base64url');
  const attributes = [`Max-Age=${(KNOWN_FOR / 1000).toString()}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (config().PUBLIC_URL.startsWith('https:')) attributes.push('Secure');
  const response = new Response(answered.body, answered);
  response.headers.append('set-cookie', [`${cookieName()}=${id}.${sealOf(id, email)}`, ...attributes].join('; '));
  return response;
}

function sealOf(id: string, email: string): string {
  return recognize('device', id, email);
}

/** Ends the session that a request carries; without one nothing happens. */
export async function signOut(request: Request, now = new Date()): Promise<Response> {
  const person = await findPerson(request.headers);
  const answered = await auth().handler(withBody(request, {}));
  if (person) await database().write((tx) => recordAudit(tx, person, { at: now, action: 'sign-out' }));
  return answered;
}
