import { sql } from 'kysely';
import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { unsettled } from '../../../src/features/proposals/open-proposals.repository.ts';
import { createOpeningService } from '../../../src/features/proposals/opening.service.ts';
import { createAfterService } from '../../../src/features/syncs/after.service.ts';
import { createAgendaService } from '../../../src/features/syncs/agenda.service.ts';
import { createCadenceService } from '../../../src/features/syncs/cadence.service.ts';
import { createCalendarService } from '../../../src/features/syncs/calendar.service.ts';
import { createFollowUpService, followUpSource } from '../../../src/features/syncs/follow-up.service.ts';
import { createMeetingService } from '../../../src/features/syncs/meeting.service.ts';
import { createOccurrenceService } from '../../../src/features/syncs/occurrence.service.ts';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import { createSeriesService } from '../../../src/features/syncs/series.service.ts';
import { proposalSource } from '../../../src/features/syncs/sources.ts';
import { syncsBetween } from '../../../src/features/syncs/sync.repository.ts';
import { endOf, type Sync } from '../../../src/features/syncs/sync.ts';
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
  wordsIn,
} from '../../helpers/two-workspaces.ts';

/** Only the north has a second series with all that belongs to it, and a third department. */
const two = await startTwoWorkspaces();
const { db, client, workspaces, log, addWorkspace, numberFrom, rowsOf, setClock } = two;
const people = { db, client, workspaces, log };
const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
const opening = createOpeningService({ ...people, departments });
const planning = createPlanningService({ db });
const sources = [
  proposalSource({ unsettled: (...about) => unsettled(db, ...about) }, async (_, names) =>
    names.map(() => null),
  ),
  followUpSource(db),
];
const meetings = createMeetingService({ db, workspaces, departments, sources });
const series = createSeriesService({ ...people, departments, planning, notices: meetings });
const occurrences = createOccurrenceService({ db, planning, series, notices: meetings });
const agendas = createAgendaService({ db, series, occurrences, meetings });
const followUps = createFollowUpService({ db, workspaces, series, textsOf: meetings.textsOf });
const after = createAfterService({ db, departments, series, meetings, followUps, opening });
const cadences = createCadenceService({ db });
const calendars = createCalendarService({ db, workspaces, departments, publicUrl: 'https://c.example.com' });
afterAll(two.stop);

const request = (title: string, departmentIds = [1, 2], participantIds = ['U0CMO', 'U0CIO']) => ({
  ...{ title, departmentIds, participantIds, channelId: channel, link: null, minutes: 45, agendaDays: 1 },
  ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', day: null, time: '10:00', timezone: 'Europe/Berlin' },
  ...{ holidayCountry: null, holidayRegion: null, onHoliday: 'skip' as const },
});

/** One sync was held, with everything that can be said of it, and the agenda of the next is posted. */
async function addSeries(by: Reader, key: string, delegate: string, ...of: Parameters<typeof request>) {
  const [{ workspaceId, userId }, [text]] = [by, of];
  const one = await series.create(by, key, request(...of));
  await agendas.addTo(by, `item ${key}`, one.id, { text, link: null });
  const [held, next] = (await syncsBetween(db, workspaceId, one.id)) as [Sync, Sync];
  await meetings.postAgenda(workspaceId, held.id, held.agendaAt);
  await meetings.answer(by, held.id, 'sending', delegate);
  await meetings.postStart(workspaceId, held.id, held.startsAt);
  await after.ask(workspaceId, held.id, endOf(held));
  const followUp = { text, ownerUserId: userId, dueOn: '2027-06-20' };
  const decisions = [{ text, kind: 'leads' as const }];
  await after.held(by, key, held.id, { notes: text, discussedIds: [], decisions, followUps: [followUp] });
  await meetings.postAgenda(workspaceId, next.id, next.agendaAt);
  for (const whose of [{ userId }, { seriesId: one.id }]) await calendars.address(by, whose);
  await sql`insert into calendar_files (workspace_id, creation_key, user_id, series_id)
    values (${workspaceId}, ${key}, ${userId}, ${one.id})`.execute(db);
  return { one, held, next, items: await agendas.items(by, one.id) };
}

let theirs: Awaited<ReturnType<typeof addSeries>>;
let ours: typeof theirs;
beforeAll(async () => {
  await setClock('2027-06-08T08:00:00Z');
  await addWorkspace(N, 'de');
  await addSeries(north, 'first', 'U0BRAND', 'northern', [1, 2], ['U0CMO', 'U0SALES']);
  await numberFrom(900);
  await two.addSales();
  await sql`insert into sync_series select (jsonb_populate_record(s,
    '{"id": 899, "creation_key": "ended", "state": "ended"}')).* from sync_series s`.execute(db);
  await series.change(north, 1, request('northern', [1, 2, 900], ['U0CMO', 'U0SALES']));
  theirs = await addSeries(north, 'second', 'U0BRAND', 'northern too', [1, 2, 900], ['U0CMO', 'U0SALES']);
  // One waits for an agenda; some are on that of a later one.
  await db.updateTable('agenda_items').set({ sync_id: null }).where('id', '=', 900).execute();
  await db.updateTable('agenda_items').set({ sync_id: 3 }).where('source', '=', 'proposal').execute();
  await numberFrom(1);
  await addWorkspace(S, 'en');
  ours = await addSeries(south, 'first', 'U0CRM', 'southern');
  await setClock('2027-06-16T08:00:00Z');
});

const itemOf = ({ items }: typeof theirs, source: string) => items.find((one) => one.source === source)!.id;
const later = new Date('2027-12-31T00:00:00Z');
const item = { text: 'southern', link: null };
const followUp = { text: 'southern', ownerUserId: 'U0CMO', dueOn: '2027-06-20' };
const bare = { items: [], attendance: [] };
const none = { planned: 0, held: 0, skipped: 0, missed: 0 };
const report = { notes: 'southern', discussedIds: [], decisions: [], followUps: [followUp] };

two.testInVain([
  [() => series.existing(S, 900), 'unknown_series'],
  [() => series.lockForChange(db, south, 900), 'unknown_series'],
  [() => series.change(south, 900, request('southern')), 'unknown_series'],
  [() => series.pause(south, 900), 'unknown_series'],
  [() => series.resume(south, 900), 'unknown_series'],
  [() => series.end(south, 900), 'unknown_series'],
  [() => occurrences.forMoving(south, 900, null), 'unknown_series'],
  [() => occurrences.skip(south, 'k', 900, null), 'unknown_series'],
  [() => occurrences.restore(south, 900, theirs.next.slot), 'unknown_series'],
  [() => occurrences.move(south, 900, null, later, null), 'unknown_series'],
  [() => agendas.addTo(south, 'x', 900, item), 'unknown_series'],
  [() => agendas.show(S, 900), 'unknown_series'],
  [() => agendas.items(south, 900), 'unknown_series'],
  [() => agendas.arrange(south, 900, 900, 'drop'), 'unknown_series'],
  [() => meetings.existing(S, 901), 'gone'],
  [() => meetings.messageResult(S, 901, 'failed'), 'gone'],
  [() => meetings.answer(south, 901, 'here'), 'gone'],
  [() => after.form(south, 900), 'gone'],
  [() => after.notHeld(south, 901), 'gone'],
  [() => after.held(south, 'x', 901, report), 'gone'],
  [() => followUps.finish(south, 900), 'gone'],
  [() => followUps.tomorrow(south, 900), 'gone'],
  [() => series.create(south, 'x', request('southern', [1, 900])), 'department_gone'],
  [() => series.mayCreate(nobody), 'not_a_member'],
  [() => series.requireMayChange(nobody, ours.one), 'not_yours'],
  [() => followUps.add(db, taken(theirs.next), 'x', followUp), '23503'],
  [() => planning.plan(db, { ...taken(theirs.one), plannedUntil: null }), '23503'],
  [() => calendars.address(south, { seriesId: 900 }), '23503'],
  [() => series.withParticipant(S, [ours.one], 'U0SALES'), []],
  [() => occurrences.nextDates(S, 9, 'U0SALES'), []],
  [() => occurrences.nextTogether(S, [900]), null],
  [() => occurrences.nextOf(taken(theirs.one)), expect.objectContaining({ syncId: null })],
  [() => occurrences.upcomingOf(taken(theirs.one), 1), [expect.objectContaining({ syncId: null })]],
  [() => agendas.addToNext(south, 'x', [1, 900], item), null],
  [() => agendas.arrange(south, 1, 900, 'drop'), expect.any(Array)],
  [() => meetings.postAgenda(S, 902, later)],
  [() => meetings.postStart(S, 901, later)],
  [() => meetings.fill(db, taken(theirs.next), new Map([[sources[0]!, []]]))],
  [() => meetings.refresh(db, taken(theirs.one), taken(theirs.next))],
  [() => meetings.meetingOf(db, taken(theirs.one), taken(theirs.held)), expect.objectContaining(bare)],
  [() => after.ask(S, 901, later)],
  [() => after.close(S, 901, later)],
  [() => followUps.remind(S, 900, followUp.dueOn, later)],
  [() => followUps.finishItem(south, itemOf(theirs, 'follow_up'))],
  [() => followUps.ofSync(db, S, 900), []],
  [() => cadences.of(taken(theirs.one)), expect.objectContaining({ current: none, daysSince: null })],
  [() => planning.planAgain(S, 900)],
  [() => planning.disarm(db, S, 901)],
  [() => planning.forget(db, taken(theirs.one), new Date(0))],
]);

test.each([
  { by: north, own: 'northern', count: 2, sides: [1, 2, 900], delegateUserId: 'U0BRAND', locale: 'de' },
  { by: south, own: 'southern', count: 1, sides: [1, 2], delegateUserId: 'U0CRM', locale: 'en' },
])('with the same ids, everybody reads what is their own, be it $own', async ({ by, ...expected }) => {
  const { workspaceId, userId } = by;
  const one = await series.existing(workspaceId, 1);
  const [held, next] = (await syncsBetween(db, workspaceId, 1)) as [Sync, Sync];
  const asked = [...(await meetings.askSources(one, new Date('2027-06-16T08:00:00Z'))).values()];
  const [list, mine] = [await series.list(workspaceId), await followUps.listFor(by)];
  const meeting = await meetings.meetingOf(db, one, held);
  const shown = [
    ...[list, asked, mine, meeting, await series.withParticipant(workspaceId, list, userId)],
    ...[await occurrences.nextDates(workspaceId, 1), await occurrences.nextDates(workspaceId, 1, userId)],
    ...[await occurrences.forMoving(by, 1, null), await agendas.show(workspaceId, 1)],
    ...[await agendas.items(by, 1), await meetings.meetingOf(db, one, next)],
    ...[await meetings.existing(workspaceId, next.id), await after.form(by, held.id)],
    ...[await followUps.ofSync(db, workspaceId, held.id), await rowsOf(workspaceId)],
  ].map((found) => JSON.stringify(found));
  for (const found of shown) expect(wordsIn(found)).toEqual([expected.own]);
  expect([list.length, mine.length, asked[0]?.length]).toEqual(Array(3).fill(expected.count));
  expect(one.departmentIds).toEqual(expected.sides);
  expect((await series.mayCreate(by)).map((department) => department.id)).toEqual(expected.sides);
  expect(meeting.attendance).toMatchObject([{ userId, delegateUserId: expected.delegateUserId }]);
  expect(await occurrences.nextOf(one)).toMatchObject({ slot: '2027-06-22T10:00', syncId: next.id });
  expect((await cadences.of(one)).current).toEqual({ ...none, planned: 1, held: 1 });
  expect((await meetings.channelTexts(db, workspaceId)).locale).toBe(expected.locale);
  expect((await meetings.textsOf(db, workspaceId, 'U0NOBODY')).locale).toBe(expected.locale);
});

test('a calendar is of one workspace, also where person and series have the same ids', async () => {
  const calendar = async (by: Reader, of: { userId: string } | { seriesId: number }) =>
    `${await calendars.byToken(/([^/]+)\.ics$/.exec(`${await calendars.address(by, of)}`)?.[1] ?? '')}`;
  for (const whose of [{ userId: 'U0CMO' }, { seriesId: 1 }]) {
    const found = [await calendar(north, whose), await calendar(south, whose)];
    expect(found.map((text) => wordsIn(text))).toEqual([['northern'], ['southern']]);
    // Nor does one take the other's place in a calendar that has both.
    expect(found.map((text) => /UID:1@(\w+)/.exec(text)?.[1])).toEqual(['t0north', 't0south']);
  }
  expect(await calendar(nobody, { userId: 'U0SALES' })).not.toContain('VEVENT');
  expect(await calendar(readerOf(N, 'U0SALES'), { userId: 'U0SALES' })).toContain('VEVENT');
});

two.testMixedRows('^(schedule|sync|agenda|follow_up|calendar)', 18);

test('with the same ids, whatever the south does changes nothing in the north', async () => {
  const items = () => agendas.items(south, 1);
  const again = (key: string) => series.create(south, key, request('southern'));
  const steps: (() => Promise<unknown>)[] = [
    () => agendas.addToNext(south, 'more', [1, 2], item),
    async () => agendas.arrange(south, 1, (await items()).at(1)!.id, 'up'),
    async () => agendas.arrange(south, 1, (await items()).at(0)!.id, 'drop'),
    () => followUps.tomorrow(south, 1),
    () => followUps.remind(S, 1, '2027-06-17', later),
    () => followUps.finishItem(south, itemOf(ours, 'follow_up')),
    () => meetings.answer(south, 2, 'absent'),
    () => meetings.messageResult(S, 2, 'failed'),
    () => occurrences.move(south, 1, null, new Date('2027-06-23T08:00:00Z'), 30),
    () => occurrences.skip(south, 'k', 1, null),
    () => occurrences.restore(south, 1, '2027-06-22T10:00'),
    // Its new syncs get the ids of the north's second series.
    () => numberFrom(900).then(() => series.change(south, 1, { ...request('southern'), time: '11:00' })),
    () => meetings.postStart(S, 2, later),
    () => after.ask(S, 2, later),
    () => after.held(south, 'x', 2, { ...report, discussedIds: [...Array(20).keys()] }),
    () => after.held(south, 'y', 2, { ...report, decisions: [{ text: 'southern', kind: 'proposal' }] }),
    async () => followUps.finish(south, (await followUps.listFor(south))[0]!.id),
    () => meetings.postAgenda(S, 901, later),
    () => after.notHeld(south, 901),
    () => after.close(S, 902, later),
    () => calendars.address(south, { userId: 'U0CMO' }, { renew: true }),
    () => series.pause(south, 1),
    () => series.resume(south, 1),
    () => planning.planAgain(S, 1),
    () => series.end(south, 1),
    async () => {
      for (const key of ['first', 'second', 'second']) await again(key);
    },
  ];
  await two.expectSouthern(steps);
  expect(JSON.stringify(await rowsOf(S))).not.toContain('northern');
});

test('every workspace counts its series from S-1', async () => {
  await numberFrom(7).then(() => addWorkspace('T0EAST', 'en'));
  expect((await series.create(readerOf('T0EAST'), 'first', request('eastern', [7, 8]))).id).toBe(1);
});
