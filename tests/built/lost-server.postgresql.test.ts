import { expect, it } from 'vitest';
import { startPostgresql } from '@/lib/commands/start-postgresql';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet } from '../support/start-inlet';

it('a PostgreSQL server that goes away is answered with 503, and all is well when it is back', async () => {
  const server = await startPostgresql({ durable: true });
  const inlet = await startInlet({
    env: { DATABASE_URL: await server.createDatabase('inlet'), ALLOW_UNSAFE_DATABASE: 'false' },
  });
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

  await expect.poll(async () => (await fetch(`${inlet.url}/api/health/ready`)).status).toBe(200);
  expect((await inlet.deliver(mo({ text: 'meanwhile' }))).status).toBe(200);
  await expect
    .poll(async () => (await api.allMessages()).map(({ text }) => text).sort())
    .toEqual(['before', 'meanwhile']);
  await inlet.remove();
  await server.stop();
});

it('a wrong password is said at once, without the password', async () => {
  const server = await startPostgresql();
  const url = (await server.createDatabase('inlet')).replace(':inlet@', ':wrong-password@');
  const failure = await startInlet({ env: { DATABASE_URL: url } }).then(
    () => 'it started',
    (error: unknown) => String(error),
  );
  expect(failure).toMatch(/password authentication failed/);
  expect(failure).not.toContain('wrong-password');
  await server.stop();
});
