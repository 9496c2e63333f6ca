import { createTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { type Office, openOffice } from './office.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const settings = {
  locale: 'en',
  timezone: 'Europe/Berlin',
  country: null,
  homeChannelId: null,
  stanceEmoji: null,
} as const;
const twoDepartments = [
  { id: null, name: 'Marketing', leadUserId: 'UCMO', memberIds: ['UA', 'UB'], userGroupId: null },
  { id: null, name: 'IT', leadUserId: 'UCIO', memberIds: ['UC'], userGroupId: null },
];
const sales = { name: 'Sales', leadUserId: 'UD', memberIds: ['UE'], userGroupId: null };

async function empty(workspaceId: string): Promise<Office> {
  const people = Object.fromEntries(
    ['UADMIN', 'UCMO', 'UCIO', 'UA', 'UB', 'UC', 'UD', 'UE'].map((id) => [id, {}]),
  );
  const guests = { UGUEST: { is_restricted: true }, UBOT: { is_bot: true }, UOWNER: { is_admin: true } };
  return openOffice(database.db, workspaceId, { people: { ...people, ...guests } });
}

async function office(workspaceId: string): Promise<Office> {
  const opened = await empty(workspaceId);
  await opened.setup.save(await opened.reader('UADMIN'), {
    drafts: twoDepartments,
    settings,
    adminIds: [],
  });
  return opened;
}

const refused = (code: string) => expect.objectContaining({ name: 'UserError', code });

describe('setting up', () => {
  test('the same form sent twice, also at once, is one setup', async () => {
    const it = await empty('S1');
    const form = { drafts: twoDepartments, settings, adminIds: [] };
    const reader = await it.reader('UADMIN');
    await Promise.all([it.setup.save(reader, form), it.setup.save(reader, form)]);
    await it.setup.save(reader, form);
    expect((await it.departments.list('S1')).map(({ name }) => name)).toEqual(['Marketing', 'IT']);
    expect(await it.workspaces.adminIds('S1')).toEqual(['UADMIN']);
  });

  test('of two who come first at the same moment, one becomes the admin and the other is told', async () => {
    const it = await empty('S2');
    const form = { drafts: twoDepartments, settings, adminIds: [] };
    const both = [await it.reader('UA'), await it.reader('UB')];
    const results = await Promise.allSettled(both.map((reader) => it.setup.save(reader, form)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await it.workspaces.adminIds('S2')).toHaveLength(1);
    expect(results.find((r) => r.status === 'rejected')?.reason).toMatchObject({ code: 'not_allowed' });
  });

  test('guests do not claim a new workspace; Slack admins may set up what others began', async () => {
    const it = await empty('S3');
    await expect(it.setup.form(await it.reader('UGUEST'))).rejects.toEqual(refused('not_allowed'));
    await expect(it.departments.add(await it.reader('UA'), sales)).rejects.toEqual(refused('set_up_first'));
    await it.setup.save(await it.reader('UADMIN'), { drafts: twoDepartments, settings, adminIds: [] });
    const { isNew, rows, adminIds } = await it.setup.form(await it.reader('UOWNER'));
    expect({ isNew, names: rows.map(({ name }) => name), adminIds }).toEqual({
      isNew: false,
      names: ['Marketing', 'IT'],
      adminIds: ['UADMIN'],
    });
  });

  test('nothing is saved where one department is missing, a group cannot be read, or an admin is a bot', async () => {
    const it = await empty('S4');
    const reader = await it.reader('UADMIN');
    const save = (drafts: typeof twoDepartments, adminIds: string[] = []) =>
      it.setup.save(reader, { drafts, settings, adminIds });
    await expect(save(twoDepartments.slice(0, 1))).rejects.toEqual(refused('too_few'));
    await expect(save(twoDepartments, ['UBOT'])).rejects.toEqual(refused('is_bot'));
    await expect(save(twoDepartments, ['UNOBODY'])).rejects.toEqual(refused('unknown_person'));
    const group = [{ ...twoDepartments[0]!, userGroupId: 'SNONE', memberIds: [] }, twoDepartments[1]!];
    await expect(save(group as never)).rejects.toEqual(refused('unknown_group'));
    expect(await it.departments.list('S4')).toEqual([]);
    expect(await it.workspaces.workspace('S4')).toMatchObject({ isSetUp: false });
    expect(await it.workspaces.adminIds('S4')).toEqual([]);
  });
});

describe('who may change what', () => {
  test('a lead changes the members of the department they lead, and nothing else', async () => {
    const it = await office('W1');
    const [marketing, itDepartment] = await it.departments.list('W1');
    const lead = await it.reader('UCMO');
    const changed = await it.departments.change(lead, marketing!.id, { add: ['UD'], remove: ['UA'] });
    expect(changed.memberIds).toEqual(['UCMO', 'UB', 'UD']);
    const change = (...args: Parameters<typeof it.departments.change>) => it.departments.change(...args);
    await expect(change(lead, marketing!.id, { leadUserId: 'UB' })).rejects.toEqual(
      refused('own_members_only'),
    );
    await expect(change(lead, marketing!.id, { name: 'X' })).rejects.toEqual(refused('own_members_only'));
    await expect(change(lead, marketing!.id, { add: ['UC'] }, { move: true })).rejects.toEqual(
      refused('own_members_only'),
    );
    await expect(change(lead, itDepartment!.id, { add: ['UE'] })).rejects.toEqual(refused('not_allowed'));
    await expect(it.departments.remove(lead, marketing!.id)).rejects.toEqual(refused('not_allowed'));
    await expect(it.departments.add(lead, sales)).rejects.toEqual(refused('not_allowed'));
    const member = await it.reader('UB');
    await expect(change(member, marketing!.id, { add: ['UE'] })).rejects.toEqual(refused('not_allowed'));
  });
});

describe('one department', () => {
  test('added twice is there once; somebody of another one is taken only on purpose', async () => {
    const it = await office('D1');
    const admin = await it.reader('UADMIN');
    const first = await it.departments.add(admin, sales);
    expect(await it.departments.add(admin, sales)).toEqual(first);
    await expect(it.departments.change(admin, first.id, { add: ['UA'] })).rejects.toMatchObject({
      code: 'in_other',
      values: { person: 'ua', other: 'Marketing', name: 'Sales' },
    });
    const moved = await it.departments.change(admin, first.id, { add: ['UA'] }, { move: true });
    expect(moved.memberIds).toEqual(['UD', 'UA', 'UE']);
    expect((await it.departments.byName('D1', ' marketing '))?.memberIds).toEqual(['UCMO', 'UB']);
  });

  test('two changes at once never put a person into two departments', async () => {
    const it = await office('D2');
    const admin = await it.reader('UADMIN');
    const ids = (await it.departments.list('D2')).map(({ id }) => id);
    const results = await Promise.allSettled(
      ids.map((id) => it.departments.change(admin, id, { add: ['UE'] })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const seats = (await it.departments.list('D2')).flatMap(({ memberIds }) => memberIds);
    expect(seats.filter((userId) => userId === 'UE')).toHaveLength(1);
  });

  test('removal asks while proposals are open, frees the people and the name, and can be repeated', async () => {
    const it = await office('D3');
    const admin = await it.reader('UADMIN');
    const [marketing] = await it.departments.list('D3');
    await expect(it.departments.remove(admin, marketing!.id)).rejects.toEqual(refused('last_two'));
    const { id } = await it.departments.add(admin, sales);
    it.openProposals.count = 3;
    expect(await it.departments.remove(admin, id)).toEqual({
      kind: 'ask',
      id,
      name: 'Sales',
      openProposals: 3,
    });
    expect(await it.departments.list('D3')).toHaveLength(3);
    for (const _ of [1, 2]) {
      expect(await it.departments.remove(admin, id, true)).toEqual({ kind: 'removed', name: 'Sales' });
    }
    expect(await it.departments.membershipOf('D3', 'UD')).toBeNull();
    const again = await it.departments.add(admin, sales);
    expect(again.id).not.toBe(id);
  });

  test('a department that everybody left can be changed back', async () => {
    const it = await office('D4');
    const admin = await it.reader('UADMIN');
    await it.membership.personChanged('D4', { id: 'UCIO', name: 'ucio', deleted: true });
    await it.membership.personChanged('D4', { id: 'UC', name: 'uc', deleted: true });
    const found = await it.departments.byName('D4', 'IT');
    expect(found).toMatchObject({ leadUserId: null, memberIds: [] });
    await expect(it.departments.change(admin, found!.id, { add: ['UCIO'] })).rejects.toEqual(
      refused('is_deactivated'),
    );
    const changed = await it.departments.change(admin, found!.id, { leadUserId: 'UE', add: ['UD'] });
    expect(changed).toMatchObject({ leadUserId: 'UE', memberIds: ['UE', 'UD'] });
  });
});
