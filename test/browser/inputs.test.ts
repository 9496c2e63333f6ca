import type { Browser } from 'playwright-core';
import { type Running, startOverSocketMode } from '../playground/bolt-app.ts';
import { launchChromium } from './chromium.ts';
import { everythingForm, green, option, type State } from './everything-form.ts';
import { openScreen, type Screen } from './screen.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('the inputs of a form', () => {
  let tea: Running;
  let screen: Screen;
  const submissions: State[] = [];
  /** What the app finds wrong, by block. */
  let errors: Record<string, string> | null = null;

  beforeAll(async () => {
    tea = await startOverSocketMode((app) => {
      app.command('/tea', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: everythingForm });
      });
      app.view('everything', async ({ ack, view }) => {
        submissions.push(view.state.values as unknown as State);
        await (errors ? ack({ response_action: 'errors', errors }) : ack());
      });
      app.action(/.*/, async ({ ack }) => ack());
    });
    screen = await openScreen(browser, tea.playground.url);
    await screen.become('Carla Moreno');
  });
  afterAll(async () => {
    await screen.page.close();
    expect(tea.playground.problems).toEqual([]);
    await tea.stop();
    expect(screen.failures).toEqual([]);
  });
  beforeEach(() => {
    errors = null;
    submissions.length = 0;
  });

  const labels = everythingForm.blocks.map((block) => (block as { label: { text: string } }).label.text);
  const block = (label: string) =>
    screen
      .dialog()
      .locator('.input-block')
      .filter({ has: screen.page.getByLabel(new RegExp(`^${label}`)) });
  const field = (label: string) => screen.field(label).first();
  const openForm = async () => {
    await screen.type('/tea');
    await screen.dialog().getByRole('heading', { name: 'Everything' }).waitFor();
  };
  const submit = () => screen.dialog().getByRole('button', { name: 'Order' }).click();
  const closed = () => screen.page.getByRole('dialog').waitFor({ state: 'detached' });
  /** Label → the error beside the field. */
  const shown = async () => {
    const found: Record<string, string> = {};
    for (const label of labels) {
      const alert = block(label).getByRole('alert');
      if (await alert.count()) found[label] = await alert.innerText();
    }
    return found;
  };
  const chosen = (label: string) =>
    block(label)
      .getByRole('button', { name: /^Remove / })
      .evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')?.replace('Remove ', '')));
  const choose = async (label: string, names: string[]) => {
    for (const name of names) {
      await field(label).fill(name);
      await screen.dialog().getByRole('listbox').getByRole('option', { name }).click();
    }
    await field(label).press('Escape');
  };

  const fillIn = async () => {
    await field('Cups').fill('3');
    await field('Weight').fill('0.25');
    await block('Kind').getByLabel('Black').check();
    await block('Kind').getByLabel('Green').check();
    await block('Extras').getByLabel('Lemon').check();
    await block('Extras').getByLabel('Milk').check();
    await field('Shop').fill('https://tea.example.com/a?b=c&d');
    await field('Mail').fill('carla@example.com');
    await field('Day').fill('2027-06-10');
    await field('Time').fill('16:05');
    // London has summer time.
    await field('Until').fill('2027-06-10T18:30');
  };

  test('are shown with what they begin with', async () => {
    await openForm();
    expect(await field('Cups').inputValue()).toBe('2');
    expect(await field('Weight').getAttribute('placeholder')).toBe('in kg');
    expect(await screen.dialog().getByRole('radio', { checked: true }).count()).toBe(0);
    await block('Kind').getByText('from Uji').waitFor();
    const ticked = block('Extras').getByRole('checkbox', { checked: true });
    expect(await ticked.count()).toBe(1);
    expect(await block('Extras').getByLabel('Sugar').isChecked()).toBe(true);
    expect(await field('Day').inputValue()).toBe('2027-06-09');
    expect(await field('Time').inputValue()).toBe('');
    expect(await chosen('Leaves')).toEqual([]);
    expect(await chosen('Guests')).toEqual(['Ingo Brandt']);
    expect(await described('Time')).toBe('Asia/Tokyo');
    await block('Shop').getByText('Where it is from').waitFor();
    expect(await screen.dialog().getByText('(optional)').count()).toBe(2);
  });

  test('say at the field what Slack does not send', async () => {
    await field('Cups').fill('21');
    await field('Weight').fill('much');
    await field('Shop').fill('tea shop');
    await field('Mail').fill('carla@');
    await block('Extras').getByLabel('Sugar').uncheck();
    await submit();
    await block('Until').getByRole('alert').waitFor();
    const missing = 'Please complete this required field.';
    expect(await shown()).toEqual({
      Cups: 'Please enter a number of at most 20.',
      Weight: 'Please enter a number.',
      Kind: missing,
      Extras: missing,
      Shop: 'Please enter a valid URL.',
      Mail: 'Please enter a valid email.',
      Time: missing,
      Until: missing,
      Leaves: missing,
    });
    expect(submissions).toEqual([]);
    for (const label of ['Cups', 'Kind', 'Extras', 'Shop', 'Time', 'Leaves']) {
      expect(await field(label).getAttribute('aria-invalid')).toBe('true');
      expect(await described(label)).toContain((await shown())[label]);
    }
    // A hint stays beside the error.
    expect(await described('Shop')).toContain('Where it is from');
    await field('Time').scrollIntoViewIfNeeded();
  });

  test('show what the app finds wrong at each of them, and keep what was put in', async () => {
    await fillIn();
    await choose('Leaves', ['Assam', 'Bancha']);
    await choose('Guests', ['Beatriz Lima']);
    await choose('Rooms', ['#leads']);
    const blocks = everythingForm.blocks.map(({ block_id }) => block_id ?? '');
    errors = Object.fromEntries(blocks.map((id) => [id, `Not this ${id}`]));
    await submit();
    await block('Rooms').getByRole('alert').waitFor();
    expect(await shown()).toEqual(
      Object.fromEntries(labels.map((label) => [label, `Not this ${label.toLowerCase()}`])),
    );
    expect(await field('Until').inputValue()).toBe('2027-06-10T18:30');
    expect(await chosen('Leaves')).toEqual(['Assam', 'Bancha']);
    expect(submissions).toHaveLength(1);
  });

  test('arrive as Slack sends them', async () => {
    await submit();
    await closed();
    expect(submissions).toEqual([
      {
        cups: { value: { type: 'number_input', value: '3' } },
        weight: { value: { type: 'number_input', value: '0.25' } },
        kind: { value: { type: 'radio_buttons', selected_option: green } },
        extras: { value: { type: 'checkboxes', selected_options: [option('Milk'), option('Lemon')] } },
        shop: { value: { type: 'url_text_input', value: 'https://tea.example.com/a?b=c&d' } },
        mail: { value: { type: 'email_text_input', value: 'carla@example.com' } },
        day: { value: { type: 'datepicker', selected_date: '2027-06-10' } },
        time: { value: expect.objectContaining({ type: 'timepicker', selected_time: '16:05' }) },
        until: {
          value: {
            type: 'datetimepicker',
            selected_date_time: Date.parse('2027-06-10T17:30:00Z') / 1000,
          },
        },
        leaves: {
          value: { type: 'multi_static_select', selected_options: [option('Assam'), option('Bancha')] },
        },
        guests: { value: { type: 'multi_users_select', selected_users: ['U0CIO', 'U0BRAND'] } },
        rooms: { value: { type: 'multi_conversations_select', selected_conversations: ['C0LEADS'] } },
      },
    ]);
  });

  test('of many are chosen by keys, no more than may be, and emptied again', async () => {
    await openForm();
    const leaves = field('Leaves');
    await leaves.focus();
    await leaves.press('ArrowDown');
    await leaves.press('Enter');
    await leaves.fill('sen');
    await leaves.press('Enter');
    expect(await chosen('Leaves')).toEqual(['Bancha', 'Sencha']);
    const third = screen.dialog().getByRole('listbox').getByRole('option', { name: 'Assam' });
    expect(await third.getAttribute('aria-disabled')).toBe('true');
    await leaves.fill('assam');
    await leaves.press('Enter');
    expect(await chosen('Leaves')).toEqual(['Bancha', 'Sencha']);
    await leaves.fill('');
    await leaves.press('Backspace');
    expect(await chosen('Leaves')).toEqual(['Bancha']);
    // Escape closes the list, and not the form.
    await leaves.press('Escape');
    await block('Guests').getByRole('button', { name: 'Remove Ingo Brandt' }).click();
    expect(await chosen('Guests')).toEqual([]);
    await field('Cups').fill('');
    await field('Day').fill('');
    await submit();
    await block('Day').getByRole('alert').waitFor();
    expect(Object.keys(await shown())).toEqual(expect.arrayContaining(['Cups', 'Day']));
    expect(Object.keys(await shown())).not.toContain('Guests');
    await fillIn();
    await submit();
    await closed();
    expect(submissions[0]).toMatchObject({
      leaves: { value: { selected_options: [option('Bancha')] } },
      guests: { value: { type: 'multi_users_select', selected_users: [] } },
      rooms: { value: { type: 'multi_conversations_select', selected_conversations: [] } },
    });
  });

  function described(label: string): Promise<string> {
    return field(label).evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id: string) => element.ownerDocument.getElementById(id)?.textContent ?? '')
        .join('\n'),
    );
  }
});
