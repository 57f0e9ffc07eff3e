import { copyFile, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaMo } from '../support/media-mo';
import { mo } from '../support/mo';
import { ownDatabase } from '../support/own-database';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';
import { startStubCdn, type StubCdn } from '../support/start-stub-cdn';
import { png } from '../support/tiny-files';

const DELIVERIES = 240;

it('three processes on one database apply each delivery once, also when one of them is killed', async () => {
  const first = await startInlet();
  const [second, third] = await Promise.all([
    startInlet({ dataDir: first.dataDir }),
    startInlet({ dataDir: first.dataDir }),
  ]);
  const processes = [first, second, third];
  const bodies = Array.from({ length: DELIVERIES }, (_, index) =>
    JSON.stringify(mo({ text: `message ${index.toString()}`, reference: `wamid.${index.toString()}` })),
  );

  // Each body goes to two processes, as when CM.com tries again; the third one dies in the middle.
  const acknowledged = new Set<string>();
  const send = async (to: Inlet | undefined, body: string) => {
    const response = await to?.deliver(body).catch(() => undefined);
    if (response?.status === 200) acknowledged.add(body);
  };
  const killed = third.kill;
  for (let index = 0; index < DELIVERIES; index += 8) {
    if (index === DELIVERIES / 2) await killed();
    const few = bodies.slice(index, index + 8);
    await Promise.all(few.flatMap((body, at) => [0, 1].map((step) => send(processes[(at + step) % 3], body))));
  }
  expect(acknowledged.size).toBeGreaterThan(DELIVERIES / 2);

  const api = await signIn(second);
  await expect.poll(async () => (await second.rows('Delivery')).every(({ state }) => state === 'applied')).toBe(true);
  const texts = (await first.rows('Message')).map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  const kept = new Set(texts);
  const lost = [...acknowledged].filter(
    (body) => !bodies.some((known, index) => known === body && kept.has(`message ${index.toString()}`)),
  );
  expect(lost).toEqual([]);
  const [conversation] = await api.conversations();
  expect(conversation?.unread).toBe(texts.length);

  await second.stop();
  await first.remove();
}, 120_000);

it('a second machine needs the keys of the first', async () => {
  const first = await startInlet();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'inlet-second-'));
  const secrets = path.join(dataDir, 'secrets.json');
  const env = await ownDatabase(first.dataDir);
  await expect(startInlet({ env, dataDir })).rejects.toThrow(`${secrets} is missing: put back the secrets.json`);
  expect(await readdir(dataDir)).toEqual([]);

  await copyFile(path.join(first.dataDir, 'secrets.json'), secrets);
  const second = await startInlet({ env, dataDir });
  const body = mo({ text: 'once' });
  expect((await first.deliver(body)).status).toBe(200);
  expect((await second.deliver(body)).status).toBe(200);
  expect((await second.rows('Delivery')).map(({ retries }) => retries)).toEqual([1]);
  await second.remove();
  await first.remove();
});

describe('two processes', () => {
  let cdn: StubCdn;
  let first: Inlet;
  let second: Inlet;
  beforeAll(async () => {
    cdn = await startStubCdn();
    const env = { MEDIA_ORIGINS: cdn.origins.join(',') };
    first = await startInlet({ env });
    second = await startInlet({ env, dataDir: first.dataDir });
  });
  afterAll(async () => {
    await second.stop();
    await first.remove();
    await cdn.stop();
  });

  it('tell in the live stream of one what the other has received', async () => {
    const api = await signIn(second);
    const stream = await api.ask('GET', '/api/live');
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const listening = (async () => {
      for (;;) {
        const read = await reader?.read();
        if (!read || read.done) return;
        heard += read.value;
      }
    })();
    await first.deliver(mo({ text: 'over there' }));
    await expect.poll(() => heard).toContain('"type":"message"');
    await reader?.cancel();
    await listening;
  });

  it('send one request when a file is to be deleted by both of them at once', async () => {
    await first.deliver(mediaMo({ url: cdn.put(1, png), title: 'wanted twice.png' }));
    const apis = [await signIn(first), await signIn(second)];
    const find = async () => {
      const all = (await apis[0]?.allMessages()) ?? [];
      return all.flatMap(({ kind, content }) => (kind === 'media' && content ? [content] : []))[0];
    };
    await expect.poll(find).toMatchObject({ state: 'stored' });
    const id = (await find())?.mediaId ?? '';
    cdn.answerDeletesWith('hang');
    const deletions = () => cdn.requests.filter(({ method }) => method === 'DELETE');
    const asked = apis.map((api) => api.ask('DELETE', `/api/media/${id}`));
    // Whoever came second is refused at once; whoever came first waits for the server.
    expect((await Promise.race(asked)).status).toBe(409);
    await expect.poll(() => deletions().length).toBe(1);
    expect(await (await apis[0]?.ask('POST', '/api/media/delete', { ids: [id] }))?.json()).toMatchObject({
      items: [{ outcome: 'not-deletable' }],
    });
    cdn.cutHanging();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([409, 502]);
    expect(deletions()).toHaveLength(1);
    cdn.answerDeletesWith(204);
    expect((await apis[1]?.ask('DELETE', `/api/media/${id}`))?.status).toBe(200);
  });
});
