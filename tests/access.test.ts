import { describe, expect, it } from 'vitest';
import {
  accountChange,
  changeAccount,
  createAccount,
  deleteAccount,
  inviteAccount,
  listAccounts,
  makePasswordLink,
} from '@/lib/access/accounts';
import { makeToken, newToken } from '@/lib/access/api-tokens';
import { may, roles, type Permission } from '@/lib/access/caller';
import { callerOf } from '@/lib/access/caller-of';
import { claimFirstAdministrator, offerFirstAdministrator } from '@/lib/access/first-administrator';
import { networkOf } from '@/lib/access/limits';
import { listAudit } from '@/lib/access/list-audit';
import { changePassword } from '@/lib/access/own-account';
import { assertPassword } from '@/lib/access/password';
import { checkPasswordLink, claimPasswordLink } from '@/lib/access/password-links';
import { Refusal } from '@/lib/access/refusal';
import { signIn } from '@/lib/access/sign-in';
import { verifyAudit } from '@/lib/db/tables/audit-chain';
import { takeFromLimit } from '@/lib/db/tables/limits';
import { blockCustomer } from '@/lib/inbox/acting/block-customer';
import { countViews } from '@/lib/inbox/reading/count-views';
import { listConversations } from '@/lib/inbox/reading/list-conversations';
import { readThread } from '@/lib/inbox/reading/read-thread';
import { searchInbox } from '@/lib/inbox/reading/search-inbox';
import { callerWith } from './support/callers';
import { deliverTo } from './support/deliver-to';
import { mo } from './support/mo';
import { openTestDatabase } from './support/open-test-database';

const admin = callerWith('admin');
const PASSWORD = 'correct horse battery';

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return 'not refused';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
}

/** Signs in as a browser at an address does. */
async function trySignIn(email: string, password: string, address: string, cookie = ''): Promise<string[]> {
  const headers = { 'content-type': 'application/json', 'x-inlet-client-address': address, cookie };
  const request = new Request('http://localhost:3000/api/auth/sign-in/email', {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  try {
    const answered = await signIn(request);
    return ['ok', answered.headers.getSetCookie().find((line) => line.startsWith('inlet-device=')) ?? ''];
  } catch (error) {
    return [error instanceof Refusal ? error.code : String(error)];
  }
}

describe('accounts', () => {
  it('are invited by a link that works once, changed, kept out, and never all taken away', async () => {
    const database = await openTestDatabase();
    const wanted = { email: 'bo@example.com', name: 'Bo', role: 'admin', numbers: 'all' } as const;
    const { id, link } = await inviteAccount(admin, wanted);
    const token = link.split('#')[1] ?? '';
    expect(await codeOf(inviteAccount(admin, wanted))).toBe('email_taken');
    expect(JSON.stringify(await database.rows('PasswordLink'))).not.toContain(token);
    expect(await checkPasswordLink(token, null)).toEqual({
      purpose: 'invitation',
      email: 'bo@example.com',
      name: 'Bo',
    });
    // An administrator who has no password yet is none to rely on.
    const other = await createAccount(admin, { ...wanted, email: 'cy@example.com', password: PASSWORD });
    expect(await codeOf(changeAccount(admin, other.id, { role: 'viewer' }))).toBe('last_administrator');

    expect(await codeOf(claimPasswordLink({ token, password: 'password' }, null))).toBe('password_refused');
    const claims = Array.from({ length: 5 }, () => codeOf(claimPasswordLink({ token, password: PASSWORD }, null)));
    expect((await Promise.all(claims)).sort()).toEqual([...Array<string>(4).fill('link_closed'), 'not refused']);
    expect(await trySignIn('bo@example.com', PASSWORD, '192.0.2.1')).toContain('ok');
    expect(await database.rows('Session')).toHaveLength(1);

    const late = new Date(Date.now() + 25 * 3_600_000);
    const reset = (await makePasswordLink(admin, id)).link.split('#')[1] ?? '';
    expect(await codeOf(claimPasswordLink({ token: reset, password: PASSWORD }, null, late))).toBe('link_closed');

    await changeAccount(admin, other.id, accountChange.parse({ role: 'operator', numbers: ['7'] }));
    expect((await listAccounts(admin)).find((account) => account.id === other.id)).toMatchObject({
      role: 'operator',
      numbers: [],
      invited: false,
    });
    const bo = { ...admin, userId: id };
    // Whoever chooses another password by a link ends every session, and no link that was made before works any more.
    const older = (await makePasswordLink(admin, id)).link.split('#')[1] ?? '';
    const newer = (await makePasswordLink(admin, id)).link.split('#')[1] ?? '';
    expect(await codeOf(claimPasswordLink({ token: older, password: PASSWORD }, null))).toBe('link_closed');
    expect(await database.rows('Session')).toHaveLength(1);
    await claimPasswordLink({ token: newer, password: PASSWORD }, null);
    expect(await database.rows('Session')).toEqual([]);
    expect(await database.rows('PasswordLink')).toEqual([]);
    expect(await trySignIn('bo@example.com', PASSWORD, '192.0.2.1')).toContain('ok');
    expect(await codeOf(changeAccount(bo, id, { role: 'viewer' }))).toBe('own_account');
    expect(await codeOf(deleteAccount(admin, id))).toBe('last_administrator');
    await changeAccount(admin, other.id, { banned: true });
    expect(await trySignIn('cy@example.com', PASSWORD, '192.0.2.2')).toEqual(['account_banned']);
    expect(await trySignIn('cy@example.com', 'wrong', '192.0.2.2')).toEqual(['sign_in_refused']);

    expect(await codeOf(changePassword(bo, { current: 'no', password: 'another good one' }))).toBe('wrong_password');
    await changePassword(bo, { current: PASSWORD, password: 'another good one' });
    // Every session but the one that changed it, which a use case called by itself does not have.
    expect(await database.rows('Session')).toEqual([]);
    const log = JSON.stringify((await listAudit(admin, { before: null, limit: 100 })).items);
    for (const secret of [token, PASSWORD, 'another good one']) expect(log).not.toContain(secret);
    expect((await verifyAudit(database.reader)).broken).toBeNull();
  });

  it('take any password but short, endless and well-known ones', async () => {
    const tryPassword = (password: string) => codeOf(assertPassword(password, { email: 'eve@example.com' }));
    for (const good of ['x7-Äß漢🙂z', 'a'.repeat(15), ' b c d e f g', '🙂'.repeat(128)])
      expect(await tryPassword(good), good).toBe('not refused');
    for (const bad of ['short', '🙂'.repeat(129), 'Password', 'QWERTYUIOP', 'eve@example.com'])
      expect(await tryPassword(bad), bad).toBe('password_refused');
  });
});

describe('the first administrator', () => {
  it('is one, of fifty who claim the one-time link at once, and nobody afterwards', async () => {
    const database = await openTestDatabase();
    const link = await offerFirstAdministrator();
    const token = link?.split('#')[1] ?? '';
    const claim = (n: number) =>
      claimFirstAdministrator(token, { name: 'Ann', email: `ann${n.toString()}@example.com`, password: PASSWORD });
    expect(
      await codeOf(claimFirstAdministrator('made up', { name: 'Eve', email: 'eve@example.com', password: PASSWORD })),
    ).toBe('first_administrator_closed');
    const codes = await Promise.all(Array.from({ length: 50 }, (_, n) => codeOf(claim(n))));
    expect(codes.sort()).toEqual([...Array<string>(49).fill('first_administrator_closed'), 'not refused']);
    expect(await codeOf(claim(50))).toBe('first_administrator_closed');
    expect(await offerFirstAdministrator()).toBeNull();
    expect(await database.rows('User')).toMatchObject([{ role: 'admin' }]);
  });
});

describe('guessing passwords', () => {
  it('reaches the hash ten times a minute, from wherever, and does not lock the owner out', async () => {
    const database = await openTestDatabase();
    await createAccount(admin, { email: 'ann@example.com', name: 'Ann', role: 'viewer', password: PASSWORD });
    const [, device = ''] = await trySignIn('ann@example.com', PASSWORD, '192.0.2.1');
    const guess = (address: string) => trySignIn('ann@example.com', 'a wrong one', address);

    // From one IPv6 network, whose owner has all its addresses.
    const sameNetwork = await inTurn(30, (n) => guess(`2001:db8:1:2::${n.toString(16)}`));
    expect(sameNetwork.filter(([code]) => code === 'sign_in_refused')).toHaveLength(10);
    // From everywhere: these share the account's count, which is spent.
    expect((await inTurn(20, (n) => guess(`198.51.100.${n.toString()}`))).flat()).not.toContain('sign_in_refused');
    expect((await inTurn(3, () => trySignIn('ann@example.com', PASSWORD, '203.0.113.9'))).flat()).not.toContain('ok');
    // The owner at the usual place, and on the usual device elsewhere.
    expect(await trySignIn('ann@example.com', PASSWORD, '192.0.2.1')).toContain('ok');
    expect(await trySignIn('ann@example.com', PASSWORD, '203.0.113.9', device.split(';')[0])).toContain('ok');
    expect(await trySignIn('ann@example.com', PASSWORD, '203.0.113.10', 'inlet-device=made.up')).not.toContain('ok');

    // The count is in the database, and nobody can read from it whom it is about.
    const limits = JSON.stringify(await database.rows('Limit'));
    expect(limits).not.toMatch(/ann|2001|192\.0/);
    const entries = (await listAudit(admin, { before: null, limit: 200, action: 'sign-in' })).items;
    expect(entries.filter(({ outcome }) => outcome === 'too-often').length).toBeLessThan(25);
    expect(JSON.stringify(entries)).not.toContain('a wrong one');
  });

  it('is counted over for everybody a minute later, together with what others do at the same moment', async () => {
    const database = await openTestDatabase();
    const rate = { most: 10, windowMs: 60_000 };
    const now = new Date();
    const take = (at: Date) => database.write((tx) => takeFromLimit(tx, 'key', rate, at));
    const taken = await Promise.all(Array.from({ length: 40 }, () => take(now)));
    expect(taken.filter((refused) => refused === null)).toHaveLength(10);
    expect(taken.filter((refused) => refused?.first)).toHaveLength(1);
    expect(await take(new Date(now.getTime() + 59_999))).not.toBeNull();
    expect(await take(new Date(now.getTime() + 60_000))).toBeNull();
    expect(networkOf('2001:db8::1:2:3:4:5')).toBe('2001:db8:0:1');
    expect(networkOf('2001:0db8:0:1:ffff:ffff:ffff:ffff')).toBe('2001:db8:0:1');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
  });
});

describe('an API token', () => {
  it('is kept as a hash, does no more than its maker may, expires, and is told when it asks too often', async () => {
    const database = await openTestDatabase();
    const maker = await createAccount(admin, { email: 'm@example.com', name: 'M', role: 'admin', password: PASSWORD });
    await createAccount(admin, { email: 'n@example.com', name: 'N', role: 'admin', password: PASSWORD });
    const make = (wanted: object) =>
      makeToken({ ...admin, userId: maker.id }, newToken.parse({ name: 'Shop', expiresAt: null, ...wanted }));
    const { token } = await make({ scope: 'operate' });
    const headers = new Headers({ authorization: `Bearer ${token}` });
    expect(await callerOf(headers)).toMatchObject({ role: 'operator', email: 'Shop', scope: 'all' });
    expect(JSON.stringify(await database.rows('ApiToken'))).not.toContain(token);

    await changeAccount(admin, maker.id, accountChange.parse({ role: 'viewer', numbers: [] }));
    expect(await callerOf(headers)).toMatchObject({ role: 'viewer', scope: [] });
    const asked: string[] = [];
    // A share of the minute's 600 is taken at a time: some of the first are let in, and none of the last.
    for (let hundred = 0; hundred < 7; hundred += 1)
      asked.push(...(await Promise.all(Array.from({ length: 100 }, () => codeOf(callerOf(headers))))));
    expect(asked[0]).toBe('not refused');
    expect(asked.at(-1)).toBe('too_often');
    await changeAccount(admin, maker.id, { banned: true });
    expect(await codeOf(callerOf(headers))).toBe('unauthenticated');

    await changeAccount(admin, maker.id, { banned: false });
    // One that is limited sees what both it and its maker see.
    await deliverTo(
      database,
      ['+31200000001', '+31200000002', '+31200000003'].map((to) => mo({ to })),
    );
    const numbers = (await database.rows('BusinessNumber')).map((row) => String(row.id));
    const [one = '', two = '', three = ''] = numbers;
    await changeAccount(admin, maker.id, accountChange.parse({ role: 'admin' }));
    const limited = await make({ scope: 'read', numbers: [one, two] });
    const as = new Headers({ authorization: `Bearer ${limited.token}` });
    expect(await callerOf(as)).toMatchObject({ role: 'viewer', scope: [Number(one), Number(two)] });
    await changeAccount(admin, maker.id, accountChange.parse({ role: 'operator', numbers: [two, three] }));
    expect(await callerOf(as)).toMatchObject({ role: 'viewer', scope: [Number(two)] });
    await changeAccount(admin, maker.id, accountChange.parse({ numbers: [] }));
    expect(await callerOf(as)).toMatchObject({ scope: [] });
    await changeAccount(admin, maker.id, accountChange.parse({ role: 'admin', numbers: 'all' }));

    expect(await codeOf(make({ scope: 'read', expiresAt: '2020-01-01T00:00:00Z' }))).toBe('invalid_request');
    expect(await codeOf(make({ scope: 'admin', numbers: ['1'] }))).toBe('invalid_request');
  });
});

describe('a role', () => {
  it('may do what this table says, and nothing else', () => {
    const people = ['viewer', 'operator', 'admin'];
    const expected: Record<Permission, string[]> = {
      'inbox.read': people,
      'webhook.see': ['admin'],
      'conversation.mark': ['operator', 'admin'],
      'conversation.handle': ['operator', 'admin'],
      'customer.declare': ['operator', 'admin'],
      'media.delete': ['operator', 'admin'],
      'media.retry': ['operator', 'admin'],
      'media.space': ['admin'],
      'samples.send': ['operator', 'admin'],
      'samples.remove': ['admin'],
      'problem.read': ['admin'],
      'problem.replay': ['admin'],
      'settings.change': ['admin'],
      'customer.block': ['operator', 'admin'],
      'accounts.manage': ['admin'],
      'tokens.manage': ['admin'],
      'audit.read': ['admin'],
      'metrics.read': ['admin', 'metrics'],
    };
    const allowed = (permission: Permission) =>
      ([...roles, 'metrics'] as const).filter((role) => may(callerWith(role), permission));
    const names = Object.keys(expected).filter((name): name is Permission => name in expected);
    expect(Object.fromEntries(names.map((name) => [name, allowed(name)]))).toEqual(expected);
  });
});

describe('a blocked customer', () => {
  it('is kept, and left out of lists, counts and search until let in again', async () => {
    const database = await openTestDatabase();
    const told = [mo({ number: '+31611111111', name: 'Loud', text: 'marker' }), mo({ text: 'marker too' })];
    await deliverTo(database, told);
    const operator = callerWith('operator');
    const loud = (await listConversations(operator, { q: 'Loud' })).items[0];
    await blockCustomer(operator, Number(loud?.id), true);
    await deliverTo(database, [mo({ number: '+31611111111', name: 'Loud', text: 'marker again' })]);

    expect((await listConversations(operator)).items.map(({ customer }) => customer.name)).toEqual(['Demo']);
    expect((await searchInbox(operator, { q: 'marker' })).items).toHaveLength(1);
    expect((await countViews(operator)).unread).toBe(1);
    expect((await listConversations(operator, { view: 'blocked' })).items).toMatchObject([
      { id: loud?.id, customer: { name: 'Loud', blocked: true } },
    ]);
    expect((await readThread(operator, loud?.id ?? '')).items).toHaveLength(2);
    await blockCustomer(operator, Number(loud?.id), false);
    expect((await searchInbox(operator, { q: 'marker' })).items).toHaveLength(3);
    expect(await codeOf(blockCustomer(callerWith('viewer'), Number(loud?.id), true))).toBe('forbidden');
    expect(await codeOf(blockCustomer(callerWith('operator', []), Number(loud?.id), true))).toBe(
      'conversation_not_found',
    );
  });
});

async function inTurn<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 1; index <= count; index += 1) results.push(await work(index));
  return results;
}
