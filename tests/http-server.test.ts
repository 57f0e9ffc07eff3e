import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answerNotFound } from '@/app/api/answer';
import { freePort } from '@/lib/commands/checks/free-port';
import { startHttpServer } from '@/lib/commands/server/http-server';
import { readConfig } from '@/lib/config/config';

// The real server; in the place of Next, a route that knows no method, and others that say what they were asked.
let server: Awaited<ReturnType<typeof startHttpServer>>;
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await startHttpServer(readConfig({ PORT: String(port) }), (request, response) => {
    if (request.url === '/api/conversations') response.statusCode = 405;
    // As compression does it.
    if (request.method === 'PATCH') response.writeHead(response.statusCode);
    const said = request.url === '/api/headers' ? JSON.stringify(request.headers) : request.url;
    response.end(response.statusCode === 405 ? undefined : said);
    return Promise.resolve();
  });
});
afterAll(() => server.stop());

/** Every header by which a proxy tells of a client, as a client could send it. */
const told = {
  forwarded: 'for=203.0.113.9',
  'x-forwarded-for': '192.0.2.66, 203.0.113.9, 198.51.100.7',
  'x-forwarded-host': 'evil.example.com',
  'x-forwarded-port': '1',
  'x-forwarded-proto': 'https',
  'x-real-ip': '203.0.113.9',
};

describe('our server', () => {
  it('believes what is said of a client’s address only from a proxy that is trusted', async () => {
    const ask = async (at: string, headers: Record<string, string>) =>
      z.record(z.string(), z.string()).parse(await (await fetch(`${at}/api/headers`, { headers })).json());
    const stranger = await ask(url, { ...told, 'x-inlet-client-address': '203.0.113.9', 'x-kept': 'yes' });
    expect(Object.keys(stranger).filter((name) => name in told)).toEqual([]);
    expect(stranger).toMatchObject({ 'x-inlet-client-address': '127.0.0.1', 'x-kept': 'yes' });

    const port = await freePort();
    const settings = readConfig({ PORT: String(port), TRUSTED_PROXIES: '127.0.0.1,198.51.100.0/24' });
    const behindProxy = await startHttpServer(settings, (request, response) => {
      response.end(JSON.stringify(request.headers));
      return Promise.resolve();
    });
    onTestFinished(() => behindProxy.stop());
    // The last address that no trusted proxy has: what stands before it anybody can have written.
    const through = await ask(`http://127.0.0.1:${port}`, { ...told, 'x-inlet-client-address': '1.2.3.4' });
    expect(through).toMatchObject({ ...told, 'x-inlet-client-address': '203.0.113.9' });
  });

  it('drops the words that the parts of Next say to each other', async () => {
    const internal = ['x-middleware-subrequest', 'x-invoke-path', 'x-nextjs-data', 'x-now-route', 'x-vercel-id'];
    const sent = [...internal, 'x-matched-path', 'next-action', 'next-resume'].map((name) => [name, '1'] as const);
    const answer = await fetch(`${url}/api/headers`, { headers: { ...Object.fromEntries(sent), 'x-nexus': '1' } });
    const names = Object.keys(z.record(z.string(), z.string()).parse(await answer.json()));
    expect(names.filter((name) => sent.some(([each]) => each === name))).toEqual([]);
    expect(names).toContain('x-nexus');
  });

  it('tells a browser with every answer what it may not do, by what is answered', async () => {
    const of = async (path: string) => (await fetch(url + path)).headers;
    const [data, file, page] = [await of('/api/search'), await of('/_next/static/a.js'), await of('/')];
    for (const headers of [data, file, page]) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers.get('permissions-policy')).toContain('camera=()');
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        expect(policy).toContain(part);
    }
    expect(data.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(file.get('content-security-policy')).toMatch(/^default-src 'none'/);
    const nonceOf = (headers: Headers) =>
      /script-src 'self' 'nonce-([\w+/=]+)' 'strict-dynamic';/.exec(headers.get('content-security-policy') ?? '')?.[1];
    expect(nonceOf(page)).toHaveLength(24);
    expect(nonceOf(await of('/'))).not.toBe(nonceOf(page));
  });

  it.each(['PUT', 'PATCH'])('says what is wrong with a method that a route does not have: %s', async (method) => {
    const answer = await fetch(`${url}/api/conversations`, { method });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
    const problem: unknown = await answer.json();
    expect(problem).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(problem).toHaveProperty('title');
    expect(problem).toHaveProperty('detail');
  });

  it.each(['/api/webhooks/cm/%E0%A4%A', '/api/webhooks/cm/%', '/%ff', '/_next/image?url=a'])(
    'answers %s like any unknown path',
    async (path) => {
      expect(await (await fetch(url + path, { method: 'POST' })).text()).toBe('/api/unknown');
    },
  );

  it.each([
    ['/api/webhooks/cm/secret/', '/api/webhooks/cm/secret'],
    ['//api//webhooks///cm/secret//', '/api/webhooks/cm/secret'],
    ['/api/webhooks/cm/secret/status/?a=//', '/api/webhooks/cm/secret/status?a=//'],
    ['/api/webhooks/cm/', '/api/webhooks/cm'],
    // Anything else is left as it came.
    ['/api/conversations/', '/api/conversations/'],
    ['/api//webhook', '/api//webhook'],
  ])('hears %s as %s', async (path, heard) => {
    expect(await (await fetch(url + path, { method: 'POST' })).text()).toBe(heard);
  });

  it.each(['/api/webhooks/cm/%E2%82%AC', '/api/search?q=%'])('leaves %s to the routes', async (path) => {
    expect(await (await fetch(url + path, { method: 'POST' })).text()).toBe(path);
  });
});

it('an error of the API has a title, a status, a detail and a code', async () => {
  const said = 'Not found.';
  expect(await answerNotFound().json()).toEqual({ title: said, status: 404, detail: said, code: 'not_found' });
});
