import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    response.end(response.statusCode === 405 ? undefined : request.url);
    return Promise.resolve();
  });
});
afterAll(() => server.stop());

describe('our server', () => {
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
