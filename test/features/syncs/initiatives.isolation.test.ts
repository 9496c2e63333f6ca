import { createDepartmentService } from '../../../src/features/departments/department.service.ts';
import { createAgendaService } from '../../../src/features/syncs/agenda.service.ts';
import { createFollowUpService, followUpSource } from '../../../src/features/syncs/follow-up.service.ts';
import { createMeetingService } from '../../../src/features/syncs/meeting.service.ts';
import { createOccurrenceService } from '../../../src/features/syncs/occurrence.service.ts';
import { createPlanningService } from '../../../src/features/syncs/planning.service.ts';
import { createSeriesService } from '../../../src/features/syncs/series.service.ts';
import { syncById } from '../../../src/features/syncs/sync.repository.ts';
import { channel } from '../../helpers/concord.ts';
import { north, south, startTwoWorkspaces } from '../../helpers/two-workspaces.ts';

/** Two workspaces in one database, with series and initiatives of the same numbers. */
const two = await startTwoWorkspaces();
const { db, client, workspaces, log } = two;
afterAll(two.stop);

const people = { db, client, workspaces, log };
const departments = createDepartmentService({ ...people, openProposalCount: async () => 0 });
const planning = createPlanningService({ db });
const meetings = createMeetingService({ db, workspaces, departments, sources: [followUpSource(db)] });
const series = createSeriesService({ ...people, departments, planning, notices: meetings });
const occurrences = createOccurrenceService({ db, planning, series, notices: meetings });
const agendas = createAgendaService({ db, series, occurrences, meetings });
const followUps = createFollowUpService({ db, workspaces, series, textsOf: meetings.textsOf });

const addInitiative = (workspaceId: string, id: number, name: string) =>
  db
    .insertInto('initiatives')
    .values({
      ...{ workspace_id: workspaceId, id, name, creation_key: `${id}`, created_by: 'U0CMO', links: '[]' },
      ...{ direction: '', extent: '', status: 'idea' as const },
    })
    .execute();

const followUp = { text: 'Call', ownerUserId: 'U0CMO', dueOn: '2030-06-20' };
const item = { text: 'Talk', link: null };
async function nextSync(workspaceId: string) {
  const { id } = await db
    .selectFrom('syncs')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirstOrThrow();
  return (await syncById(db, workspaceId, id))!;
}

beforeAll(async () => {
  for (const by of [north, south]) {
    const { workspaceId } = by;
    await two.addWorkspace(workspaceId, 'en');
    const departmentIds = (await departments.list(workspaceId)).map(({ id }) => id);
    await series.create(by, 'one', {
      ...{ title: 'Sync', departmentIds, participantIds: ['U0CMO'], channelId: channel, link: null },
      ...{ minutes: 45, agendaDays: 1, rule: 'FREQ=WEEKLY;BYDAY=TU', day: null, time: '10:00' },
      ...{ timezone: 'Europe/Berlin', holidayCountry: null, holidayRegion: null, onHoliday: 'skip' as const },
    });
    await addInitiative(workspaceId, 7, `seventh of ${workspaceId}`);
  }
  await addInitiative(north.workspaceId, 9, 'only in the north');
});

test('an initiative of the same number is each workspace’s own', async () => {
  for (const by of [north, south]) {
    const { workspaceId } = by;
    const name = `seventh of ${workspaceId}`;
    await agendas.addTo(by, 'seventh', 1, { ...item, initiativeId: 7 });
    const mine = { ...followUp, text: workspaceId };
    await followUps.add(db, await nextSync(workspaceId), 'seventh', { ...mine, initiativeId: 7 });
    const { items } = await agendas.show(workspaceId, 1);
    expect(items.map(({ text, initiative }) => [text, initiative])).toEqual([
      ['Talk', name],
      [workspaceId, name],
    ]);
    expect(await followUps.ofInitiative(workspaceId, 7)).toEqual([mine]);
    expect((await followUps.listFor(by)).map(({ initiative }) => initiative)).toEqual([{ id: 7, name }]);
  }
});

test('nothing belongs to an initiative of another workspace', async () => {
  const codeOf = (error: unknown) => (error as { code: string }).code;
  const [ours, theirs] = [await nextSync(south.workspaceId), await nextSync(north.workspaceId)];
  const of = { initiativeId: 9 };
  expect(await followUps.add(db, ours, 'ninth', { ...followUp, ...of }).catch(codeOf)).toBe('23503');
  expect(await agendas.addTo(south, 'ninth', 1, { ...item, ...of }).catch(codeOf)).toBe('23503');
  await followUps.add(db, theirs, 'ninth', { ...followUp, ...of });
  expect(await followUps.ofInitiative(south.workspaceId, 9)).toEqual([]);
  expect(await followUps.ofInitiative(north.workspaceId, 9)).toEqual([followUp]);
});
