import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '@/lib/messages/message';
import { mediaMo } from '../support/media-mo';
import { signIn } from '../support/sign-in';
import { startCloggedServer, type CloggedServer } from '../support/start-clogged-server';
import { startInlet, type Inlet } from '../support/start-inlet';
import { startStubCdn, type StubCdn } from '../support/start-stub-cdn';
import { png } from '../support/tiny-files';

let cdn: StubCdn;
let clogged: CloggedServer;
let inlet: Inlet;
beforeAll(async () => {
  cdn = await startStubCdn();
  clogged = await startCloggedServer();
  inlet = await start();
});
afterAll(async () => {
  await inlet.remove();
  await cdn.stop();
  await clogged.stop();
});

const start = (dataDir?: string) =>
  startInlet({
    env: { MEDIA_ORIGINS: [...cdn.origins, clogged.origin].join(',') },
    ...(dataDir !== undefined && { dataDir }),
  });

it('a deletion that kill -9 cuts off anywhere between its row and its answer is settled after the next start', async () => {
  const urls = {
    'before the wire': `${clogged.origin}/fileproxy/files/before-the-wire`,
    'before the wire, of several': `${clogged.origin}/fileproxy/files/of-several`,
    'on the wire': cdn.put(0, png),
    'done and not answered': cdn.put(1, png),
    'answered and maybe not recorded': cdn.put(2, png),
    'asked of nobody': cdn.put(2, png),
  };
  const names = Object.keys(urls);
  await inlet.deliver(Object.entries(urls).map(([title, url]) => mediaMo({ url, title })));
  await expect
    .poll(async () => states(await mediaNow(inlet)))
    .toMatchObject({ 'on the wire': 'stored', 'asked of nobody': 'stored' });
  const ids = new Map((await mediaNow(inlet)).map(({ mediaId, title }) => [title, mediaId]));
  expect([...ids.keys()].sort()).toEqual([...names].sort());

  cdn.answerDeletesWith('hang', 0);
  cdn.answerDeletesWith('lost', 1);
  const api = await signIn(inlet);
  const ask = (title: string) => api.ask('DELETE', `/api/media/${ids.get(title) ?? ''}`).catch(() => undefined);
  const cutOff = [ask('before the wire'), ask('on the wire'), ask('done and not answered')];
  await api.ask('POST', '/api/media/delete', { ids: [ids.get('before the wire, of several')] });
  const deletions = () => cdn.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  await expect.poll(() => deletions().length).toBe(2);
  await expect
    .poll(async () => (await underWay(inlet)).sort())
    .toEqual(['before the wire', 'before the wire, of several', 'done and not answered', 'on the wire'].sort());
  cutOff.push(ask('answered and maybe not recorded'));
  await expect.poll(() => cdn.has(urls['answered and maybe not recorded']), { interval: 1 }).toBe(false);
  await inlet.kill();
  await Promise.all(cutOff);

  // What was asked for stands on the disk, and nothing is called deleted that nobody has confirmed.
  const left = await inlet.rows('Media');
  const claimed = left.filter(({ state }) => state === 'deleted').map(({ title }) => title);
  expect(claimed.filter((title) => title !== 'answered and maybe not recorded')).toEqual([]);
  expect(left.filter(({ deletingSince }) => deletingSince !== null).length).toBeGreaterThanOrEqual(4);
  expect(clogged.requests).toEqual([]);
  expect(cdn.has(urls['on the wire'])).toBe(true);

  cdn.cutHanging();
  cdn.answerDeletesWith(204);
  clogged.open();
  inlet = await start(inlet.dataDir);
  const settled = Object.fromEntries(names.map((name) => [name, name === 'asked of nobody' ? 'stored' : 'deleted']));
  await expect.poll(async () => states(await mediaNow(inlet)), { timeout: 30_000 }).toEqual(settled);
  expect(clogged.requests.filter((request) => request.startsWith('DELETE')).sort()).toEqual([
    'DELETE /fileproxy/files/before-the-wire',
    'DELETE /fileproxy/files/of-several',
  ]);
  const asked = (url: string) => deletions().filter((path) => url.endsWith(path)).length;
  expect(asked(urls['on the wire'])).toBe(2);
  expect(asked(urls['done and not answered'])).toBe(2);
  expect(asked(urls['answered and maybe not recorded'])).toBeLessThanOrEqual(2);
  expect(asked(urls['asked of nobody'])).toBe(0);
  expect(cdn.has(urls['asked of nobody'])).toBe(true);
  const outcomes = (await inlet.rows('AuditEntry')).filter(({ action }) => action === 'media.delete');
  expect(outcomes.map(({ outcome }) => outcome).filter((outcome) => outcome === 'unconfirmed')).toEqual([]);
  expect(outcomes).toHaveLength(5);
}, 120_000);

async function underWay(from: Inlet): Promise<unknown[]> {
  return (await from.rows('Media')).flatMap(({ deletingSince, title }) => (deletingSince === null ? [] : [title]));
}

async function mediaNow(from: Inlet) {
  const messages: Message[] = await (await signIn(from)).allMessages();
  return messages.flatMap(({ kind, content }) => (kind === 'media' && content ? [content] : []));
}

function states(media: { title: string | null; state: string }[]): Record<string, string> {
  return Object.fromEntries(media.map(({ title, state }) => [title ?? '', state]));
}
