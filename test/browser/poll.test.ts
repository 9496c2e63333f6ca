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

const people = ['Carla Moreno', 'Beatriz Lima', 'Clara Rösler', 'Ingo Brandt', 'Priya Nair', 'Dieter Anders'];

describe('a poll, a pulse and a grey zone by hand', () => {
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

  const closed = () => screen.page.getByRole('dialog').waitFor({ state: 'detached' });
  /** In the channel, for everybody: what somebody alone sees says so. */
  const shown = (words: string) => screen.message(words).filter({ hasNotText: 'Only visible to you' });
  const onlyToMe = (words: string) => screen.message(words).filter({ hasText: 'Only visible to you' });
  const chart = () => screen.page.locator('figure, svg').filter({ hasText: 'Marketing' });

  test('the CMO asks in the form, which says beside the field what is wrong', async () => {
    const { become, type, dialog, field } = screen;
    await become('Carla Moreno');
    await type('/concord-poll');
    await dialog().getByText(en.plain('polls.form.title')).waitFor();
    await field(en.plain('polls.labels.question')).fill('Where do we host it?');
    await field(en.plain('polls.labels.options')).fill('Cloud\nCloud');
    const submit = dialog().getByRole('button', { name: en.plain('polls.form.submit') });
    await submit.click();
    await dialog().getByRole('alert').first().waitFor();
    await field(en.plain('polls.labels.options')).fill('Cloud\nOwn data centre');
    await submit.click();
    await dialog()
      .getByRole('button', { name: en.plain('common.close'), exact: true })
      .click();
    await closed();
    await shown('Where do we host it?').getByRole('button', { name: 'Own data centre' }).waitFor();
  });

  test('people answer with a click, think again, and see their own answer; the bars follow', async () => {
    const poll = shown('Where do we host it?').last();
    await poll.getByRole('button', { name: 'Cloud' }).click();
    await onlyToMe('your answer: Cloud').waitFor();
    await screen.become('Ingo Brandt');
    await poll.getByRole('button', { name: 'Cloud' }).click();
    await onlyToMe('Cloud').waitFor();
    await poll.getByRole('button', { name: 'Own data centre' }).click();
    await onlyToMe('Own data centre').waitFor();
    await poll.getByText('IT: 1 (100%)').waitFor();
    await poll.getByText('Answered: Marketing 1 of 3').waitFor();
  });

  test('it is closed with a word of caution, and the outcome is drawn by department', async () => {
    await screen.become('Carla Moreno');
    await shown('Where do we host it?')
      .last()
      .getByRole('button', { name: en.plain('polls.buttons.close') })
      .click();
    const sure = screen.page.getByRole('alertdialog');
    await sure.getByText(en.plain('polls.closeTitle')).waitFor();
    await sure.getByRole('button', { name: en.plain('polls.buttons.close') }).click();
    await shown('Marketing leans to Cloud, IT to Own data centre').last().waitFor();
    await chart().first().waitFor();
  });

  test('the outcome becomes a proposal, filled in', async () => {
    const outcome = shown('Ask again').last();
    await outcome.getByRole('button', { name: en.plain('polls.buttons.propose') }).click();
    await screen.dialog().waitFor();
    expect(await screen.field(en.plain('proposals.labels.statement')).inputValue()).toContain(
      'Where do we host it?',
    );
    await screen
      .dialog()
      .getByRole('button', { name: en.plain('common.cancel') })
      .click();
    await closed();
  });

  test('a pulse of an initiative is answered in five steps, and its card draws where both stand', async () => {
    await screen.type(
      '/concord-initiative new "Customer data" --direction "One platform" --extent "Until June"',
    );
    await onlyToMe('One platform').waitFor();
    await screen.type('/concord-poll pulse "Customer data"');
    const pulse = shown('Where do we stand with').last();
    for (const [i, name] of people.entries()) {
      await screen.become(name);
      await pulse
        .getByRole('button', { name: i < 3 ? 'exactly right' : 'wrong way' })
        .last()
        .click();
      await pulse.getByRole('button', { name: 'about right' }).click();
    }
    await shown('Where do we stand with').filter({ hasText: 'Alignment 0 of 100' }).waitFor();
    await screen.become('Carla Moreno');
    await screen.type('/concord-initiative show "Customer data"');
    await onlyToMe('Customer data')
      .last()
      .getByText(/furthest apart/)
      .first()
      .waitFor();
  });

  test('a grey zone is answered blind, and shown side by side once both leads have answered', async () => {
    await screen.type('/concord-greyzone "Who owns the consent banner?"');
    const asked = shown('Who leads it today?').last();
    for (const [name, department, t] of [
      ['Carla Moreno', 'Marketing', en],
      ['Ingo Brandt', 'IT', de],
    ] as const) {
      await screen.become(name);
      await asked.getByRole('button', { name: department, exact: true }).first().click();
      await onlyToMe(t.plain('greyzones.ourSide', { department })).last().waitFor();
      expect(await shown('Overlap').count()).toBe(0);
      await asked.getByRole('button', { name: department, exact: true }).last().click();
    }
    await shown('Overlap: Marketing and IT each claim it.').last().waitFor();
    await shown('Overlap')
      .last()
      .getByRole('button', { name: en.plain('greyzones.buttons.propose') })
      .click();
    await screen.dialog().waitFor();
    expect(await screen.field(de.plain('greyzones.labels.statement')).inputValue()).toBe(
      'Marketing leads the consent banner; IT supports.',
    );
  });
});
