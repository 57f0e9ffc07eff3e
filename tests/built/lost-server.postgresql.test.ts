import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgresql, type Postgresql } from '@/lib/commands/checks/start-postgresql';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';
import { writeUntil } from '../support/write-until';

const WRITERS = 4;

let server: Postgresql;
let inlet: Inlet;
beforeAll(async () => {
  server = await startPostgresql({ durable: true });
  inlet = await startInlet({
    env: { DATABASE_URL: await server.createDatabase('inlet'), ALLOW_UNSAFE_DATABASE: 'false' },
  });
});
afterAll(async () => {
  await inlet.remove();
  await server.stop();
});

const isReady = async () => (await fetch(`${inlet.url}/api/health/ready`)).status === 200;

it('a PostgreSQL server that goes away is answered with 503, and all is well when it is back', async () => {
  const api = await signIn(inlet);
  expect((await inlet.deliver(mo({ text: 'before' }))).status).toBe(200);

  await server.restart(async () => {
    const refused = await inlet.deliver(mo({ text: 'meanwhile' }));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('60');
    const asked = await api.ask('GET', '/api/conversations');
    expect(asked.status).toBe(503);
    expect(await asked.json()).toMatchObject({ code: 'database_unavailable', status: 503 });
    expect((await fetch(`${inlet.url}/api/health/live`)).status).toBe(200);
    expect((await fetch(`${inlet.url}/api/health/ready`)).status).toBe(503);
  });

  await expect.poll(isReady).toBe(true);
  expect((await inlet.deliver(mo({ text: 'meanwhile' }))).status).toBe(200);
  await expect
    .poll(async () => (await api.allMessages()).map(({ text }) => text).sort())
    .toEqual(['before', 'meanwhile']);
});

it('a PostgreSQL server that crashes under load loses and doubles nothing that was acknowledged', async () => {
  const acknowledged = new Set<string>();
  const again: string[] = [];
  let count = 0;
  const next = () => again.pop() ?? JSON.stringify(mo({ text: `crash ${(count += 1)}` }));
  const enough = new AbortController();
  const load = Promise.all(
    Array.from({ length: WRITERS }, () => writeUntil(enough.signal, inlet, next, acknowledged, again)),
  );
  await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(50);
  await server.restart(undefined, { crash: true });
  await expect.poll(isReady).toBe(true);
  const before = acknowledged.size;
  await expect.poll(() => acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 50);
  enough.abort();
  await load;

  const states = async () => new Set((await inlet.rows('Delivery')).map(({ state }) => state));
  await expect.poll(states, { timeout: 30_000 }).toEqual(new Set(['applied']));
  const kept = (await inlet.rows('Delivery')).map(({ body }) => String(body));
  expect([...acknowledged].filter((body) => !kept.includes(body))).toEqual([]);
  const texts = (await inlet.rows('Message')).map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
});

it('a wrong password is said at once, without the password', async () => {
  const url = server.url('inlet').replace(':inlet@', ':wrong-password@');
  const failure = await startInlet({ env: { DATABASE_URL: url } }).then(
    () => 'it started',
    (error: unknown) => String(error),
  );
  expect(failure).toMatch(/password authentication failed/);
  expect(failure).not.toContain('wrong-password');
});
