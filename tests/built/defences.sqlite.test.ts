import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { watchHosts, type HostWatch } from '@/lib/commands/checks/watch-hosts';
import { mo } from '../support/mo';
import { sendRaw } from '../support/send-raw';
import { signIn, type Api } from '../support/sign-in';
import { startInlet, type Inlet } from '../support/start-inlet';

const MARKER = 'marker-that-only-members-read';

let watch: HostWatch;
let inlet: Inlet;
let api: Api;
beforeAll(async () => {
  watch = await watchHosts();
  inlet = await startInlet({ env: watch.env });
  api = await signIn(inlet);
  await inlet.deliver(mo({ text: MARKER, name: MARKER }));
  await vi.waitUntil(async () => (await api.allMessages()).length === 1, { timeout: 20_000 });
});
afterAll(async () => {
  await inlet.remove();
  await watch.stop();
});

/** The routes of the source, each with the methods that it exports. */
const routes = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts')
  .map((file) => ({
    path: `/${path.posix.dirname(file.split(path.sep).join('/')).replaceAll(/\[(\.\.\.)?\w+\]/g, '1')}`,
    methods: [
      ...readFileSync(path.join('app', file), 'utf8').matchAll(/\b(POST|PUT|PATCH|DELETE)\b(?=[\s(,]| })/g),
    ].map(([, method = '']) => method),
  }));
const pages = ['/', '/conversations/1', '/conversations/999', '/media', '/places', '/settings', '/settings/webhook'];

describe('every answer', () => {
  const policyOf = (answer: Response) => answer.headers.get('content-security-policy') ?? '';

  it('carries the headers that a browser obeys, errors and files included', async () => {
    const chunk = /\/_next\/static\/[^"]+\.js/.exec(await (await api.ask('GET', '/')).text())?.[0] ?? '';
    const reads = [
      ...pages,
      ...routes.map((route) => route.path),
      '/sign-in',
      '/nowhere',
      '/api/nowhere',
      chunk,
      '/icon.svg',
    ];
    const answers = await Promise.all([
      ...reads.filter((read) => read !== '/api/live').map((read) => api.ask('GET', read)),
      ...reads.filter((read) => read !== '/api/live').map((read) => fetch(inlet.url + read, { redirect: 'manual' })),
      api.ask('POST', '/'),
      fetch(inlet.webhookUrl, { method: 'POST', body: 'x'.repeat(1_100_000) }),
    ]);
    expect(chunk).not.toBe('');
    for (const answer of answers) {
      const directives = new Map(
        policyOf(answer)
          .split(/; |, /)
          .map((directive) => [directive.split(' ')[0] ?? '', directive]),
      );
      const scripts = directives.get('script-src') ?? directives.get('default-src') ?? '';
      // Of a script's own policy, only a worker takes notice: the decoder of voice messages is WebAssembly.
      if (answer.url.endsWith(chunk)) expect(scripts).toBe("script-src 'self' 'wasm-unsafe-eval'");
      else expect(scripts, answer.url).toMatch(/'nonce-|'none'/);
      expect(scripts.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
      for (const none of ['object-src', 'base-uri', 'frame-ancestors']) {
        expect(directives.get(none), answer.url).toBe(`${none} 'none'`);
      }
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(answer.headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\)/);
      expect(answer.headers.get('x-powered-by')).toBeNull();
      await answer.body?.cancel();
    }
  });

  it('of a page has a nonce that no other has, and every script of the page carries it', async () => {
    const nonces = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const answer = await fetch(`${inlet.url}/sign-in`, {
          headers: { 'content-security-policy': "script-src 'nonce-mine'" },
        });
        const nonce = /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? '';
        const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(3);
        expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(100);
  });
});

describe('a change', () => {
  const inSource = routes.flatMap((route) => route.methods.map((method) => [method, route.path] as const));
  const changes = [
    // Unknown paths change nothing, and one route answers several below /api/auth.
    ...inSource.filter(
      ([, target]) => !/^\/(api\/1|api\/empty|api\/auth\/1|api\/webhooks\/.*|fileproxy\/.*)$/.test(target),
    ),
    ...['sign-in/email', 'sign-out', 'admin/create-user'].map((name) => ['POST', `/api/auth/${name}`] as const),
  ];
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    undefined,
  ];

  it('is known of every route', () => {
    expect(changes.length).toBeGreaterThan(15);
  });

  it.each(changes)(
    '%s %s is refused when it comes from elsewhere, whatever it says it holds',
    async (method, target) => {
      for (const site of ['cross-site', 'same-site', undefined]) {
        for (const origin of ['https://evil.example', 'null', undefined]) {
          for (const type of types) {
            const isProgram = site === undefined && origin === undefined;
            if (isProgram && (type === 'application/json' || type === undefined)) continue;
            const answer = await fetch(inlet.url + target, {
              method,
              headers: {
                cookie: api.cookie,
                ...(site !== undefined && { 'sec-fetch-site': site }),
                ...(origin !== undefined && { origin }),
                ...(type !== undefined && { 'content-type': type }),
              },
              ...(type !== undefined && { body: '{}' }),
            });
            expect([answer.status, site, origin, type], target).toEqual([403, site, origin, type]);
            await answer.body?.cancel();
          }
        }
      }
    },
  );

  it('from the dashboard itself is done', async () => {
    const answer = await api.ask(
      'POST',
      '/api/conversations/1/read',
      { messageId: '1' },
      { 'sec-fetch-site': 'same-origin' },
    );
    expect(answer.ok).toBe(true);
  });

  it('from a program is done: with a session and nothing else, and with a token whatever it says it holds', async () => {
    const handled = await fetch(`${inlet.url}/api/conversations/1/handled`, {
      method: 'POST',
      headers: { cookie: api.cookie },
    });
    expect(handled.ok).toBe(true);
    const made: unknown = await (
      await api.ask('POST', '/api/tokens', { name: 'Shop', scope: 'operate', expiresAt: null })
    ).json();
    const { token } = z.object({ token: z.string() }).parse(made);
    for (const type of types) {
      const answer = await fetch(`${inlet.url}/api/conversations/1/read`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...(type !== undefined && { 'content-type': type }) },
        body: JSON.stringify({ messageId: '1' }),
      });
      expect([answer.status, type]).toEqual([204, type]);
    }
  });
});

describe('somebody who is not signed in', () => {
  const tricks: Record<string, string>[] = [
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-middleware-subrequest': 'src/proxy:proxy:proxy:proxy:proxy' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { 'next-resume': '1', 'x-matched-path': '/' },
    { 'x-nextjs-data': '1', 'x-now-route-matches': '1' },
    { 'x-invoke-path': '/', 'x-invoke-query': '{}', 'x-invoke-status': '200' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-rewrite-url': '/api/conversations' },
    { 'x-original-url': '/api/conversations', authorization: 'Bearer null' },
    {
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
    { cookie: 'inlet.session_token=x; __Host-inlet.session_token=x; better-auth.session_token=x' },
    { 'next-action': '0'.repeat(40), 'next-router-state-tree': '%5B%22%22%5D' },
  ];
  const shapes = [
    ...[
      '/',
      '//',
      '/conversations/1',
      '/conversations/1?_rsc=abc',
      '/conversations/1.rsc',
      '/index.rsc',
      '/.rsc',
      '/%2e/',
    ],
    ...[
      '/conversations/%31',
      '/CONVERSATIONS/1',
      '/conversations//1',
      '/_next/data/build/conversations/1.json',
      '/en/conversations/1',
    ],
    ...[
      '/api/conversations',
      '/api//conversations',
      '/API/conversations',
      '/api/conversations/',
      '/api/%63onversations',
    ],
    ...[
      '/api/conversations/1/messages?_rsc=1',
      '/api/conversations/1/messages.rsc',
      '/api/search?q=marker',
      '/api/messages/1/source',
    ],
    ...[
      '/_next/image?url=/api/media/1&w=64&q=75',
      '/_next/../api/conversations',
      'http://evil.example/api/conversations',
      '/sign-in/../',
    ],
  ];

  it('reads nothing in any shape of a request, and makes the server ask nobody', async () => {
    const asked: string[] = [];
    let requests = 0;
    for (const shape of shapes) {
      for (const headers of tricks) {
        const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(
          ([name, value]) => `${name}: ${value}`,
        );
        const method = 'next-action' in headers ? 'POST' : 'GET';
        const answer = await sendRaw(
          inlet.port,
          `${method} ${shape} HTTP/1.1\r\n${lines.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`,
        );
        requests += 1;
        if (answer.includes(MARKER)) asked.push(`${shape} ${JSON.stringify(headers)}`);
        if (/^location: (https?:)?\/\/(?!localhost)/im.test(answer)) asked.push(`${shape} leads away`);
        if (/^HTTP\/1\.1 (101|500|502)/.test(answer))
          asked.push(`${shape} ${answer.slice(0, 30)} ${JSON.stringify(headers)}`);
      }
    }
    expect(requests).toBeGreaterThan(200);
    expect(asked).toEqual([]);
    expect(await watch.hosts()).toEqual([]);
  });
});

describe('the cookie of a session', () => {
  it('is out of reach of scripts and of other sites, and new with each sign-in', async () => {
    const cookieOf = async (url: string) => {
      const answer = await fetch(`${inlet.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ email: 'admin@example.com', password: 'correct horse battery staple' }),
      });
      return answer.headers.getSetCookie().find((cookie) => cookie.includes('session_token')) ?? '';
    };
    const cookies = [await cookieOf(inlet.url), await cookieOf(inlet.url)];
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^inlet\.session_token=/);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).not.toMatch(/; (Secure|Domain)/i);
    }
    expect(new Set(cookies.map((cookie) => cookie.split(';')[0])).size).toBe(2);
  });
});

describe('what goes wrong', () => {
  const SECRETS = /\bat (async )?[\w.<>]+ \(|node_modules|SELECT |INSERT |no such table|prisma|sqlite|ENOENT|Error:/i;

  async function toldBy(method: string, target: string, headers: Record<string, string> = {}) {
    const lines = Object.entries({ host: 'localhost', connection: 'close', cookie: api.cookie, ...headers });
    const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    const answer = await sendRaw(inlet.port, `${method} ${target} HTTP/1.1\r\n${head}\r\n\r\n`);
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    const secrets = [inlet.dataDir, path.resolve('.'), new URL(inlet.webhookUrl).pathname.split('/').at(-1) ?? ''];
    return { status, leaks: secrets.some((secret) => answer.includes(secret)) || SECRETS.test(answer) };
  }

  it.each([
    ['TRACE', '/', 404],
    ['TRACE', '/api/conversations', 404],
    ['OPTIONS', '/api/conversations', 204],
    ['GET', '/_next/image?url=%2Ficon.svg&w=64&q=75', 404],
    ['GET', '/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75', 404],
    ...['/.env', '/.git/config', '/secrets.json', '/data/secrets.json', '/data/inlet.db', '/package.json'].map(
      (file) => ['GET', file, 404] as const,
    ),
    ['GET', '/..%2fpackage.json', 404],
    ['GET', '/_next/static/..%2f..%2f..%2fpackage.json', 404],
  ] as const)('%s %s gives nothing', async (method, target, status) => {
    expect(await toldBy(method, target)).toEqual({ status, leaks: false });
  });

  it('gives no map of its scripts', async () => {
    const chunks = (await (await api.ask('GET', '/')).text()).match(/\/_next\/static\/[^"]+\.js/g) ?? [];
    expect(chunks.length).toBeGreaterThan(3);
    for (const chunk of new Set(chunks)) {
      expect(await (await api.ask('GET', chunk)).text()).not.toContain('sourceMappingURL');
      expect((await api.ask('GET', `${chunk}.map`)).status).toBe(404);
    }
  });

  // The last one, for it takes the tables away.
  it('inside, is answered without a word of it', async () => {
    const connection = new Sqlite(path.join(inlet.dataDir, 'inlet.db'));
    for (const table of ['Conversation', 'Message', 'Media', 'Customer', 'BusinessNumber', 'Delivery', 'SavedView'])
      connection.exec(`ALTER TABLE "${table}" RENAME TO "gone ${table}"`);
    connection.close();
    const failed: string[] = [];
    for (const target of [...pages, ...routes.map((route) => route.path)].filter((each) => each !== '/api/live')) {
      const { status, leaks } = await toldBy('GET', target);
      expect([target, leaks]).toEqual([target, false]);
      if (status === 500) failed.push(target);
    }
    expect(failed).toEqual(
      expect.arrayContaining(['/api/conversations', '/api/messages/1', '/api/media/1', '/api/views']),
    );
  });
});
