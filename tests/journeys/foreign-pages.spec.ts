import { createServer } from 'node:http';
import { enter, expect, test } from '../support/journey';
import { listenOnFreePort } from '../support/listen-on-free-port';
import { mo } from '../support/mo';
import { newCustomer } from '../support/customer';

// What a page of somebody else sends by itself, with whatever cookies the browser adds: forms of each type, and requests.
const attack = (target: string) => `<!doctype html>
<body>
<script>
const target = ${JSON.stringify(target)};
const bodies = { 'text/plain': '{"streetTilesForAll":true,"x":"', 'application/x-www-form-urlencoded': '{"streetTilesForAll":true}' };
(async () => {
  for (const path of ['/api/samples', '/api/problems/replay', '/api/auth/sign-out', '/api/webhook/rotation', '/api/settings']) {
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const frame = document.createElement('iframe');
      frame.name = path + enctype;
      document.body.append(frame);
      const form = Object.assign(document.createElement('form'), { method: 'post', action: target + path, enctype, target: frame.name });
      form.append(Object.assign(document.createElement('input'), { name: bodies[enctype] || 'x', value: '"}' }));
      document.body.append(form);
      form.submit();
      for (const credentials of ['include', 'same-origin'])
        await fetch(target + path, { method: 'POST', mode: 'no-cors', credentials, body: new Blob(['{}'], { type: enctype }) }).catch(() => {});
      await fetch(target + path, { method: 'PUT', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{"streetTilesForAll":true}' }).catch(() => {});
      navigator.sendBeacon(target + path, new Blob(['{}'], { type: 'text/plain' }));
    }
  }
  document.title = 'done';
})();
</script>`;

test('a page of somebody else changes nothing with the cookies of who reads it', async ({ browser, inlet, api }) => {
  const customer = newCustomer('Cora Csrf');
  await inlet.deliver(mo({ ...customer, text: 'Still here' }));
  const state = async () => (await api.ask('GET', '/api/setup')).text();
  const before = await state();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(attack(inlet.url));
  });
  const port = await listenOnFreePort(server);
  // The guard of the journeys would complain of what is refused here, so this browser is not watched.
  const context = await browser.newContext();
  await enter(context, inlet, api);
  const answered: number[] = [];
  context.on('response', (response) => {
    if (response.request().method() !== 'GET' && response.url().startsWith(`${inlet.url}/api`))
      answered.push(response.status());
  });
  // Another port of the same host is the same site, so its requests carry the cookie; another name is another site.
  for (const [index, host] of ['localhost', '127.0.0.1'].entries()) {
    const page = await context.newPage();
    await page.goto(`http://${host}:${port}/`);
    await expect(page).toHaveTitle('done');
    // Its 15 forms at least; an answer to a request of a script is kept from whoever is elsewhere.
    await expect.poll(() => answered.length).toBeGreaterThanOrEqual(15 * (index + 1));
    await page.close();
  }
  expect(answered.filter((status) => status < 400)).toEqual([]);
  expect((await api.ask('GET', '/api/counts')).status).toBe(200);
  expect(await state()).toBe(before);
  await context.close();
  server.close();
});
