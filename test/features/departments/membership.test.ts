import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { type Office, openOffice } from './office.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const everybody = Object.fromEntries(
  ['UADMIN', 'UCMO', 'UCIO', 'UA', 'UB', 'UC', 'UD', 'UE'].map((id) => [id, {}]),
);

/** Marketing and IT, set up by UADMIN, with groups to follow. */
async function office(workspaceId: string): Promise<Office> {
  const opened = await openOffice(database.db, workspaceId, {
    people: { ...everybody, UBOT: { is_bot: true }, UGUEST: { is_restricted: true } },
    groups: { SMARKETING: { users: ['UA', 'UB'] }, SOTHER: { users: ['UE'] } },
  });
  const { setup, reader } = opened;
  await setup.save(await reader('UADMIN'), {
    drafts: [
      { id: null, name: 'Marketing', leadUserId: 'UCMO', memberIds: [], userGroupId: 'SMARKETING' },
      { id: null, name: 'IT', leadUserId: 'UCIO', memberIds: ['UC'], userGroupId: null },
    ],
    settings: {
      locale: 'en',
      timezone: 'Europe/Berlin',
      country: null,
      homeChannelId: null,
      stanceEmoji: null,
    },
    adminIds: ['UADMIN'],
  });
  return opened;
}

const membersOf = async ({ departments }: Office, workspaceId: string, name: string) =>
  (await departments.byName(workspaceId, name))?.memberIds;

const jobs = async (workspaceId: string, task: string) => {
  const { rows } = await database.pool.query(
    `select count(*)::int as count from graphile_worker.jobs where task_identifier = $1`,
    [`${task}:${workspaceId}`],
  );
  return rows[0].count as number;
};

describe('a followed user group', () => {
  test('brings and takes people; the lead stays; a second run changes nothing', async () => {
    const it = await office('T1');
    expect(await membersOf(it, 'T1', 'Marketing')).toEqual(['UCMO', 'UA', 'UB']);
    expect(await jobs('T1', 'department_group')).toBe(1);
    it.slack.groups.SMARKETING!.users = ['UB', 'UD', 'UGUEST'];
    await it.workspaces.people('T1', ['UGUEST']);
    for (const _ of [1, 2]) {
      await it.groupSync.sync('T1', 'SMARKETING');
      expect(await membersOf(it, 'T1', 'Marketing')).toEqual(['UCMO', 'UB', 'UD']);
      expect(await it.told()).toEqual({});
    }
    expect(await it.departments.membershipOf('T1', 'UCMO')).toMatchObject({ isLead: true });
  });

  test('whoever is in another department stays there, and the admins are told once', async () => {
    const it = await office('T2');
    it.slack.groups.SMARKETING!.users = ['UA', 'UC', 'UCIO'];
    for (const _ of [1, 2, 3]) await it.groupSync.sync('T2', 'SMARKETING');
    expect(await membersOf(it, 'T2', 'Marketing')).toEqual(['UCMO', 'UA']);
    expect(await membersOf(it, 'T2', 'IT')).toEqual(['UCIO', 'UC']);
    const told = await it.told();
    expect(Object.keys(told)).toEqual(['UADMIN']);
    expect(told.UADMIN).toHaveLength(1);
    expect(told.UADMIN?.[0]).toMatch(
      /2 people of <!subteam\^SMARKETING> stay.*<@UC>, <@UCIO>.*\*Marketing\*/,
    );
  });

  test.each([
    ['disabled', { users: ['UA'], date_delete: 1_700_000_000 }],
    ['emptied', { users: [] }],
  ])('%s: the department keeps its people, and the admins are told once', async (kind, group) => {
    const workspaceId = `T3${kind}`;
    const it = await office(workspaceId);
    it.slack.groups.SMARKETING = group;
    for (const _ of [1, 2]) await it.groupSync.sync(workspaceId, 'SMARKETING');
    expect(await membersOf(it, workspaceId, 'Marketing')).toEqual(['UCMO', 'UA', 'UB']);
    expect((await it.told()).UADMIN).toEqual([
      expect.stringContaining('*Marketing* follows is disabled or empty'),
    ]);
    it.slack.groups.SMARKETING = { users: ['UD'] };
    await it.groupSync.sync(workspaceId, 'SMARKETING');
    expect(await membersOf(it, workspaceId, 'Marketing')).toEqual(['UCMO', 'UD']);
  });

  test('a run that read before and writes after another does not bring the old people back', async () => {
    const it = await office('T4');
    const { groups } = it.slack;
    groups.SMARKETING!.users = ['UA', 'UD'];
    let others = 0;
    it.slack.onGroupRead = async () => {
      // While the first answer is on its way, the group changes and another run brings the change in.
      if (others++ > 0) return;
      groups.SMARKETING!.users = ['UE'];
      await it.groupSync.sync('T4', 'SMARKETING');
      expect(await membersOf(it, 'T4', 'Marketing')).toEqual(['UCMO', 'UE']);
    };
    await it.groupSync.sync('T4', 'SMARKETING');
    expect(await membersOf(it, 'T4', 'Marketing')).toEqual(['UCMO', 'UE']);
  });

  test('an event about it leads to one job, one about another group to none', async () => {
    const it = await office('T5');
    for (const _ of [1, 2, 3]) await it.groupSync.groupChanged('T5', 'SMARKETING');
    await it.groupSync.groupChanged('T5', 'SOTHER');
    expect(await jobs('T5', 'department_group')).toBe(1);
    const called = it.slack.calls.length;
    await it.groupSync.sync('T5', 'SOTHER');
    expect(it.slack.calls).toHaveLength(called);
  });
});

describe('people who may not decide any more', () => {
  const change = (id: string, more: object = {}) => ({
    id,
    name: id.toLowerCase(),
    tz: 'Europe/Berlin',
    ...more,
  });

  test('a deactivated member drops out, a lost lead is told to the admins once', async () => {
    const it = await office('T6');
    await it.membership.personChanged('T6', change('UC', { deleted: true }));
    expect(await membersOf(it, 'T6', 'IT')).toEqual(['UCIO']);
    expect(await it.told()).toEqual({});
    for (const _ of [1, 2]) await it.membership.personChanged('T6', change('UCIO', { deleted: true }));
    expect(await it.departments.byName('T6', 'IT')).toMatchObject({ leadUserId: null, memberIds: [] });
    expect((await it.told()).UADMIN).toEqual([
      expect.stringContaining('ucio, the lead of *IT*, is deactivated'),
    ]);
  });

  test('changes of anything else change no department', async () => {
    const it = await office('T7');
    await it.membership.personChanged('T7', change('UC', { profile: { display_name: 'New name' } }));
    await it.membership.personChanged('T7', 'no person');
    expect(await membersOf(it, 'T7', 'IT')).toEqual(['UCIO', 'UC']);
  });

  test('those not looked up at once are looked up later; bots, strangers and guests of a group go', async () => {
    const it = await office('T8');
    const many = Array.from({ length: 70 }, (_, i) => `UX${i}`);
    for (const id of many) it.slack.people[id] = {};
    it.slack.groups.SMARKETING!.users = [...many, 'UZBOT', 'UZGUEST', 'UZNOBODY'];
    Object.assign(it.slack.people, { UZBOT: { is_bot: true }, UZGUEST: { is_restricted: true } });
    await it.groupSync.sync('T8', 'SMARKETING');
    expect(await membersOf(it, 'T8', 'Marketing')).toHaveLength(74);
    await it.membership.checkPeople('T8');
    expect(await jobs('T8', 'department_people')).toBe(1);
    for (const _ of [1, 2]) {
      await it.membership.checkPeople('T8');
      expect((await membersOf(it, 'T8', 'Marketing'))?.toSorted()).toEqual(['UCMO', ...many].toSorted());
    }
    const called = it.slack.calls.length;
    await it.membership.checkPeople('T8');
    expect(it.slack.calls).toHaveLength(called);
  });
});

test('two workspaces with the same people, names and groups never meet', async () => {
  const one = await office('T91');
  const two = await office('T92');
  const [marketing] = await one.departments.list('T91');
  const [theirs] = await two.departments.list('T92');
  expect(theirs).toEqual({ ...marketing, id: theirs?.id });
  one.slack.groups.SMARKETING!.users = ['UD'];
  await one.groupSync.sync('T91', 'SMARKETING');
  await one.membership.personChanged('T91', { id: 'UCIO', name: 'ucio', deleted: true });
  await one.departments.add(await one.reader('UADMIN'), {
    name: 'Sales',
    leadUserId: 'UE',
    memberIds: [],
    userGroupId: null,
  });
  await one.departments.remove(await one.reader('UADMIN'), marketing!.id);
  expect((await one.departments.list('T91')).map(({ name }) => name)).toEqual(['IT', 'Sales']);
  expect(await two.departments.list('T92')).toMatchObject([
    { name: 'Marketing', leadUserId: 'UCMO', memberIds: ['UCMO', 'UA', 'UB'] },
    { name: 'IT', leadUserId: 'UCIO', memberIds: ['UCIO', 'UC'] },
  ]);
  expect(await two.told()).toEqual({});
  const admin = await two.reader('UADMIN');
  await expect(two.departments.change(admin, marketing!.id, { name: 'Ours' })).rejects.toMatchObject({
    code: 'department_gone',
  });
  await expect(two.departments.remove(admin, marketing!.id)).rejects.toThrow();
  expect(await one.departments.membershipOf('T92', 'UE')).toBeNull();
});
