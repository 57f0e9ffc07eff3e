import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Lets a test's pages do without a pointer. What it clicks must be a stop of Tab, or a part of a list or menu that has one,
 * and is pressed with Enter or Space; what it hovers takes the focus; its wheel is the pages of the keyboard.
 */
export function doWithoutPointer(page: Page): void {
  // One prototype serves all locators, and so does one for all mice.
  Object.assign(Object.getPrototypeOf(page.locator('body')), {
    async click(this: Locator) {
      await press(this);
    },
    async check(this: Locator) {
      await press(this, 'Space');
    },
    async hover(this: Locator) {
      await this.locator('[tabindex="0"]').first().focus();
    },
  });
  Object.assign(Object.getPrototypeOf(page.mouse), {
    wheel: (_x: number, y: number) => page.keyboard.press(y < 0 ? 'PageUp' : 'PageDown'),
  });
}

async function press(locator: Locator, key = 'Enter'): Promise<void> {
  await expect(locator).toBeVisible();
  await expect(locator).toBeEnabled();
  const { keyboard } = locator.page();
  const hasFocus = () => locator.evaluate((element) => element === document.activeElement);
  await locator.focus();
  expect(await hasFocus(), `${locator.toString()} takes the focus`).toBe(true);
  const isInPopup = await locator.evaluate((element) => element.matches('[role^="menuitem"], [role="option"]'));
  if (!isInPopup) {
    await keyboard.press('Shift+Tab');
    await keyboard.press('Tab');
    expect(await hasFocus(), `${locator.toString()} is a stop of Tab`).toBe(true);
  }
  await keyboard.press(key);
}
