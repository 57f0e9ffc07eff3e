import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sendRaw } from '../support/send-raw';
import { signIn } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';
import { mo } from '../support/mo';

const MEBIBYTE = 1024 * 1024;

let inlet: Inlet;
beforeAll(async () => {
  inlet = await startInlet({ env: { WEBHOOK_DEADLINE_SECONDS: '1' } });
});
afterAll(() => inlet.remove());

const deliveries = () => inlet.rows('Delivery');
const webhookPath = () => new URL(inlet.webhookUrl).pathname;

describe('a delivery', () => {
  it.each([
    ['an MO', JSON.stringify(mo({ text: 'one' }))],
    ['a list of MOs', JSON.stringify([mo({ text: 'two' }), mo({ text: 'three' })])],
    ['an MO with an unknown type', JSON.stringify(mo({ custom: { message_type: 'hologram' } }))],
    ['an object that is no MO', '{"hello":"world"}'],
    ['an empty list', '[]'],
    ['null', 'null'],
    ['a number', '42'],
    ['a text that is no JSON', 'reference=abc&text=hello'],
    ['JSON that is cut off', '{"reference":"abc","message":{"te'],
    ['nothing at all', ''],
    ['bytes that are no text', randomBytes(512)],
    ['a NUL character', JSON.stringify(mo({ text: 'nul: \u0000' }))],
    ['a lone surrogate', '{"message":{"text":"\\ud800"},"to":{"number":"3669"}}'],
    ['objects a thousand levels deep', '{"a":'.repeat(1000) + '1' + '}'.repeat(1000)],
    ['exactly 1 MiB', JSON.stringify({ text: 'x'.repeat(MEBIBYTE - 11) })],
  ])('is answered with 200 and nothing else when it holds %s', async (_name, body) => {
    const before = (await deliveries()).length;
    const response = await fetch(inlet.webhookUrl, { method: 'POST', body });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-type')).toBeNull();
    expect(await deliveries()).toHaveLength(before + 1);
    expect((await deliveries()).at(-1)?.body).toEqual(Buffer.from(body));
  });

  it('is kept once, however often it is sent', async () => {
    const body = JSON.stringify(mo({ text: 'again and again' }));
    const before = (await deliveries()).length;
    const responses = await Promise.all(Array.from({ length: 10 }, () => inlet.deliver(body)));
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await deliveries()).toHaveLength(before + 1);
  });

  it('keeps the bytes of a packed body and reads what is in it', async () => {
    const body = gzipSync(JSON.stringify(mo({ text: 'packed' })));
    const response = await fetch(inlet.webhookUrl, { method: 'POST', body, headers: { 'content-encoding': 'gzip' } });
    expect(response.status).toBe(200);
    expect((await deliveries()).at(-1)?.body).toEqual(body);
    const api = await signIn(inlet);
    await expect.poll(async () => (await api.allMessages()).map(({ text }) => text)).toContain('packed');
  });

  it('shows in the API within a second', async () => {
    const api = await signIn(inlet);
    await inlet.deliver(mo({ text: 'quick' }));
    await expect
      .poll(async () => (await api.allMessages()).map(({ text }) => text), { timeout: 1000, interval: 20 })
      .toContain('quick');
  });

  it('is on disk before it is answered: a process killed right after the answer has not lost it', async () => {
    const victim = await startInlet();
    expect((await victim.deliver(mo({ text: 'survivor' }))).status).toBe(200);
    await victim.kill();
    const successor = await startInlet({ dataDir: victim.dataDir });
    const api = await signIn(successor);
    await expect.poll(async () => (await api.allMessages()).map(({ text }) => text)).toEqual(['survivor']);
    await successor.remove();
  });

  it('may end in either of two secrets while one replaces the other', async () => {
    const rotating = await startInlet({ env: { WEBHOOK_SECRET: 'the-old-secret-012345,the-new-secret-012345' } });
    const post = (secret: string) =>
      fetch(`${rotating.url}/api/webhooks/cm/${secret}`, {
        method: 'POST',
        body: JSON.stringify(mo({ text: secret })),
      });
    expect((await post('the-old-secret-012345')).status).toBe(200);
    expect((await post('the-new-secret-012345')).status).toBe(200);
    expect((await post('the-old-secret-012345,the-new-secret-012345')).status).toBe(404);
    await rotating.remove();
  });
});

describe('a refused delivery', () => {
  it('answers a wrong secret with the bytes of an unknown path', async () => {
    const post = (target: string) =>
      sendRaw(inlet.port, `POST ${target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}`);
    const withoutDate = (answer: string) => answer.replace(/^date: .*$/im, '');
    const wrong = withoutDate(await post('/api/webhooks/cm/not-the-secret-of-the-tests'));
    expect(wrong).toMatch(/^HTTP\/1\.1 404 /);
    for (const unknown of [
      '/api/webhooks/cmx/not-the-secret-of-the-tests',
      '/api/nothing/here',
      '/api/webhooks/cm',
      '/nowhere',
    ]) {
      expect(withoutDate(await post(unknown))).toBe(wrong);
    }
  });

  it.each([
    ['announced', () => `Content-Length: ${MEBIBYTE + 1}\r\n\r\n${'x'.repeat(MEBIBYTE + 1)}`],
    ['announced and not even sent', () => `Content-Length: ${MEBIBYTE + 1}\r\n\r\n`],
    [
      'in chunks without an announcement',
      () => {
        const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
        return `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}0\r\n\r\n`;
      },
    ],
  ])('is too large when it has more than 1 MiB, %s', async (_name, rest) => {
    const before = (await deliveries()).length;
    const answer = await sendRaw(inlet.port, `POST ${webhookPath()} HTTP/1.1\r\nHost: localhost\r\n${rest()}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(await deliveries()).toHaveLength(before);
  });

  it('is incomplete when less arrives than was announced', async () => {
    const before = (await deliveries()).length;
    const head = `POST ${webhookPath()} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n`;
    // A sender that hangs up may get its answer or not; what matters is that half a body is not kept.
    await sendRaw(inlet.port, `${head}{"half":`, { end: true });
    expect((await fetch(`${inlet.url}/api/health/live`)).status).toBe(200);
    expect(await deliveries()).toHaveLength(before);
  });

  it('is late when it takes longer than the deadline', async () => {
    const before = (await deliveries()).length;
    const head = `POST ${webhookPath()} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n`;
    expect(await sendRaw(inlet.port, `${head}{"slow":`)).toMatch(/^HTTP\/1\.1 408 /);
    expect(await deliveries()).toHaveLength(before);
  });
});

describe('health', () => {
  it('is open to everybody and says that it is ready', async () => {
    const live = await fetch(`${inlet.url}/api/health/live`);
    expect(live.status).toBe(200);
    const ready = await fetch(`${inlet.url}/api/health/ready`);
    expect(ready.status).toBe(200);
    const readiness = z.object({ status: z.literal('ready'), backlog: z.number(), warnings: z.array(z.string()) });
    expect(readiness.safeParse(await ready.json()).error).toBeUndefined();
  });
});

describe('the log', () => {
  it('holds nothing of what people write, nor who they are', async () => {
    await inlet.deliver(
      mo({ text: 'Geheimnis', name: 'Nomen Nescio', number: '+31687654321', reference: 'wamid.secret' }),
    );
    const api = await signIn(inlet);
    await expect.poll(async () => (await api.allMessages()).map(({ text }) => text)).toContain('Geheimnis');
    expect(inlet.output()).not.toMatch(/Geheimnis|Nescio|31687654321|wamid|hologram/);
  });
});
