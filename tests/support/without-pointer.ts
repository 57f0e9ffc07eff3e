import { expect, type Locator, type Page } from '@playwright/test';

/** What the arrows lead to, inside something that is one stop of Tab. */
const amongOthers = '[role^="menuitem"], [role="option"], input[type="radio"]';
const mostArrows = 50;
/** A message's own controls can be reached from it alone, so that on the way back there are more stops. */
const mostTabs = 4;

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
  const { isOption, isAmongOthers } = await locator.evaluate(
    (element, those) => ({ isOption: element.role === 'option', isAmongOthers: element.matches(those) }),
    amongOthers,
  );
  if (isOption) await walkTo(locator);
  else await locator.focus();
  expect(await isCurrent(locator), `${locator.toString()} takes the focus`).toBe(true);
  if (!isAmongOthers) {
    await keyboard.press('Shift+Tab');
    for (let step = 0; step === 0 || (step < mostTabs && !(await isCurrent(locator))); step += 1) {
      await keyboard.press('Tab');
    }
    expect(await isCurrent(locator), `${locator.toString()} is a stop of Tab`).toBe(true);
  }
  await keyboard.press(key);
}

/** From the field that a list of options belongs to. */
async function walkTo(option: Locator): Promise<void> {
  for (let step = 0; step < mostArrows && !(await isCurrent(option)); step += 1) {
    await option.page().keyboard.press('ArrowDown');
  }
}

/** Whether the focus is on it, or on a field that names it as its active option. */
function isCurrent(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const focused = document.activeElement;
    return element === focused || (element.id !== '' && focused?.getAttribute('aria-activedescendant') === element.id);
  });
}
