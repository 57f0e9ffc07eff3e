import type { Request } from '@playwright/test';
import { newCustomer } from '../support/customer';
import { hostileFiles, RAN } from '../support/hostile-files';
import { enter, expect, test } from '../support/journey';
import { mediaMo } from '../support/media-mo';

const html = { contentType: 'text/html', body: '<!doctype html><title>A page without a policy</title>' };

test('nothing that customers send runs, however a browser is told to open it', async ({ browser, inlet, cdn, api }) => {
  const customer = newCustomer('Mallory Hostile');
  await inlet.deliver(
    hostileFiles.map((file) =>
      mediaMo({
        ...customer,
        url: cdn.put(2, file),
        contentType: file.contentType,
        title: file.name,
        type: file.messageType,
      }),
    ),
  );
  const stored = async () => {
    const [conversation] = await api.conversations(`q=${encodeURIComponent(customer.name)}`);
    const messages = conversation ? await api.messages(conversation.id) : [];
    return messages.flatMap(({ kind, content }) =>
      kind === 'media' && content?.state === 'stored'
        ? [{ address: `/api/media/${content.mediaId}`, title: content.title }]
        : [],
    );
  };
  await expect.poll(async () => (await stored()).length, { timeout: 30_000 }).toBe(hostileFiles.length);
  const files = await stored();
  const addresses = files.map(({ address }) => address);

  // The guard of the journeys would complain of what is refused here, so this browser is not watched.
  const context = await browser.newContext({ acceptDownloads: false });
  await enter(context, inlet, api);
  const ran: string[] = [];
  const asked = new Set<string>();
  context.on('request', (request) => {
    const [, name] = request.url().split(RAN);
    if (name !== undefined) ran.push(name);
  });
  const note = (request: Request) => {
    asked.add(request.url().replace(inlet.url, ''));
  };
  context.on('requestfinished', note);
  context.on('requestfailed', note);
  context.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  // Pages of our origin that may embed whatever they like, so that only what the files are served with holds them.
  const bare = new URL('/without-policy', inlet.url).href;
  const trap = hostileFiles.find(({ name }) => name === 'page.html');
  await context.route(bare, (route) => route.fulfill(html));
  await context.route(`${bare}/trap`, (route) => route.fulfill({ ...html, body: trap?.bytes.toString() ?? '' }));

  const page = await context.newPage();
  await page.goto(`${bare}/trap`);
  await expect.poll(() => ran.length).toBeGreaterThan(0);
  await page.goto(bare);
  ran.length = 0;

  const ways = ['img', 'iframe', 'object', 'script'] as const;
  await page.evaluate(
    ([all, tags]) => {
      for (const address of all) {
        for (const tag of tags) {
          const element = document.createElement(tag);
          element.setAttribute(tag === 'object' ? 'data' : 'src', `${address}?as=${tag}`);
          document.body.append(element);
        }
      }
    },
    [addresses, ways] as const,
  );
  const wanted = addresses.flatMap((address) => ways.map((way) => `${address}?as=${way}`));
  await expect.poll(() => wanted.filter((address) => !asked.has(address)), { timeout: 60_000 }).toEqual([]);
  // As pages of their own, those that may be shown, and some that are for saving, which a browser calls an error.
  const opened = new Set(['page.html', 'page.png', 'drawing.svg', 'page.xhtml', 'styled.xml']);
  for (const { name, shown } of hostileFiles) if (shown !== null) opened.add(name);
  for (const { address, title } of files)
    if (opened.has(title ?? '')) await page.goto(new URL(address, inlet.url).href).catch(() => null);
  await page.goto(bare);
  await page.evaluate((address) => fetch(address), `${RAN}the-end`);
  expect(ran).toEqual(['the-end']);
  await context.close();
});
