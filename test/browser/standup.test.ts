import type { Browser } from 'playwright-core';
import { texts } from '../../src/text/text.ts';
import { startTestConcord, type TestConcord } from '../helpers/concord.ts';
import { launchChromium } from './chromium.ts';
import { openScreen, type Screen } from './screen.ts';

const en = texts('en');
const de = texts('de');

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** It begins on Tuesday, 8 June 2027, 9:00 in London; everybody is asked on Wednesday. */
describe('a standup by hand', () => {
  let app: TestConcord;
  let screen: Screen;

  beforeAll(async () => {
    app = await startTestConcord();
    screen = await openScreen(browser, app.playground.url);
  });
  afterAll(async () => {
    await screen.page.close();
    expect(app.playground.problems).toEqual([]);
    await app.stop();
    expect(screen.failures).toEqual([]);
  });

  const goTo = (instant: string) => app.advance(Date.parse(instant) - app.now());
  const asked = (userId: string) =>
    app.playground.waitFor(() => app.playground.as(userId).directMessages().length > 0, 10_000);
  const closed = () => screen.page.getByRole('dialog').waitFor({ state: 'detached' });
  const prompt = () => screen.page.getByRole('article').filter({ has: title() });
  const title = () => screen.page.getByRole('heading', { name: 'Midweek', exact: true });
  const report = () => {
    const heading = screen.page.getByRole('heading', { name: /^Midweek: / });
    return screen.page.getByRole('article').filter({ has: heading });
  };
  const thread = () => screen.page.getByRole('complementary', { name: 'Thread' });

  test('the CMO makes it in the form, which says beside the field what is wrong', async () => {
    const { become, type, dialog, field } = screen;
    await become('Carla Moreno');
    await type('/concord-standup new');
    await dialog().getByText(en.plain('standups.form.newTitle')).waitFor();
    await field(en.plain('standups.labels.name')).first().fill('Midweek');
    for (const day of await dialog().getByRole('checkbox', { checked: true }).all()) await day.uncheck();
    await field(en.plain('standups.labels.time')).fill('09:30');
    await field(en.plain('standups.labels.window')).fill('5');
    const submit = dialog().getByRole('button', { name: en.plain('standups.form.submit') });
    await submit.click();
    await dialog().getByRole('alert').first().waitFor();
    expect(await dialog().getByRole('alert').count()).toBe(2);
    await dialog().getByRole('checkbox', { name: 'Wednesday' }).check();
    await field(en.plain('standups.labels.window')).fill('240');
    await submit.click();
    await dialog().getByText('ST-1').waitFor();
    await dialog()
      .getByRole('button', { name: en.plain('common.close'), exact: true })
      .click();
    await closed();
  });

  test('the CIO answers in the form, in his own language', async () => {
    await goTo('2027-06-09T04:01:00Z');
    await asked('U0PLATFORM');
    await goTo('2027-06-09T07:31:00Z');
    await asked('U0CIO');
    const { become, dialog, field, openAppMessages } = screen;
    await become('Ingo Brandt');
    await openAppMessages();
    await prompt()
      .getByRole('button', { name: de.plain('standups.buttons.answer') })
      .click();
    // The questions are those of the standup, which the CMO made in English.
    await field(en.plain('standups.defaultQuestions.forward')).fill('Die <neue> Plattform steht');
    await field(en.plain('standups.defaultQuestions.need')).fill('Texte für den Banner');
    await dialog()
      .getByRole('button', { name: de.plain('common.save') })
      .click();
    await closed();
    await prompt().getByText(de.plain('standups.answered')).waitFor();
  });

  test('the brand manager answers in the thread', async () => {
    await goTo('2027-06-09T08:31:00Z');
    await asked('U0BRAND');
    await screen.become('Beatriz Lima');
    await screen.openAppMessages();
    await prompt().hover();
    await prompt().getByRole('button', { name: 'Reply in thread' }).click();
    const reply = thread().getByRole('textbox', { name: 'Reply in thread' });
    await reply.fill('The new logo is *final*');
    await reply.press('Enter');
    const next = en.plain('standups.nextQuestion', { question: en.plain('standups.defaultQuestions.need') });
    await thread().getByText(next).waitFor();
    await reply.fill('Access to the image server');
    await reply.press('Enter');
    await thread().getByText(en.plain('standups.defaultQuestions.decide')).last().waitFor();
    await thread().getByRole('button', { name: 'Close thread' }).click();
    await prompt().getByText(en.plain('standups.answered')).waitFor();
  });

  test('the report is in the channel, needs first', async () => {
    await goTo('2027-06-09T12:32:00Z');
    await screen.become('Carla Moreno');
    await report().getByText('Die <neue> Plattform steht').waitFor();
    await report().getByText('Texte für den Banner').waitFor();
    await report().getByText('final', { exact: true }).waitFor();
    const words = await report().innerText();
    expect(words).not.toContain('undefined');
    const order = [
      en.plain('standups.needsTitle'),
      'Texte für den Banner',
      'Marketing  ·  1 of 3 answered',
      'The new logo',
      'IT  ·  1 of 3 answered',
      'Die <neue> Plattform',
    ].map((part) => words.replaceAll(/[ \u00a0]+/g, ' ').indexOf(part.replaceAll(/ +/g, ' ')));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('the CMO accepts what IT needs, with the button', async () => {
    const accept = report().getByRole('button', { name: en.plain('standups.buttons.accept'), exact: true });
    expect(await accept.count()).toBe(2);
    const needs = report().locator('.block');
    const ofIt = needs.filter({ hasText: 'Texte für den Banner' });
    const at = await needs.evaluateAll((all) =>
      all.findIndex((block) => block.textContent?.includes('Texte für den Banner')),
    );
    await needs
      .nth(at + 1)
      .getByRole('button', { name: en.plain('standups.buttons.accept'), exact: true })
      .click();
    await ofIt.getByText('accepted by @Carla Moreno').waitFor();
    await app.playground.waitFor(async () => (await accept.count()) === 1, 5_000);
  });

  test('an answer changed after the report shows in it', async () => {
    await screen.become('Ingo Brandt');
    await screen.openAppMessages();
    await prompt()
      .getByRole('button', { name: de.plain('standups.buttons.change') })
      .click();
    const first = screen.field(en.plain('standups.defaultQuestions.forward'));
    expect(await first.inputValue()).toBe('Die <neue> Plattform steht');
    await first.fill('Die Plattform steht in beiden Rechenzentren');
    await screen
      .dialog()
      .getByRole('button', { name: de.plain('common.save') })
      .click();
    await closed();
    await screen.become('Carla Moreno');
    await report().getByText('Die Plattform steht in beiden Rechenzentren').waitFor();
    await report().getByText(en.plain('standups.amended')).waitFor();
    // What was accepted stays so, and there is one report.
    await report().getByText('accepted by @Carla Moreno').waitFor();
    expect(await report().count()).toBe(1);
  });
});
