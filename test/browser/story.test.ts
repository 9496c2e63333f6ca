import type { Browser, Locator, Page } from 'playwright-core';
import { texts } from '../../src/text/text.ts';
import { startTestConcord, type TestConcord } from '../helpers/concord.ts';
import { launchChromium } from './chromium.ts';
import { openScreen, type Screen } from './screen.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const cases = [
  {
    locale: 'en' as const,
    first: 'Carla Moreno',
    language: 'English',
    statement: 'We share one customer database',
    reason: 'It comes too early.',
  },
  {
    locale: 'de' as const,
    first: 'Ingo Brandt',
    language: 'Deutsch',
    statement: 'Wir nutzen künftig eine gemeinsame Kundendatenbank für alle Märkte',
    reason: 'Die Einwilligungen müssen vorher geklärt sein.',
  },
];

describe.each(cases)('from setup to a kept agreement by hand, in $language', (story) => {
  const t = texts(story.locale);
  let app: TestConcord;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    app = await startTestConcord({ departments: false });
    screen = await openScreen(browser, app.playground.url);
    page = screen.page;
  });

  afterAll(async () => {
    await page.close();
    await app.stop();
    expect(screen.failures).toEqual([]);
  });

  const become = (name: string) => screen.become(name);
  const type = (line: string) => screen.type(line);
  const dialog = () => screen.dialog();
  const message = (text: string | RegExp) => screen.message(text);
  const choosePeople = async (field: Locator, names: string[]) => {
    for (const name of names) {
      await field.fill(name);
      await dialog().getByRole('listbox').getByRole('option', { name }).click();
    }
    await field.press('Escape');
  };
  const chooseLead = (at: number, name: string) => leads().nth(at).selectOption({ label: name });
  const leads = () =>
    dialog().getByRole('combobox', {
      name: new RegExp(`^${t.plain('departments.form.lead')} \\((CMO|CIO)\\)`),
    });

  test('two departments are set up in the form, which says beside the field what is wrong', async () => {
    await become(story.first);
    await type('/concord setup');
    await dialog().getByText(t.plain('departments.setup.title')).waitFor();
    await chooseLead(0, 'Carla Moreno');
    await chooseLead(1, 'Carla Moreno');
    const members = dialog().getByRole('combobox', {
      name: new RegExp(`^${t.plain('departments.form.members')}`),
    });
    await choosePeople(members.nth(0), ['Beatriz Lima', 'Clara Rösler']);
    await choosePeople(members.nth(1), ['Priya Nair', 'Dieter Anders']);
    const language = dialog().getByRole('combobox', {
      name: new RegExp(`^${t.plain('departments.setup.language')}`),
    });
    await language.selectOption({ label: story.language });
    const save = dialog().getByRole('button', { name: t.plain('common.save') });
    await save.click();
    // One person cannot lead both, and what was chosen is still there.
    await dialog().getByRole('alert').getByText('Carla Moreno').first().waitFor();
    await dialog().getByRole('button', { name: 'Remove Dieter Anders' }).waitFor();
    await chooseLead(1, 'Ingo Brandt');
    await save.click();
    await dialog().getByText(t.plain('departments.setup.doneTitle')).waitFor();
    await dialog()
      .getByRole('button', { name: t.plain('common.close'), exact: true })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a proposal is put, and everybody votes by reacting to it', async () => {
    await type(`/concord-propose ${story.statement}`);
    const proposal = message(/P-1/).filter({ hasText: story.statement }).first();
    await proposal.getByRole('button', { name: /\+1/ }).waitFor();
    for (const name of ['Carla Moreno', 'Beatriz Lima', 'Priya Nair', 'Dieter Anders']) {
      await become(name);
      await proposal.getByRole('button', { name: /\+1/ }).click();
    }
    await become('Clara Rösler');
    await proposal.getByRole('button', { name: /^\S+ -1/ }).click();
    await proposal.getByText(t.plain('proposals.turnout', { turnout: 3, eligible: 3 })).waitFor();
    const asked = app.playground.as('U0CRM');
    await app.playground.waitFor(() => asked.directMessages().length > 0);
    await screen.openAppMessages();
    await page.getByRole('button', { name: texts('de').plain('proposals.objection.button') }).click();
    await dialog()
      .getByRole('textbox', { name: texts('de').plain('proposals.labels.reason') })
      .fill(story.reason);
    await dialog()
      .getByRole('button', { name: texts('de').plain('common.save') })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await become('Ingo Brandt');
    await proposal.getByRole('button', { name: /\+1/ }).click();
    await message(t.plain('proposals.announcement.title', { number: 1 }))
      .first()
      .waitFor();
    await proposal.getByText(t.plain('proposals.outcomes.agreed', { number: 1 })).waitFor();
  });

  test('the thread names who stood where, with the reason', async () => {
    const proposal = message(/P-1/).filter({ hasText: story.statement }).first();
    await proposal.getByRole('button', { name: /repl/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText(story.reason).first().waitFor();
    await thread.getByText('@Clara Rösler').first().waitFor();
    await thread.getByRole('button', { name: 'Close thread' }).click();
  });

  test('the agreement is found in the history', async () => {
    await become(story.first);
    await type('/concord-agreements show A-1');
    const answer = message('Only visible to you').last();
    await answer.getByText(story.statement).first().waitFor();
    await type('/concord-agreements verify');
    await message('Only visible to you')
      .last()
      .getByText(/[0-9a-f]{64}/)
      .waitFor();
  });
});
