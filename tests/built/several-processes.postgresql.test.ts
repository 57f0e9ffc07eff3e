import { expect, it } from 'vitest';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

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

it('a live stream of one process tells what another has received', async () => {
  const first = await startInlet();
  const second = await startInlet({ dataDir: first.dataDir });
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
  await second.stop();
  await first.remove();
});
