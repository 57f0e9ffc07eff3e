import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mo } from '../support/mo';
import { METHODS, rights, type Method, type Right } from '../support/rights';
import { builtPages, builtRoutes } from '../support/routes';
import { signIn, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

/** What better-auth knows below /api/auth, and what of it answers. */
const authRights: Record<string, Right> = {
  'GET get-session': 'anybody',
  'POST sign-out': 'anybody',
  'POST admin/create-user': 'admin',
  'POST sign-up/email': 'nobody',
  'POST admin/set-role': 'nobody',
  'POST admin/impersonate-user': 'nobody',
  'GET admin/list-users': 'nobody',
  'POST admin/remove-user': 'nobody',
  'POST update-user': 'nobody',
  'POST change-email': 'nobody',
  'POST change-password': 'nobody',
  'POST delete-user': 'nobody',
  'POST request-password-reset': 'nobody',
  'POST reset-password': 'nobody',
  'GET list-sessions': 'nobody',
  'POST revoke-sessions': 'nobody',
  'POST link-social': 'nobody',
  'POST sign-in/social': 'nobody',
  'GET ok': 'nobody',
};

/** Sent so that nothing happens where it is allowed: ids that do not exist, bodies that do not fit. */
const IDS: Record<string, string> = {
  '[id]': '999999',
  '[index]': '0',
  '[secret]': 'wrong-secret',
  '[name]': 'unknown',
};

type Who = { name: string; role: string | null; token: boolean; headers: Record<string, string> };

let inlet: Inlet;
const people: Who[] = [];
beforeAll(async () => {
  inlet = await startInlet();
  await inlet.deliver(mo({ text: 'marker' }));
  const admin = await signIn(inlet);
  const password = 'a password of good length';
  const make = async (name: string, role: string): Promise<Api> => {
    const account = { email: `${name}@example.com`, password, name, role };
    expect((await admin.ask('POST', '/api/auth/admin/create-user', account)).status).toBe(200);
    return signIn(inlet, account);
  };
  const person = (name: string, role: string | null, api: Api) =>
    people.push({ name, role, token: false, headers: { cookie: api.cookie } });

  people.push({ name: 'nobody', role: null, token: false, headers: {} });
  people.push({ name: 'a forged session', role: null, token: false, headers: { cookie: forged('made-up-token') } });
  person('a viewer', 'viewer', await make('viewer', 'viewer'));
  person('an operator', 'operator', await make('operator', 'operator'));
  person('an administrator', 'admin', await make('second', 'admin'));
  person('somebody who was banned', null, await make('banned', 'admin'));
  person('somebody whose sessions were ended', null, await make('ended', 'admin'));
  person('somebody who is not there any more', null, await make('gone', 'admin'));
  const accounts = await listOf(admin, '/api/accounts');
  const idOf = (name: string) => String(accounts.find((account) => account.name === name)?.id);
  expect((await admin.ask('PATCH', `/api/accounts/${idOf('banned')}`, { banned: true })).status).toBe(204);
  expect((await admin.ask('DELETE', `/api/accounts/${idOf('ended')}/sessions`)).status).toBe(204);
  expect((await admin.ask('DELETE', `/api/accounts/${idOf('gone')}`)).status).toBe(204);

  const roleOf = { read: 'viewer', operate: 'operator', admin: 'admin', metrics: 'metrics' };
  for (const [scope, role] of Object.entries({ ...roleOf, revoked: null })) {
    const wanted = { name: scope, scope: role === null ? 'admin' : scope, expiresAt: null };
    const made: unknown = await (await admin.ask('POST', '/api/tokens', wanted)).json();
    const { id, token } = { id: '', token: '', ...(typeof made === 'object' ? made : {}) };
    if (role === null) await admin.ask('DELETE', `/api/tokens/${id}`);
    people.push({ name: `a token: ${scope}`, role, token: true, headers: { authorization: `Bearer ${token}` } });
  }
  people.push({ name: 'a wrong token', role: null, token: true, headers: { authorization: 'Bearer inlet_wrong' } });
});
afterAll(() => inlet.remove());

describe('every route of the build', () => {
  it('is listed here with its rights', () => {
    expect(builtRoutes().filter((route) => !(route in rights) && !route.startsWith('/icon'))).toEqual([]);
  });

  it('decides by itself: nothing stands before it that could be gone round', () => {
    const before = ['proxy', 'middleware'].flatMap((name) => ['ts', 'tsx', 'js', 'mjs'].map((end) => `${name}.${end}`));
    expect(before.filter((file) => existsSync(file))).toEqual([]);
  });

  it('answers each role and each method as it is listed, in every cell', async () => {
    const wrong: string[] = [];
    let cells = 0;
    const tries = builtRoutes()
      .filter((route) => route in rights)
      .flatMap((route) => METHODS.flatMap((method) => people.map((who) => ({ route, method, who }))))
      // Ends the session that it is asked with; asked for in a test of its own.
      .filter(({ route, method }) => !(route === '/api/account/sessions' && method === 'DELETE'));
    await inParallel(tries, async ({ route, method, who }) => {
      cells += 1;
      const right = rights[route]?.[method] ?? 'nobody';
      const status = await statusOf(
        who,
        method,
        route.replaceAll(/\[[.a-z]+\]/g, (part) => IDS[part] ?? 'x'),
      );
      if (!isAsListed(who, right, status)) wrong.push(`${method} ${route} for ${who.name}: ${status.toString()}`);
    });
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(2000);
  });

  it('below /api/auth is what is listed, and whatever else better-auth knows is an unknown path', async () => {
    const wrong: string[] = [];
    for (const [name, right] of Object.entries(authRights)) {
      const [method = '', path = ''] = name.split(' ');
      for (const who of people.filter(({ name: whose }) => path !== 'sign-out' || whose === 'nobody')) {
        const status = await statusOf(who, method === 'GET' ? 'GET' : 'POST', `/api/auth/${path}`);
        const asListed = right === 'nobody' ? status === 404 : isAsListed(who, right, status);
        if (!asListed) wrong.push(`${name} for ${who.name}: ${status.toString()}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('of the pages, shows nothing to whoever is not signed in', async () => {
    const open = ['/sign-in', '/first-administrator', '/set-password', '/_not-found', '/_global-error'];
    for (const page of builtPages().filter((name) => !open.includes(name))) {
      const path = page.replaceAll(/\[[.a-z]+\]/g, '1');
      for (const who of people.filter(({ role, token }) => role === null || token)) {
        const response = await fetch(inlet.url + path, { headers: who.headers, redirect: 'manual' });
        const text = await response.text();
        expect(text, `${path} for ${who.name}`).not.toContain('marker');
        expect(response.headers.get('location') ?? text, `${path} for ${who.name}`).toContain('/sign-in');
      }
    }
  });
});

const ranks = ['viewer', 'operator', 'admin'];

/** Whether a status is what somebody with (or without) a right gets. */
function isAsListed(who: Who, right: Right, status: number): boolean {
  if (status >= 500) return false;
  const allowed = ![401, 403, 405].includes(status);
  if (right === 'anybody') return status !== 401 && status !== 405;
  // Not even told apart: an unknown path, or one that knows no such method.
  if (right === 'nobody') return status === 404 || status === 405;
  if (who.role === null) return status === 401;
  if (right === 'metrics') return allowed === (who.role === 'admin' || who.token);
  if (who.role === 'metrics') return status === 403;
  if (right === 'person') return who.token ? status === 403 : allowed || status === 403;
  if (right === 'admin person') return !who.token && who.role === 'admin' ? allowed : status === 403;
  return ranks.indexOf(who.role) >= ranks.indexOf(right) ? allowed : status === 403;
}

async function statusOf(who: Who, method: Method, path: string): Promise<number> {
  const abort = new AbortController();
  const response = await fetch(inlet.url + path, {
    method,
    redirect: 'manual',
    signal: abort.signal,
    headers: {
      ...who.headers,
      ...(method !== 'GET' && { origin: inlet.url, 'content-type': 'application/json' }),
    },
    ...(method !== 'GET' && { body: '{}' }),
  });
  const { status, headers } = response;
  // A live stream has no end.
  if (headers.get('content-type')?.startsWith('text/event-stream')) abort.abort();
  else await response.arrayBuffer();
  return status;
}

async function inParallel<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}

const pageOfItems = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

async function listOf(api: Api, path: string): Promise<Record<string, unknown>[]> {
  const page = pageOfItems.safeParse(await (await api.ask('GET', path)).json());
  return page.data?.items ?? [];
}

/** A session cookie as one would look that somebody signed with a key of their own. */
function forged(token: string): string {
  const seal = createHmac('sha256', 'not the key').update(token).digest('base64');
  return `inlet.session_token=${encodeURIComponent(`${token}.${seal}`)}`;
}
