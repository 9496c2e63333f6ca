import type { Browser, Locator, Page } from 'playwright-core';

/** The playground's page as somebody sits before it. */
export interface Screen {
  page: Page;
  /** What went wrong in the page's own scripts. */
  failures: string[];
  /** Sits down as this person, and looks at #marketing-it. */
  become(name: string): Promise<void>;
  /** Says or types something in #marketing-it. */
  type(line: string): Promise<void>;
  /** The app's direct messages to whoever sits there. */
  openAppMessages(): Promise<void>;
  /** The form on top. */
  dialog(): Locator;
  /** A field of it, by how its label begins. */
  field(label: string): Locator;
  message(text: string | RegExp): Locator;
}

export async function openScreen(browser: Browser, url: string): Promise<Screen> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
  const failures: string[] = [];
  page.setDefaultTimeout(45_000);
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto(url);
  const dialog = () => page.getByRole('dialog').last();
  return {
    page,
    failures,
    dialog,
    field: (label) => dialog().getByLabel(new RegExp(`^${label}`)),
    message: (text) => page.getByRole('article').filter({ hasText: text }),
    async become(name) {
      const person = page.getByRole('combobox', { name: 'You are' });
      const option = person.locator('option').filter({ hasText: name });
      await person.selectOption((await option.getAttribute('value')) ?? '');
      await page
        .getByRole('button', { name: /marketing-it/ })
        .first()
        .click();
    },
    async type(line) {
      const composer = page.getByRole('textbox', { name: 'Message #marketing-it' });
      await composer.fill(line);
      await composer.press('Enter');
    },
    async openAppMessages() {
      await page.getByRole('navigation', { name: 'Apps' }).getByRole('button').first().click();
      await page.getByRole('tab', { name: 'Messages' }).click();
    },
  };
}
