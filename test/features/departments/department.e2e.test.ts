import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
const topView = (userId: string) => as(userId).views().at(-1)!;
/** What the person was told last, by the command or by a click. */
const said = async (userId: string, line: string): Promise<string> => {
  const answer = await as(userId).command(channel, line);
  expect(answer.ok).toBe(true);
  return wordsOf(answer.ok ? answer.response : undefined);
};
const ephemeral = (userId: string, words: string) =>
  app.playground.waitFor(() =>
    as(userId)
      .ephemerals(channel)
      .findLast((m) => wordsOf(m).includes(words)),
  );
const members = async (name: string): Promise<string[]> => {
  const rows = await app.db
    .selectFrom('department_members as m')
    .innerJoin('departments as d', 'd.id', 'm.department_id')
    .where('d.name', '=', name)
    .where('d.removed_at', 'is', null)
    .select(['m.user_id', 'm.is_lead'])
    .orderBy('m.is_lead', 'desc')
    .orderBy('m.user_id')
    .execute();
  return rows.map((row) => (row.is_lead ? `*${row.user_id}` : row.user_id));
};

test('everybody may see the list; the buttons are for those who may change something', async () => {
  const admins = await said('U0CMO', '/concord-department');
  expect(admins).toContain('*2 departments*');
  expect(admins).toMatch(/\*Marketing\* {2}· {2}Lead: <@U0CMO> {2}· {2}3 people\\n<@U0BRAND>, <@U0CRM>/);
  for (const action of ['department_change', 'department_add', 'open_setup'])
    expect(admins).toContain(action);
  const lead = await said('U0CIO', '/concord-department liste');
  expect(lead).toContain('*2 Abteilungen*');
  expect(lead).toContain('Mitglieder ändern');
  expect(lead).not.toContain('department_add');
  expect(await said('U0DATA', '/concord department list')).not.toContain('"actions"');
});

test('help, and what cannot be read, in the language of the person', async () => {
  expect(await said('U0CMO', '/concord-department help')).toContain('--lead @cso');
  expect(await said('U0DATA', '/concord-department hilfe')).toContain('--leitung @cso');
  expect(await said('U0CMO', '/concord-department promote IT')).toContain('I do not know “promote”');
  expect(await said('U0DATA', '/concord-department beförder IT')).toContain('„beförder“ kenne ich nicht');
  expect(await said('U0CMO', '/concord-department change "Legal" --lead @crm')).toContain(
    'I know no department “Legal”. I know: Marketing, IT.',
  );
  expect(await said('U0CMO', '/concord-department remove')).toContain('Which department?');
  expect(await said('U0CMO', '/concord-department change IT --add @nobody')).toContain('who “@nobody” is');
  expect(await said('U0DATA', '/concord-department add "Legal" --lead @sales')).toContain(
    'Das darf nur ein Admin',
  );
  expect(await said('U0CMO', '/concord-department remove IT')).toContain('Concord needs two departments');
});

test('added, changed, moved and removed by command', async () => {
  expect(await said('U0CMO', '/concord-department add "Sales & Co" --lead @sales')).toContain(
    'Added: *Sales &amp; Co*  ·  Lead: <@U0SALES>  ·  1 person',
  );
  expect(await said('U0CMO', '/concord-department change "Sales & Co" --add @data')).toContain(
    'Dieter Anders is in “IT”',
  );
  expect(await said('U0CMO', '/concord-department change "sales & co" --add @data --move')).toContain(
    '2 people',
  );
  expect(await members('IT')).toEqual(['*U0CIO', 'U0PLATFORM']);
  expect(await said('U0CIO', '/concord-department ändern IT --dazu @crm')).toContain(
    'Clara Rösler ist in „Marketing“',
  );
  await said('U0CMO', '/concord-department change "Sales & Co" --name "Sales" --remove @data');
  expect(await said('U0CIO', '/concord-department ändern it --dazu @data')).toContain('3 Personen');
  expect(await said('U0CMO', '/concord-department remove Sales')).toContain('*Sales* is removed');
  expect(await members('Sales')).toEqual([]);
});

test('with open proposals, removal asks first and says how many', async () => {
  await said('U0CMO', '/concord-department add Legal --lead @sales');
  for (const sentence of ['One', 'Two'])
    await said('U0CMO', `/concord-propose ${sentence} --departments Legal, IT`);
  const asked = await as('U0CMO').command(channel, '/concord-department remove Legal');
  const question = asked.ok ? asked.response! : null;
  expect(wordsOf(question!)).toContain('*Legal* takes part in 2 open proposals');
  await as('U0CMO').click(question!, 'department_keep');
  await ephemeral('U0CMO', '*Legal* stays as it is.');
  expect(await members('Legal')).toEqual(['*U0SALES']);
  const again = await as('U0CMO').command(channel, '/concord-department remove Legal');
  await as('U0CMO').click((again.ok && again.response) as never, 'department_remove');
  await ephemeral('U0CMO', '*Legal* is removed');
  expect(await members('Legal')).toEqual([]);
});

test('a command with less opens the form with what was typed; a lead changes members in it', async () => {
  await said('U0CMO', '/concord-department add "Legal" --members @sales');
  expect(JSON.stringify(topView('U0CMO'))).toContain('"initial_users":["U0SALES"]');
  expect(JSON.stringify(topView('U0CMO'))).toContain('"Legal"');
  await as('U0CMO').submit({ 'lead:0': 'U0CIO' });
  expect(topView('U0CMO').errors).toEqual({ 'lead:0': expect.stringContaining('Ingo Brandt leads “IT”') });
  await as('U0CMO').submit({ 'lead:0': 'U0SALES' });
  expect(as('U0CMO').views()).toEqual([]);
  expect(await members('Legal')).toEqual(['*U0SALES']);

  await said('U0CIO', '/concord-department ändern IT');
  const form = JSON.stringify(topView('U0CIO'));
  expect(form).toContain('Mitglieder von *IT*');
  expect(form).not.toContain('"lead:0"');
  await as('U0CIO').submit({ 'members:0': [], 'group:0': 'S0IT' });
  expect(as('U0CIO').views()).toEqual([]);
  expect(await members('IT')).toEqual(['*U0CIO', 'U0DATA', 'U0PLATFORM']);
  const list = await as('U0CMO').command(channel, '/concord-department list');
  const choice = await as('U0CMO').click((list.ok && list.response) as never, 'department_change', 'IT');
  expect(choice.ok).toBe(true);
  await app.playground.waitFor(() => as('U0CMO').views().length === 1);
  expect(JSON.stringify(topView('U0CMO'))).toContain(
    '"initial_option":{"text":{"type":"plain_text","text":"IT (@it-team)"',
  );
  await as('U0CMO').closeView();
});

test('a followed group is followed as it changes, a deactivated lead is lost and the admins hear of it', async () => {
  await app.db
    .insertInto('concord_admins')
    .values({ workspace_id: app.playground.teamId, user_id: 'U0CRM', added_by: 'U0CMO' })
    .execute();
  app.playground.changeUserGroup('S0IT', { userIds: ['U0DATA', 'U0CRM'] });
  await app.playground.waitFor(async () => (await members('IT')).join() === '*U0CIO,U0DATA');
  const note = await app.playground.waitFor(() =>
    as('U0CRM')
      .directMessages()
      .find((m) => m.text.includes('S0IT')),
  );
  expect(note.text).toContain('1 Person aus <!subteam^S0IT> bleibt, wo sie ist');
  app.playground.setPerson('U0CIO', { deactivated: true });
  await app.playground.waitFor(() =>
    as('U0CRM')
      .directMessages()
      .some((m) => m.text.includes('Ingo Brandt, bisher Leitung von *IT*, ist in Slack deaktiviert')),
  );
  expect(await members('IT')).toEqual(['U0DATA']);
});
