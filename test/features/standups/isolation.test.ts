import { sql } from 'kysely';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createOpeningService } from '../../../src/features/proposals/opening.service.ts';
import { createAnswerService } from '../../../src/features/standups/answer.service.ts';
import { needsOf } from '../../../src/features/standups/need.repository.ts';
import { createNeedService } from '../../../src/features/standups/need.service.ts';
import { createPlanningService } from '../../../src/features/standups/planning.service.ts';
import { openRounds, promptsOf, roundById } from '../../../src/features/standups/round.repository.ts';
import { createRoundService } from '../../../src/features/standups/round.service.ts';
import { createStandupService } from '../../../src/features/standups/standup.service.ts';
import type { StandupDraft } from '../../../src/features/standups/standup.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { channel } from '../../helpers/concord.ts';
import {
  N,
  nobody,
  north,
  readerOf,
  S,
  south,
  startTwoWorkspaces,
  taken,
} from '../../helpers/two-workspaces.ts';

/** Only the north has a second standup with all that belongs to it, and a third department. */
const two = await startTwoWorkspaces();
const { db, client, workspaces, log, addWorkspace, numberFrom, rowsOf, setClock } = two;
const people = { db, client, workspaces, log };
const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
const opening = createOpeningService({ ...people, departments });
const planning = createPlanningService({ db, workspaces, departments });
const rounds = createRoundService({ db, workspaces, departments, planning });
const answers = createAnswerService({ db, rounds });
// Those of syncs have tests of their own.
const agendas = { addToNext: async () => ({ series: 'S-1', at: later }) };
const needs = createNeedService({ db, workspaces, departments, rounds, opening, agendas });
const standups = createStandupService({ ...people, departments, planning });
afterAll(two.stop);

const later = new Date('2027-12-31T00:00:00Z');

const draft = (text: string, departmentIds = [1, 2], userIds = ['U0CMO']): StandupDraft => ({
  ...{ name: text, channelId: channel, departmentIds, userIds, weekdays: [1, 2, 3, 4, 5], time: '09:30' },
  ...{ windowMinutes: 240, remindMinutes: 60, visibility: 'names' },
  questions: (['text', 'need'] as const).map((kind) => ({ text, kind })),
});
const said = (text: string) => ({
  answers: [0, 1].map((question) => ({ question, text })),
  toDepartmentId: 2,
});
/** In the thread of the questions of a round. */
const reply = (round: number, ts: string, text: string, userId = 'U0CMO') => ({
  ...{ channelId: userId, threadTs: `round:${round}:${userId}`, ts, userId, text },
});

/** One round is reported, with an answer and a need of each of these; in the next one somebody was asked. */
async function addStandup(by: Reader, key: string, answering: string[], ...of: Parameters<typeof draft>) {
  const [{ workspaceId }, [text]] = [by, of];
  await setClock('2027-06-08T08:00:00Z');
  const one = await standups.create(by, key, draft(...of));
  await standups.run(by, one.id);
  const { rows } = await sql<{ id: number }>`select id from standup_rounds
    where workspace_id = ${workspaceId} and standup_id = ${one.id} order by day`.execute(db);
  const [first = 0, second = 0] = rows.map(({ id }) => id);
  for (const userId of answering) {
    await rounds.prompt(workspaceId, first, userId, later, true);
    await answers.save(readerOf(workspaceId, userId), first, said(text));
  }
  await setClock('2027-06-09T09:00:00Z');
  await rounds.report(workspaceId, first);
  for (const userId of ['U0CMO', 'U0BRAND']) await rounds.prompt(workspaceId, second, userId, later, true);
  await sql`update messages set state = 'posted', posted_channel_id = channel_id, ts = key
    where workspace_id = ${workspaceId}`.execute(db);
  await answers.reply(workspaceId, reply(second, '5', text));
  return { one, round: (await roundById(db, workspaceId, first))! };
}

let theirs: Awaited<ReturnType<typeof addStandup>>;
let ours: typeof theirs;
beforeAll(async () => {
  await addWorkspace(N, 'de');
  await addStandup(north, 'first', ['U0CMO', 'U0BRAND'], 'northern', [1, 2], ['U0CMO', 'U0CIO']);
  await numberFrom(900);
  await two.addSales();
  await workspaces.addAdmin(db, N, 'U0SALES', 'U0CMO');
  await sql`insert into standups select (jsonb_populate_record(s,
    '{"id": 899, "creation_key": "ended", "state": "ended"}')).* from standups s`.execute(db);
  theirs = await addStandup(north, 'second', ['U0CMO'], 'northern too', [1, 2, 900]);
  for (const userId of ['U0CRM', 'U0CMO']) await standups.setAway(readerOf(N, userId), '2027-06-30');
  await numberFrom(1);
  await addWorkspace(S, 'en');
  ours = await addStandup(south, 'first', ['U0CMO'], 'southern');
  // With the id of a message in the north that asks somebody.
  await sql`insert into messages (workspace_id, id, key, channel_id, body, state, posted_channel_id, ts)
    overriding system value select ${S}, message_id, 'other', user_id, '{}', 'posted', user_id, 'other'
    from standup_prompts where workspace_id = ${N} and round_id = 901 and user_id = 'U0CMO'`.execute(db);
});

const asked = { asked: [{ userId: 'U0CMO', departmentId: 1, timezone: 'UTC' }], country: null };
const rest = { rationale: null, initiativeName: null, deadline: null, reviewOn: null, sourcePermalink: null };
const rule = 'two-key' as const;
const proposal = { statement: 'southern', channelId: channel, rule, departmentIds: [1, 2], ...rest };

two.testInVain([
  [() => standups.existing(S, 900), 'unknown_standup'],
  [() => standups.change(south, 900, draft('southern')), 'unknown_standup'],
  [() => standups.pause(south, 900), 'unknown_standup'],
  [() => standups.resume(south, 900), 'unknown_standup'],
  [() => standups.end(south, 900), 'unknown_standup'],
  [() => standups.run(south, 900), 'unknown_standup'],
  [() => standups.stats(south, 900), 'unknown_standup'],
  [() => standups.mayCreate(nobody), 'not_a_member'],
  [() => standups.isOrganiser(nobody, ours.one), false],
  [() => standups.requireOrganiser(nobody, ours.one), 'not_yours'],
  [() => standups.create(south, 'x', draft('southern', [900], [])), 'department_gone'],
  [() => standups.create(south, 'x', draft('southern', [], [])), 'nobody'],
  [() => standups.create(south, 'x', draft('southern', [1, 900])), 'department_gone'],
  [() => standups.change(south, 1, draft('southern', [1, 900])), 'department_gone'],
  [() => standups.create(south, 'x', draft('southern', [1], ['U0SALES'])), 'not_in_department'],
  [() => planning.peopleOf(S, { departmentIds: [900], userIds: ['U0SALES'] }), { asked: [], country: null }],
  [() => planning.plan(db, { ...taken(theirs.one), plannedUntil: null }, asked), '23503'],
  [() => planning.forget(db, taken(theirs.one))],
  [() => planning.planAgain(S, 900)],
  [() => rounds.prompt(S, 901, 'U0CIO', later, true)],
  [() => rounds.remind(S, 901, 'U0BRAND')],
  [() => rounds.report(S, 901)],
  [() => rounds.refreshReport(db, taken(theirs.round))],
  [() => rounds.refreshReport(db, { ...taken(theirs.round), standupId: 1 })],
  [() => rounds.needById(S, 900), null],
  [() => openRounds(db, S, 900), []],
  [() => promptsOf(db, S, 901), []],
  [() => answers.form(south, 901), 'not_asked'],
  [async () => (await answers.form(readerOf(S, 'U0BRAND'), 2)).previous, null],
  [() => answers.save(south, 901, said('southern')), 'not_asked'],
  [() => answers.save(south, 2, { ...said('southern'), toDepartmentId: 900 }), 'department_gone'],
  [() => answers.reply(S, reply(901, '6', 'southern'))],
  [() => answers.reply(S, { ...reply(901, '6', 'southern'), threadTs: 'other' })],
  [() => answers.replyEdited(S, reply(901, '5', 'southern'))],
  [() => needs.existing(south, 900), 'need_gone'],
  [() => needs.accept(south, 900), 'need_gone'],
  [() => needs.reply(south, 'x', 900, 'southern'), 'need_gone'],
  [() => needs.propose(south, 'x', 900, proposal), 'need_gone'],
  [() => needs.toAgenda(south, 900), 'need_gone'],
  [() => needs.open(S, [900]), []],
]);

test.each([
  { by: north, own: 'northern', count: 2, answered: 2, sides: [1, 2, 900], locale: 'de' },
  { by: south, own: 'southern', count: 1, answered: 1, sides: [1, 2], locale: 'en' },
])('with the same ids, everybody reads what is their own, be it $own', async ({ by, own, ...expected }) => {
  const { workspaceId, userId } = by;
  const one = await standups.existing(workspaceId, 1);
  const list = await standups.list(workspaceId);
  const stats = await standups.stats(by, 1);
  const form = await answers.form(by, 2);
  const open = await needs.open(workspaceId, [1, 2]);
  const need = await needs.existing(by, 1);
  const more = [await rounds.needById(workspaceId, 1), await rowsOf(workspaceId)];
  for (const found of [one, list, stats, form, form.answers, form.previous, open, need, ...more]) {
    expect([...new Set(JSON.stringify(found).match(/northern|southern/g))]).toEqual([own]);
  }
  expect(list).toHaveLength(expected.count);
  expect(open).toHaveLength(expected.answered + expected.count - 1);
  expect(one.departmentIds).toEqual([1, 2]);
  expect(one.userIds).toEqual(own === 'northern' ? ['U0CIO', 'U0CMO'] : ['U0CMO']);
  expect(stats.rows).toEqual([
    { day: '2027-06-08', departmentId: 1, asked: expected.answered, answered: expected.answered },
    { day: '2027-06-08', departmentId: 2, asked: 0, answered: 0 },
  ]);
  const everybody = await planning.peopleOf(workspaceId, { departmentIds: [1, 2, 900], userIds: [] });
  expect([...new Set(everybody.asked.map(({ departmentId }) => departmentId))].sort()).toEqual(
    expected.sides,
  );
  expect((await standups.mayCreate(by)).map(({ id }) => id)).toEqual(expected.sides);
  expect((await rounds.departmentsOf(workspaceId)).map(({ id }) => id)).toEqual(expected.sides);
  expect((await rounds.textsOf(db, workspaceId, 'U0NOBODY')).locale).toBe(expected.locale);
  expect(await standups.isOrganiser(by, one)).toBe(true);
  expect(need.need.userId).toBe(userId);
});

two.testMixedRows('^standup', 12);

test('with the same ids, whatever the south does changes nothing in the north', async () => {
  const cio = readerOf(S, 'U0CIO');
  const again = (key: string) => standups.create(south, key, draft('southern'));
  const needOf = async (userId: string) => (await needsOf(db, S, 2)).find((need) => need.userId === userId)!;
  const steps: (() => Promise<unknown>)[] = [
    () => answers.replyEdited(S, reply(2, '5', 'southern, edited')),
    () => answers.reply(S, reply(2, '6', 'southern')),
    // Whoever is away in the north is not in the south.
    () => rounds.prompt(S, 2, 'U0CRM', later, true),
    () => rounds.remind(S, 2, 'U0CRM'),
    () => rounds.remind(S, 2, 'U0BRAND'),
    () => answers.save(readerOf(S, 'U0BRAND'), 2, said('southern')),
    () => rounds.prompt(S, 2, 'U0CIO', later, true),
    () => answers.save(cio, 2, { ...said('southern'), toDepartmentId: 1 }),
    () => answers.save(south, 1, said('southern, amended')),
    () => needs.accept(south, 1),
    () => needs.reply(cio, 'x', 1, 'southern'),
    () => answers.save(south, 1, { answers: [{ question: 1, text: '' }] }),
    async () => needs.propose(south, 'x', (await needOf('U0BRAND')).id, proposal),
    async () => needs.toAgenda(cio, (await needOf('U0CIO')).id),
    () => setClock('2027-06-09T20:00:00Z').then(() => rounds.report(S, 2)),
    () => standups.setAway(south, '2027-06-10'),
    () => standups.setAway(south, null),
    // Its new rounds get the ids of the north's second standup.
    () => numberFrom(900).then(() => standups.change(south, 1, draft('southern', [1, 2], ['U0CIO']))),
    () => standups.pause(south, 1),
    () => standups.resume(south, 1),
    () => setClock('2027-06-10T20:00:00Z').then(() => planning.planAgain(S, 1)),
    () => standups.run(south, 1),
    () => standups.end(south, 1),
    // A request that made one in the north makes one in the south too.
    () =>
      again('first')
        .then(() => again('second'))
        .then(() => again('second')),
  ];
  await two.expectSouthern(steps);
  expect(JSON.stringify(await rowsOf(S))).not.toContain('northern');
});

test('answers are kept as long as their own workspace keeps them', async () => {
  await db.updateTable('workspaces').set({ retention_days: 20 }).where('id', '=', S).execute();
  await setClock('2027-07-20T08:00:00Z');
  const before = await rowsOf(N);
  await standups.forgetOldAnswers();
  expect(await rowsOf(N)).toEqual(before);
  expect((await rowsOf(S)).standup_answers).toEqual([]);
});

test('every workspace counts its standups from ST-1', async () => {
  await numberFrom(7).then(() => addWorkspace('T0EAST', 'en'));
  expect((await standups.create(readerOf('T0EAST'), 'first', draft('eastern', [7, 8]))).id).toBe(1);
});
