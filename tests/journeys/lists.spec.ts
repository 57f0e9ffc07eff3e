import { newCustomer } from '../support/customer';
import { enter, expect, expectToFit, test } from '../support/journey';
import { mo } from '../support/mo';
import { signIn } from '../support/sign-in';

test(
  'a long list scrolls in its own pane, and the page round it stays',
  { tag: '@pointer' },
  async ({ page, emptyInlet }) => {
    await enter(page.context(), emptyInlet, await signIn(emptyInlet));
    const custom = { message_type: 'location', location: { latitude: 51.6, longitude: 4.77, label: 'Longfield' } };
    await emptyInlet.deliver(Array.from({ length: 120 }, () => mo({ ...newCustomer('Lars List'), text: '', custom })));
    for (const path of ['/places', '/?q=longfield', '/?view=unread']) {
      await page.goto(emptyInlet.url + path);
      const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Longfield' });
      await expect(rows.nth(9)).toBeAttached();
      await expectToFit(page);
      await rows.nth(3).hover();
      await expect(async () => {
        await page.mouse.wheel(0, 20_000);
        await expect(rows.last()).toBeInViewport({ timeout: 100 });
      }).toPass();
      await expectToFit(page);
    }
  },
);
