import type { Browser, Page } from 'playwright-core';
import { texts } from '../../src/text/text.ts';
import { startTestConcord, type TestConcord } from '../helpers/concord.ts';
import { launchChromium } from './chromium.ts';
import { openScreen, type Screen } from './screen.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Both begin on Tuesday, 8 June 2027; the channel is in English, the forms are in each person's language. */
const cases = [
  { locale: 'en' as const, name: 'Carla Moreno', startsUtcHour: 9 },
  { locale: 'de' as const, name: 'Ingo Brandt', startsUtcHour: 8 },
];

describe.each(cases)('a sync by hand, by $name', ({ locale, name, startsUtcHour }) => {
  const t = texts(locale);
  const inChannel = texts('en');
  let app: TestConcord;
  let screen: Screen;
  let page: Page;

  beforeAll(async () => {
    app = await startTestConcord();
    screen = await openScreen(browser, app.playground.url);
    page = screen.page;
    await screen.become(name);
  });
  afterAll(async () => {
    await page.close();
    expect(app.playground.problems).toEqual([]);
    await app.stop();
    expect(screen.failures).toEqual([]);
  });

  const dialog = () => screen.dialog();
  const message = (text: string) => screen.message(text);
  const field = (label: string) => screen.field(label);
  /** The clock stands at `startsUtcHour` of a day, counted from the first. */
  const goTo = async (days: number, hours: number) => {
    const at = Date.parse('2027-06-08T00:00:00Z') + days * day + hours * hour;
    await app.advance(at - app.now());
  };

  test('the form shows the next dates, and others when the choices change', async () => {
    await screen.type('/concord sync new');
    await dialog().getByText(t.plain('syncs.form.newTitle')).waitFor();
    await field(t.plain('syncs.labels.title')).fill('CMO/CIO sync');
    const dates = () => dialog().getByRole('listitem').allInnerTexts();
    expect((await dates())[0]).toMatch(/15.*2027|2027.*15/);
    await field(t.plain('syncs.labels.day')).fill('2027-06-10');
    await app.playground.waitFor(async () => /10.*2027/.test((await dates())[0] ?? ''), 10_000);
    await field(t.plain('syncs.labels.time')).fill('10:00');
    // What was typed before is still there.
    expect(await field(t.plain('syncs.labels.title')).inputValue()).toBe('CMO/CIO sync');
    await dialog()
      .getByRole('button', { name: t.plain('syncs.form.submit') })
      .click();
    await dialog().getByText('S-1').waitFor();
    await dialog()
      .getByRole('button', { name: t.plain('common.close'), exact: true })
      .last()
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('its agenda comes the day before and takes an item', async () => {
    await goTo(1, startsUtcHour + 0.1);
    const agenda = message(inChannel.plain('meetings.agendaTitle', { title: 'CMO/CIO sync' })).first();
    await agenda.getByRole('button', { name: inChannel.plain('meetings.buttons.add') }).click();
    await field(t.plain('meetings.addForm.item')).fill('Budget for the third quarter');
    await dialog()
      .getByRole('button', { name: t.plain('common.save') })
      .click();
    await agenda.getByText('Budget for the third quarter').waitFor();
  });

  test('it is held, and what came of it is kept', async () => {
    await goTo(2, startsUtcHour + 0.05);
    const start = message(inChannel.plain('meetings.startTitle', { title: 'CMO/CIO sync' })).first();
    await start.getByText('Budget for the third quarter').waitFor();
    await start.getByRole('button', { name: inChannel.plain('meetings.buttons.here') }).click();
    await start.getByText(/^Here: /).waitFor();

    await app.advance(46 * minute);
    await start.getByText(/1 reply|1 Antwort/).click();
    await page.getByRole('button', { name: inChannel.plain('meetings.buttons.held'), exact: true }).click();
    await field(t.plain('meetings.afterForm.notes')).fill('It went well.');
    await dialog().getByLabel('Budget for the third quarter').check();
    await dialog()
      .getByRole('button', { name: t.plain('meetings.afterForm.submit') })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('It went well.').waitFor();
    const [sync] = await app.db.selectFrom('syncs').selectAll().orderBy('slot').execute();
    expect(sync).toMatchObject({ state: 'held', notes: 'It went well.' });
  });
});
