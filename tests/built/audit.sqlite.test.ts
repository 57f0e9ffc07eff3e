import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { mo } from '../support/mo';
import { rights } from '../support/rights';
import { signIn, signInAs, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';
import { startStubCdn, type StubCdn } from '../support/start-stub-cdn';

/** In every name, text and label: none of it may be in the log. */
const MARKER = 'what-only-the-inbox-may-hold';
const PASSWORD = 'another password of good length';

/** What a change answers with, as far as the next one needs it. */
const made = z.looseObject({ id: z.string().default(''), link: z.string().default('') });

type Asked = { id?: string | undefined; body?: unknown; as?: Api };

let cdn: StubCdn;
let inlet: Inlet;
let admin: Api;
let operator: Api;
let viewer: Awaited<ReturnType<typeof signInAs>>;
beforeAll(async () => {
  cdn = await startStubCdn();
  // With the secret in a file, which can be replaced.
  inlet = await startInlet({ env: { MEDIA_ORIGINS: cdn.origins.join(','), WEBHOOK_SECRET: '' } });
  admin = await signIn(inlet);
  operator = await signInAs(inlet, 'operator');
  viewer = await signInAs(inlet, 'viewer');

  const shown: unknown = await (await admin.ask('POST', '/api/webhook/address')).json();
  const [address] = z.object({ addresses: z.tuple([z.string()]) }).parse(shown).addresses;
  const deliver = (body: unknown) => fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const file = () => ({ mediaUri: cdn.put(0, { bytes: Buffer.from('a file'), contentType: 'image/jpeg' }) });
  const media = () => ({ ...file(), contentType: 'image/jpeg', title: MARKER });
  cdn.answerGetsWith(410);
  await deliver(mo({ name: MARKER, text: MARKER }));
  await deliver(mo({ name: MARKER, text: '', media: media() }));
  await deliver(mo({ name: MARKER, text: '', media: media() }));
  await deliver(mo({ name: MARKER, custom: { contacts: [{ name: { formatted_name: MARKER } }] } }));
  await deliver(mo({ name: 'Somebody else', number: '+31687654321', text: MARKER }));
  await deliver({ not: 'a message' });
  await deliver({ nor: 'this' });
  await vi.waitUntil(async () => (await mediaMessages()).filter(({ state }) => state === 'unavailable').length === 2, {
    timeout: 30_000,
  });
});
afterAll(async () => {
  await inlet.remove();
  await cdn.stop();
});

async function mediaMessages() {
  return (await admin.allMessages()).flatMap(({ content }) =>
    content !== null && 'mediaId' in content ? [content] : [],
  );
}

it('each change is one entry that names who did it and nothing of what customers wrote', async () => {
  const entries = z.array(z.object({ id: z.number(), who: z.string().nullable(), action: z.string() }));
  const logOf = async () => entries.parse(await inlet.rows('AuditEntry')).filter(({ who }) => who !== null);
  const done = new Set<string>();
  let seen = (await logOf()).length;

  /** Does something once, and compares what the log says of it. */
  async function does(route: string, entries: string[], { id = '', body, as = admin }: Asked = {}) {
    const [method = '', path = ''] = route.split(' ');
    const answer = await as.ask(method, path.replace('[id]', id).replace('[index]', '0'), body);
    const text = await answer.text();
    expect(answer.ok, `${route}: ${answer.status.toString()} ${text}`).toBe(true);
    const added = async () => (await logOf()).slice(seen).map(({ action }) => action);
    await expect.poll(added, { message: route }).toEqual(entries);
    seen += entries.length;
    done.add(route);
    return made.parse(text.startsWith('{') ? JSON.parse(text) : {});
  }

  const conversations = await admin.conversations();
  const [mine, others] = [MARKER, 'Somebody else'].map((name) =>
    conversations.find(({ customer }) => customer.name === name),
  );
  const id = mine?.id;
  const [text] = await admin.messages(id ?? '');
  const [photo, second] = await mediaMessages();

  const message = { id, body: { messageId: text?.id }, as: operator };
  await does('POST /api/conversations/[id]/read', ['conversation.read'], message);
  await does('POST /api/conversations/[id]/unread', ['conversation.marked-unread'], message);
  await does('POST /api/conversations/[id]/done', ['conversation.done'], { id, body: {}, as: operator });
  await does('POST /api/conversations/[id]/handled', ['conversation.handled'], { id, as: operator });
  await does('POST /api/conversations/[id]/block', ['customer.blocked'], { id, as: operator });
  await does('DELETE /api/conversations/[id]/block', ['customer.unblocked'], { id, as: operator });
  const same = { customerId: others?.customer.id };
  await does('POST /api/conversations/[id]/declarations', ['customer.declared'], { id, body: same, as: operator });
  const [declaration] = await inlet.rows('Declaration');
  await does('DELETE /api/declarations/[id]', ['customer.declaration-undone'], {
    id: String(declaration?.id),
    as: operator,
  });

  await does('POST /api/media/[id]/retry', ['media.retried'], { id: photo?.mediaId, as: operator });
  await does('DELETE /api/media/[id]', ['media.delete-requested', 'media.delete'], {
    id: photo?.mediaId,
    as: operator,
  });
  const several = { ids: [second?.mediaId] };
  await does('POST /api/media/delete', ['media.delete-requested', 'media.delete'], { body: several, as: operator });
  await does('POST /api/media/sweep', ['media.swept']);
  const contact = (await admin.allMessages()).find(({ kind }) => kind === 'contacts');
  await does('GET /api/messages/[id]/contacts/[index]/vcard', ['exported'], { id: contact?.id });

  const view = await does('POST /api/views', ['view.saved'], {
    body: { name: MARKER, address: `/?q=${MARKER}` },
    as: viewer,
  });
  await does('PATCH /api/views/[id]', ['view.changed'], { id: view.id, body: { name: MARKER }, as: viewer });
  await does('DELETE /api/views/[id]', ['view.removed'], { id: view.id, as: viewer });

  await does('PUT /api/settings', ['settings.delete-on-notice'], { body: { deletesOnNotice: false } });
  const [number] = await inlet.rows('BusinessNumber');
  await does('PATCH /api/business-numbers/[id]', ['business-number.labelled'], {
    id: String(number?.id),
    body: { label: MARKER },
  });
  await does('POST /api/webhook/address', ['webhook.shown']);
  await does('POST /api/webhook/rotation', ['webhook.renewed']);
  await does('DELETE /api/webhook/rotation', ['webhook.retired']);
  const [problem] = z
    .object({ items: z.array(made) })
    .parse(await (await admin.ask('GET', '/api/problems')).json()).items;
  await does('POST /api/problems/[id]/replay', ['problem.replayed'], { id: problem?.id });
  await does('POST /api/problems/replay', ['problems.replayed']);
  await does('POST /api/samples', ['samples.sent']);
  await does('DELETE /api/samples', ['samples.removed']);

  const token = await does('POST /api/tokens', ['token.made'], {
    body: { name: 'Shop', scope: 'read', expiresAt: null },
  });
  await does('DELETE /api/tokens/[id]', ['token.revoked'], { id: token.id });
  const invited = { email: 'new@example.com', name: 'New', role: 'viewer', numbers: 'all' };
  const account = await does('POST /api/accounts', ['account.made'], { body: invited });
  await does('PATCH /api/accounts/[id]', ['account.changed'], { id: account.id, body: { role: 'operator' } });
  const { link } = await does('POST /api/accounts/[id]/password-link', ['account.link-made'], { id: account.id });
  await does('POST /api/password-links/check', [], { body: { token: link.split('#')[1] } });
  await does('POST /api/password-links/claim', ['account.password-chosen'], {
    body: { token: link.split('#')[1], password: PASSWORD },
  });
  await does('DELETE /api/accounts/[id]/sessions', ['account.signed-out'], { id: account.id });
  await does('DELETE /api/accounts/[id]', ['account.deleted'], { id: account.id });

  const another = await signIn(inlet, viewer);
  seen += 1;
  const sessions = z.object({ items: z.array(z.looseObject({ id: z.string(), current: z.boolean() })) });
  const { items } = sessions.parse(await (await viewer.ask('GET', '/api/account/sessions')).json());
  await does('DELETE /api/account/sessions/[id]', ['session.ended'], {
    id: items.find(({ current }) => !current)?.id,
    as: viewer,
  });
  expect((await another.ask('GET', '/api/account')).status).toBe(401);
  const passwords = { current: viewer.password, password: PASSWORD };
  await does('PUT /api/account/password', ['account.password-changed'], { body: passwords, as: viewer });
  await does('DELETE /api/account/sessions', ['account.signed-out'], { as: viewer });

  // The first administrator exists already; tests/access.test.ts has the entry.
  done.add('POST /api/first-administrator');
  const changes = Object.entries(rights).flatMap(([route, methods]) =>
    Object.keys(methods).flatMap((method) => (method === 'GET' ? [] : [`${method} ${route}`])),
  );
  expect(changes.filter((change) => !done.has(change))).toEqual([]);
  const log = JSON.stringify(await inlet.rows('AuditEntry'));
  for (const content of [MARKER, '31612345678', 'fileproxy', PASSWORD]) expect(log).not.toContain(content);
});
