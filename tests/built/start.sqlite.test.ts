import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchHosts } from '@/lib/commands/checks/watch-hosts';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

describe('a first start', () => {
  const account = { name: 'First', email: 'first@example.com', password: 'a good long password' };

  let watch: Awaited<ReturnType<typeof watchHosts>>;
  let inlet: Inlet;
  beforeAll(async () => {
    watch = await watchHosts();
    const env = { ...watch.env, ADMIN_EMAIL: '', ADMIN_PASSWORD: '' };
    inlet = await startInlet({ env, until: 'listening', first: true });
  });
  afterAll(async () => {
    await watch.stop();
    await inlet.remove();
  });

  it('says where everything is', async () => {
    expect(inlet.output()).toContain(inlet.url);
    expect(inlet.output()).toContain(inlet.webhookUrl);
    expect(inlet.output()).toMatch(/http:\/\/localhost:\d+\/first-administrator#\S{20,}/);
    expect((await fetch(`${inlet.url}/api/health/ready`)).status).toBe(503);
  });

  it('makes the first administrator of whoever holds the printed link, once', async () => {
    const token = /first-administrator#(\S+)/.exec(inlet.output())?.[1];
    const claim = (body: object) =>
      fetch(`${inlet.url}/api/first-administrator`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: inlet.url },
        body: JSON.stringify(body),
      });
    expect((await claim({ ...account, token: 'guessed' })).status).toBe(403);
    expect((await claim({ ...account, token })).ok).toBe(true);
    expect((await claim({ ...account, email: 'second@example.com', token })).status).toBe(403);
    expect(await (await signIn(inlet, account)).conversations()).toEqual([]);
  });

  it('makes secrets, keeps them to their owner, and does not make others at the next start', async () => {
    const file = path.join(inlet.dataDir, 'secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const secrets = await readFile(file, 'utf8');
    await inlet.deliver(mo({ text: 'kept' }));
    const api = await signIn(inlet, account);
    await expect.poll(async () => (await api.allMessages()).length).toBe(1);
    expect(await inlet.stop()).toBe(0);

    inlet = await startInlet({ dataDir: inlet.dataDir, env: watch.env });
    expect(await readFile(file, 'utf8')).toBe(secrets);
    await inlet.deliver(mo({ text: 'and more' }));
    const session = await signIn(inlet, account);
    await expect.poll(async () => (await session.allMessages()).map(({ text }) => text)).toEqual(['kept', 'and more']);
  });

  it('has asked no host in all that', async () => {
    expect(await inlet.stop()).toBe(0);
    expect(await watch.hosts()).toEqual([]);
  });
});

describe('a first start with an administrator of the environment', () => {
  it('says the address of the webhook in full, and later ones do not', async () => {
    const first = await startInlet({ first: true });
    await expect.poll(() => first.output()).toContain(first.webhookUrl);
    expect(await first.stop()).toBe(0);
    const second = await startInlet({ dataDir: first.dataDir, first: true });
    await expect.poll(() => second.output()).toContain('/api/webhooks/cm/');
    expect(second.output()).not.toContain(second.webhookUrl);
    await second.remove();
  });
});
