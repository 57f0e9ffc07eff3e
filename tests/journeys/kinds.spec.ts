import { newCustomer } from '../support/customer';
import { expect, messages, open, reveal, test } from '../support/journey';
import { mo } from '../support/mo';
import { sourcePayloads } from '../support/source-payloads';
import { png } from '../support/tiny-files';

test('every body of the source document is shown with all of its data', async ({ inbox, inlet }) => {
  const customer = newCustomer('Sonja Source');
  const from = { number: customer.number, name: customer.name };
  for (const { mo: body } of sourcePayloads()) await inlet.deliver({ ...body, from, to: { number: '+31201234567' } });
  const log = await open(inbox, customer.name);
  const expected: [string, (string | RegExp)[]][] = [
    ['location', ['CM HQ', 'Konijnenberg 30', '51.603802', '4.770821']],
    ['contacts', ['CM Developer', 'Your last name', 'Konijnenberg 30', '4825 BD', 'Breda', 'Netherlands']],
    ['order', ['cmcomdevelop-frisbee', 'cmcomdevelop-coaster', 'cmcomdevelop-mousepad', '€3,167.01', 'XXXXXXXXXXXX']],
    ['listReply', ['list-row-title', 'list-row-description', 'your-unique-postbackid']],
    ['flowReply', ['entered-field-1', 'entered-value-1', 'your-flow-token']],
    ['welcomeRequest', ['User request welcome message']],
    ['error', ['Message type is not currently supported']],
    ['media', ['storefront.jpg']],
  ];
  for (const [kind, words] of expected) {
    const message = messages(log, kind);
    await reveal(log, message);
    for (const word of words) await expect(message).toContainText(word);
  }
  const template = messages(log, 'buttonReply').filter({
    hasText: 'aGlzIHRoaXMgaXMgY29vZHNhc2phZHdpcXdlMGZoIGFTIEZISUQgV1FEV0RT',
  });
  await reveal(log, template);
  await expect(template.getByText('Yes, this is OK')).toHaveCount(1);
  const reply = messages(log, 'buttonReply').filter({ hasText: 'button-title' });
  await reveal(log, reply);
  await expect(reply).toContainText('your-unique-postbackid');
  await reveal(log, log.getByRole('button', { name: /reserve a table for four/ }));
});

test.describe('a place', () => {
  test.use({ elsewhere: ['tile.openstreetmap.org'] });

  test('a place has a map with a marker at once, and streets only after a click that can be remembered', async ({
    inbox,
    inlet,
    context,
  }) => {
    const customer = newCustomer('Pim Place');
    const location = { latitude: 51.603802, longitude: 4.770821, label: 'CM HQ', searchQuery: 'Konijnenberg 30' };
    await inlet.deliver(mo({ ...customer, text: '', custom: { message_type: 'location', location } }));
    const tiles: string[] = [];
    await context.route(/tile\.openstreetmap\.org/, (route) => {
      tiles.push(route.request().url());
      return route.fulfill({ contentType: png.contentType, body: png.bytes });
    });
    const place = messages(await open(inbox, customer.name), 'location');
    await expect(place.locator('.leaflet-container')).toBeVisible();
    await expect(place.locator('.leaflet-marker-icon')).toBeVisible();
    await expect(place.locator('.leaflet-overlay-pane path, .leaflet-overlay-pane canvas').first()).toBeAttached();
    expect(tiles).toEqual([]);
    await place.getByRole('button', { name: 'Show streets' }).click();
    await expect.poll(() => tiles.length).toBeGreaterThan(0);
  });
});

test('an unknown type shows its source, and every message has one', async ({ inbox, inlet }) => {
  const customer = newCustomer('Ursula Unknown');
  await inlet.deliver(mo({ ...customer, text: '', custom: { message_type: 'hologram', hologram: { depth: 3 } } }));
  const unknown = messages(await open(inbox, customer.name), 'unknown');
  await expect(unknown).toContainText('hologram');
  await unknown.getByRole('button', { name: 'View source' }).first().click();
  await expect(inbox.getByRole('dialog')).toContainText('"depth": 3');
});

test('hostile words stay words', async ({ inbox, inlet }) => {
  const customer = newCustomer('<b>Hans</b>');
  const text = '<img src=x onerror="document.title=1"> javascript:alert(1) https://example.com/a?b=c \u202etxt.exe';
  await inlet.deliver(mo({ ...customer, text }));
  const log = await open(inbox, customer.name);
  await expect(messages(log, 'text')).toContainText('<img src=x onerror');
  await expect(messages(log, 'text').getByRole('link')).toHaveAttribute('rel', /noopener/);
  await expect(log.locator('a[href^="javascript"]')).toHaveCount(0);
});

test('search finds a piece of a word, wherever it stands, and leads to the message', async ({ inbox, inlet }) => {
  const customer = newCustomer('Zoë Zoek');
  await inlet.deliver(mo({ ...customer, text: 'De crème brûlée was heerlijk' }));
  await inlet.deliver(mo({ ...customer, text: 'Something else' }));
  await expect(inbox.getByRole('link', { name: customer.name })).toBeVisible();
  await inbox.getByRole('searchbox', { name: 'Search messages' }).fill('creme BRUL');
  await inbox.getByRole('list', { name: customer.name }).getByRole('link').filter({ hasText: 'brûlée' }).click();
  await expect(
    inbox.getByRole('log', { name: customer.name }).getByText('De crème brûlée was heerlijk'),
  ).toBeInViewport();
});
