import { enter, expect, test, thread } from '../support/journey';
import { signIn } from '../support/sign-in';

// The pictures of the README. Only when asked for (PICTURES=1), so that testing leaves the sources as they are.
if (process.env.PICTURES !== undefined) {
  const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

  test('the inbox and a thread, on a desk and in a hand, in both themes', async ({ page, emptyInlet }) => {
    test.setTimeout(120_000);
    const api = await signIn(emptyInlet);
    await enter(page.context(), emptyInlet, api);
    await api.ask('POST', '/api/samples');
    const states = async () =>
      (await api.allMessages()).flatMap((message) =>
        message.kind === 'media' && message.content ? [message.content.state] : [],
      );
    await expect.poll(states).not.toContain('pending');
    const [conversation] = await api.conversations();
    if (!conversation) throw new Error('There is no sample conversation.');

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(sizes.desktop);
      await page.goto(`${emptyInlet.url}/conversations/${conversation.id}`);
      await settle();
      await page.screenshot({ path: `docs/images/inbox-${colorScheme}.png` });
      await page.setViewportSize(sizes.phone);
      await page.goto(`${emptyInlet.url}/conversations/${conversation.id}`);
      await settle();
      await page.screenshot({ path: `docs/images/phone-thread-${colorScheme}.png` });
      await page.goto(emptyInlet.url);
      await expect(page.getByRole('list', { name: 'Conversations' }).getByRole('link').first()).toBeVisible();
      await page.screenshot({ path: `docs/images/phone-list-${colorScheme}.png` });
    }

    async function settle() {
      await expect(
        thread(page, conversation?.customer.name ?? '')
          .locator('[data-message-id]')
          .first(),
      ).toBeVisible();
      // Those in sight: the others wait until somebody scrolls there.
      const areDrawn = () =>
        [...document.images]
          .filter((image) => image.checkVisibility() && image.getBoundingClientRect().top < window.innerHeight)
          .every((image) => image.complete);
      await expect.poll(() => page.evaluate(areDrawn)).toBe(true);
      await page.evaluate(() => document.fonts.ready);
    }
  });
}
