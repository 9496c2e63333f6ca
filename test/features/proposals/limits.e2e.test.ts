import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const departments = 40;
const membersEach = 30;
const names = Array.from({ length: departments }, (_, i) =>
  `${i + 1} Öffentlichkeitsarbeit & Kommunikation im Außendienst Nordwest`.slice(0, 60),
);
const member = (department: number, i: number) => `U1D${String(department).padStart(2, '0')}M${i}`;
const everybody = names.flatMap((_, d) => Array.from({ length: membersEach }, (_, i) => member(d, i)));
const leads = names.map((_, d) => member(d, 0));
/** 3,000 characters that Slack counts as far more. */
const statement = '👩‍👩‍👧‍👦 Wir & <ihr>\n'.repeat(120).padEnd(3000, '&');
const rationale = 'R&D '.repeat(100).padEnd(3000, '<&>');

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord({
    departments: false,
    world(world) {
      for (const id of everybody) {
        const handle = id.toLowerCase();
        world.people.push({ id, handle, name: handle, title: '', locale: 'de-DE', tz: 'Europe/Berlin' });
      }
      world.channels.find(({ id }) => id === channel)?.memberIds.push(...everybody);
    },
  });
  const { db, playground } = app;
  const workspace_id = playground.teamId;
  await db.updateTable('workspaces').set({ locale: 'de' }).execute();
  await db
    .insertInto('people')
    .values(
      everybody.map((user_id) => ({
        workspace_id,
        user_id,
        name: user_id,
        locale: 'de',
        timezone: 'Europe/Berlin',
        is_workspace_admin: false,
        is_guest: false,
        is_bot: false,
        deactivated: false,
      })),
    )
    .execute();
  const rows = await db
    .insertInto('departments')
    .values(names.map((name) => ({ workspace_id, name })))
    .returning('id')
    .execute();
  await db
    .insertInto('department_members')
    .values(
      everybody.map((user_id, i) => ({
        workspace_id,
        user_id,
        department_id: rows[Math.floor(i / membersEach)]!.id,
        is_lead: i % membersEach === 0,
      })),
    )
    .execute();
});
afterAll(() => app.stop());

test('the longest proposal of the largest round is opened, voted on, edited, closed and agreed', async () => {
  const { playground, db } = app;
  const author = playground.as(leads[0]!);
  const top = () => playground.messages(channel).filter((m) => m.threadTs === null);
  const shown = (ts: string) => wordsOf(playground.messages(channel).find((m) => m.ts === ts));

  await author.command(channel, '/concord-propose --regel konsent --bis in 2 Tagen');
  expect(await author.submit({ statement, rationale, initiative: '&'.repeat(150) })).toEqual({ ok: true });
  const first = await playground.waitFor(() => top().find((m) => m.reactions.size === 3), 10_000);
  expect(shown(first.ts)).toContain('0/30');

  for (const userId of leads.slice(0, 20)) await playground.as(userId).react(channel, first.ts, '-1');
  await playground.waitFor(() => (shown(first.ts).match(/Leitung :-1:/g) ?? []).length === 20, 10_000);
  const objector = playground.as(leads[1]!);
  const asked = await playground.waitFor(() => objector.directMessages()[0], 10_000);
  await objector.click(asked, 'proposal_give_reason');
  expect(await objector.submit({ reason: rationale })).toEqual({ ok: true });
  const reason = await playground.waitFor(() => playground.thread(channel, first.ts)[1], 10_000);
  await author.click(reason, 'proposal_read_reason');
  expect(JSON.stringify(author.views().at(-1)?.view)).toContain('R&amp;D');
  await author.closeView();

  await author.click(first, 'proposal_edit');
  expect(await author.submit({ statement: statement.replace('Wir', 'Uns') })).toEqual({ ok: true });
  const second = await playground.waitFor(
    () => top().find((m) => m.ts !== first.ts && m.reactions.size === 3),
    10_000,
  );
  await playground.waitFor(() => shown(first.ts).includes('wurde ersetzt'), 10_000);
  await author.click({ channel, ts: first.ts }, 'proposal_read_text');
  expect(author.views()).toHaveLength(1);
  await author.closeView();

  for (const userId of leads) await playground.as(userId).react(channel, second.ts, '+1');
  await playground.waitFor(() => (shown(second.ts).match(/Leitung :\+1:/g) ?? []).length === 40, 20_000);
  await app.advance(3 * 24 * 3_600_000);
  await playground.waitFor(() => top().find((m) => m.text.includes('Vereinbarung A-1')), 20_000);
  expect(shown(second.ts)).toContain('Das ist Vereinbarung A-1');
  await playground.waitFor(() => playground.thread(channel, second.ts).length === 2, 10_000);

  await author.click({ channel, ts: second.ts }, 'proposal_read_text');
  expect(JSON.stringify(author.views().at(-1)?.view)).toContain('Uns &amp; &lt;ihr&gt;');
  const { statement: kept } = await db
    .selectFrom('proposal_versions')
    .select('statement')
    .where('version', '=', 1)
    .executeTakeFirstOrThrow();
  expect(kept).toBe(statement);
  expect(playground.problems).toEqual([]);
}, 60_000);
