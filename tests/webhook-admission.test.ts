import { readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { POST } from '@/app/api/webhooks/cm/[secret]/route';
import { admitsDelivery } from '@/lib/access/admit-delivery';
import { startHttpServer } from '@/lib/commands/server/http-server';
import { freePort } from '@/lib/commands/checks/free-port';
import { config, readConfig } from '@/lib/config/config';
import { ownWebhookSecret, rotateWebhookSecret, webhookSecrets } from '@/lib/config/secrets';

// The real server and the real question, without Next between them: each case is one request.
process.env.WEBHOOK_ALLOW = '203.0.113.7, 198.51.100.0/24, 2001:db8:1::/48';
process.env.WEBHOOK_REQUIRED_HEADER = 'X-From-Proxy: only the proxy knows';

let direct: Awaited<ReturnType<typeof serve>>;
let proxied: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  direct = await serve('');
  proxied = await serve('127.0.0.1,10.0.0.0/8');
});
afterAll(() => Promise.all([direct.stop(), proxied.stop()]));

async function serve(trustedProxies: string) {
  const port = await freePort();
  const settings = readConfig({ PORT: String(port), TRUSTED_PROXIES: trustedProxies });
  const server = await startHttpServer(settings, (request, response) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    response.end(String(admitsDelivery(request.url?.slice('/api/'.length) ?? '', headers)));
    return Promise.resolve();
  });
  return { ...server, url: `http://127.0.0.1:${port}/api/` };
}

const HEADER = { 'x-from-proxy': 'only the proxy knows' };
const isAdmitted = async (from: { url: string }, secret: string, headers: Record<string, string>) =>
  (await fetch(from.url + secret, { headers })).text();
const behindProxy = (forwarded: string, headers: Record<string, string> = HEADER) =>
  isAdmitted(proxied, webhookSecrets()[0] ?? '', { 'x-forwarded-for': forwarded, ...headers });

describe('a delivery is let in', () => {
  it.each([
    ...['203.0.113.7', '198.51.100.0', '198.51.100.1', '198.51.100.255', '::ffff:203.0.113.7', '::ffff:198.51.100.9'],
    ...['2001:db8:1::', '2001:db8:1::1', '2001:db8:1:ffff:ffff:ffff:ffff:ffff', '2001:DB8:1:0:0::5'],
    // What stands left of the address that a trusted proxy saw is a claim, and does not matter.
    ...['1.2.3.4, 203.0.113.7', '203.0.113.7, 10.1.2.3', ' 203.0.113.7 ,10.0.0.1'],
  ])('from %s, which the trusted proxy saw', async (forwarded) => {
    expect(await behindProxy(forwarded)).toBe('true');
  });

  it('when this installation posts it to itself', async () => {
    expect(await isAdmitted(direct, ownWebhookSecret(), {})).toBe('true');
  });
});

describe('a delivery is kept out', () => {
  it.each([
    ...['203.0.113.6', '203.0.113.8', '198.51.99.255', '198.51.101.0', '0.0.0.0', '255.255.255.255', '127.0.0.2'],
    ...[
      '2001:db8:0:ffff:ffff:ffff:ffff:ffff',
      '2001:db8:2::',
      '::1',
      '::',
      '::ffff:203.0.113.8',
      '::ffff:198.51.101.1',
    ],
    ...[
      '::203.0.113.7',
      '64:ff9b::203.0.113.7',
      '203.0.113.7.evil.example',
      '203.0.113.7:80',
      '203.0.113.07',
      '0xcb.0.0x71.7',
    ],
    ...['3405803783', '203.0.113.7/32', '[203.0.113.7]', '203.0.113.7;', 'unknown', '_hidden', '', 'for=203.0.113.7'],
    ...['203.0.113.7, 1.2.3.4', '198.51.100.1, 8.8.8.8, 10.0.0.1', '203.0.113.7, unknown', '10.0.0.1', '127.0.0.1'],
  ])('from %s, whatever is allowed beside it', async (forwarded) => {
    expect(await behindProxy(forwarded)).toBe('false');
  });

  it.each([
    ...['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'],
    ...['x-inlet-client-address', 'X-Inlet-Client-Address', 'x-forwarded-host', 'x-cluster-client-ip'],
  ])('when nobody but the sender itself says, in %s, that it comes from an allowed address', async (name) => {
    const value = name === 'forwarded' ? 'for=203.0.113.7' : '203.0.113.7';
    expect(await isAdmitted(direct, webhookSecrets()[0] ?? '', { ...HEADER, [name]: value })).toBe('false');
  });

  it.each([
    {},
    { 'x-from-proxy': 'only the proxy know' },
    { 'x-from-proxy': 'ONLY THE PROXY KNOWS' },
    { 'x-from': 'a' },
  ])('without the required header: %j', async (headers: Record<string, string>) => {
    expect(await behindProxy('203.0.113.7', headers)).toBe('false');
  });

  it('with a secret that is none', async () => {
    const [secret = ''] = webhookSecrets();
    for (const wrong of ['', secret.slice(0, -1), `${secret}a`, secret.toUpperCase(), `${secret}%20`, '%00', 'null']) {
      expect(await isAdmitted(proxied, wrong, { ...HEADER, 'x-forwarded-for': '203.0.113.7' })).toBe('false');
    }
  });
});

describe('the secret of the webhook', () => {
  const file = path.join(config().DATA_DIR, 'secrets.json');

  it('has two valid values while it is renewed, and one again when the old one is retired', () => {
    const [old = ''] = webhookSecrets();
    expect(rotateWebhookSecret('retire')).toBe(false);
    expect(rotateWebhookSecret('renew')).toBe(true);
    expect(rotateWebhookSecret('renew')).toBe(false);
    const [renewed = '', retiring] = webhookSecrets();
    expect([renewed.length >= 43, retiring]).toEqual([true, old]);
    expect(rotateWebhookSecret('retire')).toBe(true);
    expect(webhookSecrets()).toEqual([renewed]);
    expect(readFileSync(file, 'utf8')).not.toContain(old);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('a webhook whose secrets cannot be read', () => {
  it('asks the sender to come back, for it cannot tell who that is', async () => {
    const [secret = ''] = webhookSecrets();
    const file = path.join(config().DATA_DIR, 'secrets.json');
    renameSync(file, `${file}.away`);
    onTestFinished(() => {
      renameSync(`${file}.away`, file);
    });
    const request = new Request('http://localhost/api/webhooks/cm/x', { method: 'POST', body: '{}' });
    const answer = await POST(request, { params: Promise.resolve({ secret }) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
  });
});
