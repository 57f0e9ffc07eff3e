import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Message } from '@/lib/messages/message';
import type { ThreadPage } from '@/lib/messages/page';
import { mo } from '../support/mo';
import { signIn, signInAs, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

let inlet: Inlet;
let api: Api;
beforeAll(async () => {
  inlet = await startInlet();
  api = await signIn(inlet);
});
afterAll(() => inlet.remove());

describe('without a session', () => {
  it.each([
    ['GET', '/api/conversations'],
    ['GET', '/api/conversations/1'],
    ['GET', '/api/conversations/1/messages'],
    ['POST', '/api/conversations/1/read'],
    ['POST', '/api/conversations/1/handled'],
    ['GET', '/api/search?q=a'],
    ['GET', '/api/messages/1/source'],
    ['GET', '/api/media/1'],
    ['DELETE', '/api/media/1'],
    ['GET', '/api/problems'],
    ['GET', '/api/problems/unseen'],
    ['POST', '/api/problems/1/replay'],
    ['POST', '/api/problems/replay'],
    ['GET', '/api/warnings'],
    ['GET', '/api/conversations/1/candidates'],
    ['POST', '/api/conversations/1/declarations'],
    ['DELETE', '/api/declarations/1'],
    ['GET', '/api/live'],
    ['GET', '/api/setup'],
    ['PUT', '/api/settings'],
    ['GET', '/api/accounts'],
    ['POST', '/api/samples'],
    ['DELETE', '/api/samples'],
  ])('%s %s is answered with 401', async (method, path) => {
    const response = await fetch(inlet.url + path, { method });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each(['/', '/conversations/1', '/media', '/places', '/orders', '/problems', '/settings'])(
    'the page %s holds nothing and leads to the sign-in',
    async (path) => {
      await inlet.deliver(mo({ text: 'Not for strangers' }));
      const response = await fetch(inlet.url + path, { redirect: 'manual' });
      const page = await response.text();
      expect(page).not.toContain('Not for strangers');
      expect(response.headers.get('location') ?? page).toContain('/sign-in');
    },
  );

  it('nobody makes an account', async () => {
    const response = await fetch(`${inlet.url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: inlet.url },
      body: JSON.stringify({ email: 'eve@example.com', password: 'let me in please', name: 'Eve' }),
    });
    expect(response.ok).toBe(false);
    await expect(signIn(inlet, { email: 'eve@example.com', password: 'let me in please' })).rejects.toThrow();
  });
});

describe('an error', () => {
  it.each([
    ['PUT', '/api/conversations', 405, 'method_not_allowed'],
    ['POST', '/api/search', 405, 'method_not_allowed'],
    ['GET', '/api/conversations/9999999999', 404, 'conversation_not_found'],
    ['DELETE', '/api/media/9999999999', 404, 'media_not_found'],
    ['GET', '/api/conversations?cursor=9999999999', 400, 'invalid_request'],
    ['GET', '/api/nowhere', 404, 'not_found'],
  ])('of %s %s says what it is', async (method, path, status, code) => {
    const answer = await api.ask(method, path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    const problem: unknown = await answer.json();
    expect(problem).toMatchObject({ status, code });
    expect(problem).toHaveProperty('detail');
  });

  it('in the address of the webhook is that of any unknown path', async () => {
    const post = async (path: string) => (await fetch(inlet.url + path, { method: 'POST', body: '{}' })).text();
    expect(await post('/api/webhooks/cm/%E0%A4%A')).toBe(await post('/api/nowhere'));
  });

  it('is no error of the server for a page that cannot be', async () => {
    expect((await api.ask('GET', '/conversations/9999999999')).status).toBeLessThan(500);
  });
});

describe('a zero character', () => {
  it.each([
    '/api/search?q=a%00b%00',
    '/api/search?q=%22%00%22',
    '/api/search/suggestions?q=%00from:%00',
    '/api/conversations?q=%00',
    '/api/conversations?cursor=%00',
    '/api/conversations/1/find?q=a%00b%00',
    '/api/media?q=a%00',
    '/api/messages?kind=%00',
    '/api/audit?action=%00&userId=%00',
  ])('in GET %s breaks nothing', async (target) => {
    expect((await api.ask('GET', target)).status).toBeLessThan(500);
  });

  it('in what is sent is refused', async () => {
    const view = { name: 'a\0b', address: '/' };
    expect((await api.ask('POST', '/api/views', view)).status).toBe(400);
    const account = { email: 'a\0@example.com', password: 'a password of good length' };
    expect((await api.ask('POST', '/api/auth/sign-in/email', account)).status).toBe(400);
  });
});

describe('a role', () => {
  it('lets a viewer read and change nothing', async () => {
    const viewer = await signInAs(inlet, 'viewer');
    const [conversation] = await viewer.conversations();
    expect(conversation).toBeDefined();
    expect((await viewer.ask('POST', `/api/conversations/${conversation?.id ?? ''}/handled`)).status).toBe(403);
    expect((await viewer.ask('POST', '/api/samples')).status).toBe(403);
    expect((await viewer.ask('GET', '/api/problems')).status).toBe(403);
    const made = { email: 'x@example.com', password: 'a password of good length', name: 'X', role: 'admin' };
    expect((await viewer.ask('POST', '/api/auth/admin/create-user', made)).status).toBe(403);
  });

  it('lets an operator handle chats and not see problems', async () => {
    const operator = await signInAs(inlet, 'operator');
    const [conversation] = await operator.conversations();
    expect((await operator.ask('POST', `/api/conversations/${conversation?.id ?? ''}/handled`)).ok).toBe(true);
    expect((await operator.ask('GET', '/api/problems')).status).toBe(403);
    expect((await operator.ask('GET', '/api/problems/unseen')).status).toBe(403);
  });

  it('shows the webhook secret to an administrator who asks for it, and in no page', async () => {
    const viewer = await signInAs(inlet, 'viewer').catch(() =>
      signIn(inlet, { email: 'viewer@example.com', password: 'a password of good length' }),
    );
    const secret = new URL(inlet.webhookUrl).pathname.split('/').at(-1) ?? '';
    for (const path of ['/', '/settings', '/api/setup']) {
      for (const { ask } of [viewer, api]) expect(await (await ask('GET', path)).text()).not.toContain(secret);
    }
    expect((await viewer.ask('POST', '/api/webhook/address')).status).toBe(403);
    expect(await (await api.ask('POST', '/api/webhook/address')).text()).toContain(secret);
    expect((await inlet.rows('AuditEntry')).filter(({ action }) => action === 'webhook.shown')).toHaveLength(1);
    // Once, by the first start, which tells whoever installs it.
    expect(inlet.output().split(secret)).toHaveLength(2);
  });
});

describe('a thread', () => {
  const page = z.custom<ThreadPage<Message>>();
  const count = 25;
  let id: string;
  beforeAll(async () => {
    const told = Array.from({ length: count }, (_, index) =>
      // Several in one second, and in an order of arrival that is not that of sending.
      mo({
        number: '+31600000099',
        name: 'Thea Thread',
        text: `${index}`,
        timeUtc: `2024-05-06T10:00:${String((index * 7) % 10).padStart(2, '0')}`,
      }),
    );
    await inlet.deliver(told);
    const find = async () => (await api.conversations()).find(({ customer }) => customer.name === 'Thea Thread');
    await vi.waitFor(async () => expect(await find()).toBeDefined(), { timeout: 10_000 });
    id = (await find())?.id ?? '';
  });
  const read = async (query: string) =>
    page.parse(await (await api.ask('GET', `/api/conversations/${id}/messages?${query}`)).json());

  it('gives every message exactly once, following nextCursor to its end', async () => {
    const seen: Message[] = [];
    let cursor: string | null = null;
    do {
      const got: ThreadPage<Message> = await read(
        `limit=4${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.unshift(...got.items);
      cursor = got.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(count);
    expect(new Set(seen.map((message) => message.id)).size).toBe(count);
    const sent = seen.map(({ sentAt }) => sentAt);
    expect(sent).toEqual(sent.toSorted());
  });

  it('centres on a message and leads from there both ways', async () => {
    const all = (await read('limit=200')).items;
    const middle = all[12];
    const around = await read(`limit=5&around=${middle?.id ?? ''}`);
    expect(around.items.map((message) => message.id)).toEqual(all.slice(10, 15).map((message) => message.id));
    const older = await read(`limit=5&before=${encodeURIComponent(around.nextCursor ?? '')}`);
    expect(older.items.map((message) => message.id)).toEqual(all.slice(5, 10).map((message) => message.id));
    const newer = await read(`limit=5&after=${encodeURIComponent(around.previousCursor ?? '')}`);
    expect(newer.items.map((message) => message.id)).toEqual(all.slice(15, 20).map((message) => message.id));
  });

  it('lies in the days of whoever asks, in the list, in a search and in itself', async () => {
    // On Kiritimati that day began just when these were sent.
    const q = 'from:thea after:2024-05-07';
    const foundIn = async (zone: string) => {
      const search = new URLSearchParams({ q, zone, limit: '200' }).toString();
      const all = await api.ask('GET', `/api/search?${search}`);
      const inside = await api.ask('GET', `/api/conversations/${id}/find?${search}`);
      return {
        all: z.object({ items: z.array(z.unknown()) }).parse(await all.json()).items.length,
        inside: z.object({ messageIds: z.array(z.unknown()) }).parse(await inside.json()).messageIds.length,
        listed: (await api.conversations(`q=thea&after=2024-05-07&zone=${zone}`)).length,
      };
    };
    expect(await foundIn('Pacific/Kiritimati')).toEqual({ all: count, inside: count, listed: 1 });
    expect(await foundIn('UTC')).toEqual({ all: 0, inside: 0, listed: 0 });
  });

  it('is searched with a query of any length, and what is not read gets a hint', async () => {
    const q = 'long '.repeat(500);
    for (const path of ['/api/conversations', '/api/search/suggestions', `/api/conversations/${id}/find`])
      expect((await api.ask('GET', `${path}?q=${q}`)).status).toBe(200);
    const found = await api.ask('GET', `/api/search?q=${q}`);
    expect(await found.json()).toMatchObject({ hints: [{ code: 'tooLong' }] });
  });

  it('counts as unread what arrived after the mark, for each user alone', async () => {
    const all = (await read('limit=200')).items.toSorted((one, other) => Number(one.id) - Number(other.id));
    const unreadOf = async (who: Api) =>
      (await who.conversations()).find((conversation) => conversation.id === id)?.unread;
    expect(await unreadOf(api)).toBe(count);
    await api.ask('POST', `/api/conversations/${id}/read`, { messageId: all[9]?.id });
    expect(await unreadOf(api)).toBe(count - 10);
    await api.ask('POST', `/api/conversations/${id}/read`, { messageId: all[3]?.id });
    expect(await unreadOf(api)).toBe(count - 10);
    const other = await signIn(inlet, { email: 'operator@example.com', password: 'a password of good length' });
    expect(await unreadOf(other)).toBe(count);
  });
});

describe('the live stream', () => {
  it('tells each change with its id, and after a break what was missed', async () => {
    const first = await listen();
    await first.until(/hello/);
    await inlet.deliver(mo({ text: 'While listening', number: '+31600000001' }));
    const told = await first.until(/"type":"message"/);
    const lastId = [...told.matchAll(/^id: ?(\d+)$/gm)].at(-1)?.[1] ?? '';
    expect(lastId).not.toBe('');
    first.close();

    await inlet.deliver(mo({ text: 'While away', number: '+31600000001' }));
    await expect.poll(async () => (await api.allMessages()).some(({ text }) => text === 'While away')).toBe(true);
    const second = await listen(lastId);
    const missed = await second.until(/"type":"message"/);
    expect(missed).toMatch(/"messageId":"\d+"/);
    expect(missed).not.toMatch(/While away|31600000001/);
    second.close();
  });

  it('says reset to who was away too long', async () => {
    const stream = await listen('99999999');
    expect(await stream.until(/"type":"reset"/)).toMatch(/^event: ?change$/m);
    stream.close();
  });

  async function listen(lastEventId?: string) {
    const abort = new AbortController();
    const response = await fetch(`${inlet.url}/api/live`, {
      headers: { cookie: api.cookie, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) },
      signal: abort.signal,
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      until: async (pattern: RegExp) => {
        while (!pattern.test(text)) {
          const chunk = await reader?.read();
          if (chunk?.value === undefined) throw new Error(`The stream ended after: ${text}`);
          text += chunk.value;
        }
        return text;
      },
      close: () => abort.abort(),
    };
  }
});

describe('joining customers', () => {
  it('makes one conversation of two when one message names both, and both ids go on answering', async () => {
    const to = '+31209998877';
    const withUser = (userId: string, number: string) => ({ number, name: 'Jo Joined', userId });
    await inlet.deliver({ ...mo({ to, text: 'by number' }), from: { number: '+31600000055', name: 'Jo Joined' } });
    await inlet.deliver({ ...mo({ to, text: 'by user id' }), from: withUser('NL.13491208655302741918', '') });
    const mine = async () => (await api.conversations()).filter(({ customer }) => customer.name === 'Jo Joined');
    await expect.poll(async () => (await mine()).length).toBe(2);
    const ids = (await mine()).map(({ id }) => id);
    await inlet.deliver({ ...mo({ to, text: 'by both' }), from: withUser('NL.13491208655302741918', '+31600000055') });
    await expect.poll(async () => (await mine()).length).toBe(1);
    const [joined] = await mine();
    for (const id of ids) {
      const answer = z
        .object({ id: z.string() })
        .parse(await (await api.ask('GET', `/api/conversations/${id}`)).json());
      expect(answer.id).toBe(joined?.id);
      expect((await api.messages(id)).map(({ text }) => text).sort()).toEqual(['by both', 'by number', 'by user id']);
    }
  });
});
