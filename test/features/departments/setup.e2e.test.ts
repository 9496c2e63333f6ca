import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

/** People and settings as a new workspace would choose them. */
const filledIn = {
  'lead:0': 'U0CMO',
  'members:0': ['U0BRAND', 'U0CRM'],
  'lead:1': 'U0CIO',
  'members:1': ['U0PLATFORM', 'U0DATA'],
  channel,
};

describe('setting a new workspace up', () => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord({ departments: false });
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const as = (userId: string) => app.playground.as(userId);
  const topView = (userId: string) => as(userId).views().at(-1)!;
  const lastEphemeral = (userId: string) => wordsOf(as(userId).ephemerals(channel).at(-1));
  const departments = () =>
    app.db.selectFrom('departments').select(['id', 'name', 'removed_at']).orderBy('id').execute();
  const members = async (name: string) => {
    const rows = await app.db
      .selectFrom('department_members as m')
      .innerJoin('departments as d', 'd.id', 'm.department_id')
      .where('d.name', '=', name)
      .select(['m.user_id', 'm.is_lead'])
      .orderBy('m.is_lead', 'desc')
      .orderBy('m.user_id')
      .execute();
    return rows.map((row) => (row.is_lead ? `*${row.user_id}` : row.user_id));
  };

  test('the form offers Marketing and IT in the language of the reader', async () => {
    await as('U0CIO').command(channel, '/concord setup');
    const german = JSON.stringify(topView('U0CIO'));
    expect(german).toContain('Leitung (CMO)');
    expect(german).toContain('Leitung (CIO)');
    expect(german).toContain('Wer das hier als Erstes speichert, wird Concord-Admin.');
    await as('U0CIO').closeView();
    await as('U0CMO').command(channel, '/concord setup');
    expect(JSON.stringify(topView('U0CMO'))).toContain('Lead (CMO)');
    await as('U0CMO').closeView();
  });

  test.each([
    ['the same name twice', { 'name:1': ' marketing ' }, 'name:1', /Abteilung „marketing“ gibt es schon/],
    [
      'a person in two departments',
      { 'members:1': ['U0BRAND'] },
      'members:1',
      /Beatriz Lima ist auch in „Marketing“/,
    ],
    ['a lead of two', { 'lead:1': 'U0CMO' }, 'lead:1', /Carla Moreno leitet „Marketing“/],
    ['a member who leads', { 'members:1': ['U0CMO'] }, 'members:1', /Carla Moreno leitet „Marketing“/],
    ['members and a group', { 'group:0': 'S0MARKETING' }, 'group:0', /Entweder einzelne Mitglieder/],
    ['a channel without Concord', { channel: 'C0GENERAL' }, 'channel', /\/invite @Concord/],
    ['a reaction for two stances', { object: ':-1: :+1:' }, 'object', /:\+1: kann nicht zweierlei/],
    ['an unreadable reaction', { agree: '👍' }, 'agree', /„👍“/],
  ])('%s is said beside its field', async (_, wrong, field, words) => {
    await as('U0CIO').command(channel, '/concord setup');
    await as('U0CIO').submit({ ...filledIn, ...wrong });
    const errors = topView('U0CIO').errors as Record<string, string>;
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(words);
    await as('U0CIO').closeView();
    expect(await departments()).toEqual([]);
  });

  test('a further row keeps what was typed; the first to save becomes an admin', async () => {
    const cio = as('U0CIO');
    await cio.command(channel, '/concord setup');
    await cio.act({
      type: 'view_action',
      viewId: topView('U0CIO').id,
      blockId: 'more',
      actionId: 'setup_add_department',
      state: {},
      values: { 'name:0': { value: { type: 'plain_text_input', value: 'Brand' } } },
    });
    const grown = await app.playground.waitFor(() => {
      const view = JSON.stringify(topView('U0CIO'));
      return view.includes('"name:2"') && view;
    });
    expect(grown).toContain('"Brand"');
    await cio.submit({ ...filledIn, 'name:0': 'Marketing', 'name:2': 'Sales', 'lead:2': 'U0SALES' });
    const done = JSON.stringify(topView('U0CIO'));
    expect(done).toContain('/concord-propose');
    expect(done).toContain('Concord ist eingerichtet');
    expect((await departments()).map(({ name }) => name)).toEqual(['Marketing', 'IT', 'Sales']);
    expect(await members('Marketing')).toEqual(['*U0CMO', 'U0BRAND', 'U0CRM']);
    expect(await members('IT')).toEqual(['*U0CIO', 'U0DATA', 'U0PLATFORM']);
    expect(await members('Sales')).toEqual(['*U0SALES']);
    const admins = await app.db.selectFrom('concord_admins').select('user_id').execute();
    expect(admins.map((row) => row.user_id)).toEqual(['U0CIO']);
    const settings = await app.db.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow();
    expect(settings).toMatchObject({
      locale: 'de',
      timezone: 'Europe/Berlin',
      home_channel_id: channel,
      stance_emoji: null,
      country: null,
    });
    await cio.closeView();
  });

  test('saved again it changes what was changed, and nobody but an admin may', async () => {
    await as('U0CIO').command(channel, '/concord setup');
    await as('U0CIO').click(topView('U0CIO'), 'setup_add_department');
    await app.playground.waitFor(() => JSON.stringify(topView('U0CIO')).includes('"name:3"'));
    await as('U0CIO').submit({
      'name:0': 'IT',
      'name:1': 'Marketing',
      'lead:0': 'U0BRAND',
      'members:0': [],
      'group:0': 'S0MARKETING',
      country: 'AT',
      language: 'en',
      agree: 'tada +1',
    });
    expect(topView('U0CIO').errors).toEqual({});
    expect((await departments()).map(({ name }) => name)).toEqual(['IT', 'Marketing', 'Sales']);
    expect(await members('IT')).toEqual(['*U0BRAND', 'U0CMO', 'U0CRM']);
    expect(await members('Marketing')).toEqual(['*U0CIO', 'U0DATA', 'U0PLATFORM']);
    const settings = await app.db.selectFrom('workspaces').selectAll().executeTakeFirstOrThrow();
    expect(settings).toMatchObject({ locale: 'en', country: 'AT', stance_emoji: { agree: ['tada', '+1'] } });
    await as('U0CIO').closeView();

    await as('U0PLATFORM').command(channel, '/concord setup');
    expect(lastEphemeral('U0PLATFORM')).toContain('Only an admin may do this. You can ask: Ingo Brandt');
    expect(as('U0PLATFORM').views()).toEqual([]);
  });
});
