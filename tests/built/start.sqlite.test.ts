import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { watchHosts } from '@/lib/commands/watch-hosts';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';
import { startInlet } from '../support/start-inlet';

describe('a first start', () => {
  it('asks no host, also while it serves, and says where everything is', async () => {
    const watch = await watchHosts();
    const inlet = await startInlet({ env: { ...watch.env, ADMIN_EMAIL: '', ADMIN_PASSWORD: '' }, until: 'listening' });
    await inlet.deliver(mo());
    await fetch(`${inlet.url}/sign-in`);
    expect(inlet.output()).toContain(inlet.url);
    expect(inlet.output()).toContain(inlet.webhookUrl);
    expect(inlet.output()).toMatch(/http:\/\/localhost:\d+\/first-administrator#\S{20,}/);
    expect((await fetch(`${inlet.url}/api/health/ready`)).status).toBe(503);
    expect(await inlet.stop()).toBe(0);
    expect(await watch.hosts()).toEqual([]);
    await watch.stop();
    await inlet.remove();
  });

  it('makes the first administrator of whoever holds the printed link, once', async () => {
    const inlet = await startInlet({ env: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' }, until: 'listening' });
    const token = /first-administrator#(\S+)/.exec(inlet.output())?.[1];
    const account = { name: 'First', email: 'first@example.com', password: 'a good long password' };
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
    await inlet.remove();
  });

  it('makes secrets, keeps them to their owner, and does not make others at the next start', async () => {
    const inlet = await startInlet();
    const file = path.join(inlet.dataDir, 'secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const secrets = await readFile(file, 'utf8');
    await inlet.deliver(mo({ text: 'kept' }));
    const api = await signIn(inlet);
    await expect.poll(async () => (await api.allMessages()).length).toBe(1);
    expect(await inlet.stop()).toBe(0);

    const again = await startInlet({ dataDir: inlet.dataDir });
    expect(await readFile(file, 'utf8')).toBe(secrets);
    await again.deliver(mo({ text: 'and more' }));
    const session = await signIn(again);
    await expect.poll(async () => (await session.allMessages()).map(({ text }) => text)).toEqual(['kept', 'and more']);
    await again.remove();
  });
});
