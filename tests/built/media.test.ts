import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '@/lib/messages/message';
import { newCustomer } from '../support/customer';
import { filesHolding } from '../support/files-holding';
import { hostileFiles } from '../support/hostile-files';
import { mediaMo } from '../support/media-mo';
import { mo } from '../support/mo';
import { signIn, signInAs, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';
import { startStubCdn, type DeleteAnswer, type StubCdn } from '../support/start-stub-cdn';
import { pdf, png } from '../support/tiny-files';

let cdn: StubCdn;
let inlet: Inlet;
let api: Api;
beforeAll(async () => {
  cdn = await startStubCdn();
  inlet = await startInlet({ env: { MEDIA_ORIGINS: cdn.origins.join(',') } });
  api = await signIn(inlet);
});
afterAll(async () => {
  await inlet.remove();
  await cdn.stop();
});
beforeEach(() => {
  cdn.requests.length = 0;
  cdn.answerDeletesWith(204);
});

describe('a file', () => {
  it('is copied at arrival and served from here, as it is', async () => {
    const { mediaId } = await arrived({ url: cdn.put(1, png), title: 'served.png' });
    const response = await api.ask('GET', `/api/media/${mediaId}`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png.bytes);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/sandbox|default-src 'none'/);
  });

  it('is served in parts', async () => {
    const { mediaId } = await arrived({ url: cdn.put(1, png), title: 'in-parts.png' });
    const response = await api.ask('GET', `/api/media/${mediaId}`, undefined, { range: 'bytes=1-3' });
    expect(response.status).toBe(206);
    expect(await response.text()).toBe('PNG');
    expect(response.headers.get('content-range')).toBe(`bytes 1-3/${png.bytes.length}`);
  });

  it('never tells the browser where it came from', async () => {
    const url = cdn.put(2, png);
    const { message } = await arrived({ url, title: 'secret-place.png' });
    const key = path.basename(url);
    expect(JSON.stringify(message)).not.toContain(key);
    const source = await (await api.ask('GET', `/api/messages/${message.id}/source`)).text();
    expect(source).toContain('secret-place.png');
    expect(source).not.toContain(key);
    expect(inlet.output()).not.toContain(key);
  });

  it('is not asked for when it lies on another server', async () => {
    const stranger = await startStubCdn();
    const message = await delivered({ url: stranger.put(0, png), title: 'elsewhere.png' });
    expect(message.content).toMatchObject({ state: 'blocked' });
    expect(stranger.requests).toEqual([]);
    expect((await api.ask('DELETE', `/api/media/${mediaIdOf(message)}`)).status).toBe(409);
    expect(stranger.requests).toEqual([]);
    await stranger.stop();
  });

  it('is not served as a page, whatever it claims to be', async () => {
    const html = { bytes: Buffer.from('<script>alert(1)</script>'), contentType: 'text/html' };
    const { mediaId } = await arrived({
      url: cdn.put(0, html),
      contentType: 'text/html',
      title: 'page.html',
      type: 'document',
    });
    const response = await api.ask('GET', `/api/media/${mediaId}`);
    expect(response.headers.get('content-type')).not.toMatch(/html|xml|javascript/);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
  });
});

it(`serves ${hostileFiles.length} files that would run something as what they are, or for saving only`, async () => {
  const customer = newCustomer('Mallory Hostile');
  await inlet.deliver(
    hostileFiles.map((file) =>
      mediaMo({
        ...customer,
        url: cdn.put(2, file),
        contentType: file.contentType,
        title: file.name,
        type: file.messageType,
      }),
    ),
  );
  const theirs = async () => {
    const [conversation] = await api.conversations(`q=${encodeURIComponent(customer.name)}`);
    return (await api.messages(conversation?.id ?? '')).flatMap(({ kind, content }) => {
      const file = kind === 'media' ? hostileFiles.find(({ name }) => name === content?.title) : undefined;
      return kind === 'media' && content && file ? [{ ...content, ...file }] : [];
    });
  };
  const states = async () => (await theirs()).map(({ state }) => state);
  await expect.poll(states, { timeout: 60_000 }).toEqual(hostileFiles.map(() => 'stored'));

  for (const { mediaId, name, bytes, shown } of await theirs()) {
    const response = await api.ask('GET', `/api/media/${mediaId}`);
    expect(Buffer.from(await response.arrayBuffer()), name).toEqual(bytes);
    const header = (of: string) => response.headers.get(of) ?? '';
    expect(header('content-type'), name).toBe(shown ?? 'application/octet-stream');
    expect(header('content-disposition').split(';')[0], name).toBe(shown === null ? 'attachment' : 'inline');
    const policy = header('content-security-policy').split(/;\s*/);
    expect(policy, name).toEqual(expect.arrayContaining(['sandbox', "default-src 'none'"]));
    expect(
      policy.filter((rule) => rule.startsWith('script-src')),
      name,
    ).toEqual([]);
    expect(header('x-content-type-options'), name).toBe('nosniff');
    expect(header('cache-control'), name).toBe('private, no-store');
    expect(header('cross-origin-resource-policy'), name).toBe('same-origin');
    const saved = await api.ask('GET', `/api/media/${mediaId}?download`);
    expect(saved.headers.get('content-disposition'), name).toMatch(/^attachment/);
    await saved.body?.cancel();
  }
});

describe('deleting a file', () => {
  it('sends one DELETE to the exact address, on 204 removes it here too, and never sends another', async () => {
    const url = cdn.put(1, pdf);
    const { mediaId, message } = await arrived({
      url,
      title: 'once.pdf',
      contentType: 'application/pdf',
      type: 'document',
    });
    expect(filesHolding(inlet.dataDir, 'Belegstuk-8842')).toHaveLength(1);
    cdn.requests.length = 0;

    const response = await api.ask('DELETE', `/api/media/${mediaId}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ outcome: 'deleted' });
    expect(cdn.requests).toEqual([{ method: 'DELETE', origin: new URL(url).origin, path: new URL(url).pathname }]);
    expect(cdn.has(url)).toBe(false);
    expect(filesHolding(inlet.dataDir, 'Belegstuk-8842')).toEqual([]);
    expect(filesHolding(inlet.dataDir, path.basename(url)).filter((file) => !file.startsWith('inlet.db'))).toEqual([]);

    const gone = await api.ask('GET', `/api/media/${mediaId}`);
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ code: 'media_deleted' });
    expect((await again(message)).content).toMatchObject({ state: 'deleted' });

    const twice = await api.ask('DELETE', `/api/media/${mediaId}`);
    expect(await twice.json()).toEqual({ outcome: 'already-gone' });
    expect(cdn.requests).toHaveLength(1);
  });

  it.each<DeleteAnswer>([404, 410])('takes %s for already gone', async (answer) => {
    const { mediaId, message } = await arrived({ url: cdn.put(0, png), title: `gone-${answer}.png` });
    cdn.answerDeletesWith(answer);
    const response = await api.ask('DELETE', `/api/media/${mediaId}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ outcome: 'already-gone' });
    expect((await again(message)).content).toMatchObject({ state: 'deleted' });
  });

  it.each<DeleteAnswer>([403, 500, 'redirect'])(
    'claims nothing when the server answers %s, and can be tried again',
    async (answer) => {
      const { mediaId, message } = await arrived({ url: cdn.put(2, png), title: `refused-${answer}.png` });
      cdn.answerDeletesWith(answer);
      cdn.requests.length = 0;
      const response = await api.ask('DELETE', `/api/media/${mediaId}`);
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({ code: 'media_delete_unconfirmed' });
      expect(cdn.requests).toHaveLength(1);
      expect((await again(message)).content).toMatchObject({ state: 'stored' });
      expect((await api.ask('GET', `/api/media/${mediaId}`)).status).toBe(200);

      cdn.answerDeletesWith(204);
      expect(await (await api.ask('DELETE', `/api/media/${mediaId}`)).json()).toEqual({ outcome: 'deleted' });
    },
  );

  it('refuses a second one while the first is under way', async () => {
    const { mediaId } = await arrived({ url: cdn.put(0, png), title: 'slow.png' });
    cdn.answerDeletesWith('hang');
    cdn.requests.length = 0;
    const first = api.ask('DELETE', `/api/media/${mediaId}`);
    await expect.poll(() => cdn.requests.length).toBe(1);
    expect((await api.ask('DELETE', `/api/media/${mediaId}`)).status).toBe(409);
    cdn.cutHanging();
    expect((await first).status).toBe(502);
    expect(cdn.requests).toHaveLength(1);
  });

  it('never touches the same file of another message', async () => {
    const url = cdn.put(1, png);
    const one = await arrived({ url, title: 'one.png' });
    const other = await arrived({ url, title: 'other.png' });
    expect(await (await api.ask('DELETE', `/api/media/${one.mediaId}`)).json()).toEqual({ outcome: 'deleted' });
    expect((await api.ask('GET', `/api/media/${other.mediaId}`)).status).toBe(200);
  });

  it('is not for a viewer, nor for a page of somebody else, nor without a session', async () => {
    const { mediaId } = await arrived({ url: cdn.put(0, png), title: 'guarded.png' });
    cdn.requests.length = 0;
    const viewer = await signInAs(inlet, 'viewer');
    expect((await viewer.ask('DELETE', `/api/media/${mediaId}`)).status).toBe(403);
    const path = `/api/media/${mediaId}`;
    expect((await api.ask('DELETE', path, undefined, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await api.ask('DELETE', path, undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await fetch(new URL(path, inlet.url), { method: 'DELETE' })).status).toBe(401);
    expect(cdn.requests).toEqual([]);
  });
});

describe('a deletion notice for a message with a file', () => {
  it('deletes the copy here and the file at its server', async () => {
    const url = cdn.put(2, { ...pdf, bytes: Buffer.from(`${pdf.bytes.toString()}% Kwijtwoord-5519\n`) });
    const reference = 'wamid.with-a-file';
    await arrived({ url, reference, title: 'regretted.pdf', contentType: 'application/pdf', type: 'document' });
    expect(filesHolding(inlet.dataDir, 'Kwijtwoord-5519')).toHaveLength(1);
    await inlet.deliver(mo({ text: '', custom: { deletedMessage: reference } }));
    await expect.poll(() => cdn.has(url)).toBe(false);
    await expect.poll(() => filesHolding(inlet.dataDir, 'Kwijtwoord-5519')).toEqual([]);
    await expect.poll(() => filesHolding(inlet.dataDir, 'regretted.pdf')).toEqual([]);
    await expect.poll(() => filesHolding(inlet.dataDir, path.basename(url))).toEqual([]);
  });

  it('deletes it at its server also when it comes before the message', async () => {
    const url = cdn.put(0, png);
    await inlet.deliver(mo({ text: '', custom: { deletedMessage: 'wamid.file-comes-late' } }));
    await inlet.deliver(mediaMo({ url, reference: 'wamid.file-comes-late', title: 'late.png' }));
    await expect.poll(async () => (await api.allMessages()).filter(({ erasedAt }) => erasedAt !== null).length).toBe(2);
    await expect.poll(() => filesHolding(inlet.dataDir, path.basename(url))).toEqual([]);
  });
});

it('leaves no half-written copies', () => {
  const copies = readdirSync(path.join(inlet.dataDir, 'media'), { recursive: true, encoding: 'utf8' });
  expect(copies.filter((file) => file.endsWith('.part'))).toEqual([]);
});

async function delivered(options: Parameters<typeof mediaMo>[0] & { title: string }): Promise<Message> {
  await inlet.deliver(mediaMo(options));
  const find = async () =>
    (await api.allMessages()).find((message) => JSON.stringify(message.content).includes(options.title));
  await expect.poll(find).toBeDefined();
  const message = await find();
  if (!message) throw new Error('The message is gone again.');
  return message;
}

async function arrived(options: Parameters<typeof mediaMo>[0] & { title: string }) {
  const message = await delivered(options);
  await expect.poll(async () => (await again(message)).content).toMatchObject({ state: 'stored' });
  return { message, mediaId: mediaIdOf(message) };
}

async function again(message: Message): Promise<Message> {
  const found = (await api.messages(message.conversationId)).find(({ id }) => id === message.id);
  if (!found) throw new Error('The message is gone.');
  return found;
}

function mediaIdOf(message: Message): string {
  return message.kind === 'media' && message.content ? message.content.mediaId : '';
}
