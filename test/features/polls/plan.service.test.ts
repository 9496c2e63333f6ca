import { UserError } from '../../../src/errors.ts';
import { fields } from '../../../src/features/polls/poll.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import {
  addPeople,
  choice,
  initiative,
  mondays,
  planServices,
  readerOf,
  rowsOf,
  setClock,
  workspaceId,
} from './plan-services.ts';

const database = await createTestDatabase();
const { db } = database;
const { plans, opened, checked, refuse, initiatives } = planServices(db);
const [cmo, cio, brand, platform, sales] = ['U0CMO', 'U0CIO', 'U0BRAND', 'U0PLATFORM', 'U0SALES'].map(
  readerOf,
);
let initiativeId: number;
beforeAll(async () => {
  await addPeople(db);
  await setClock(db, '2027-06-08T08:00:00Z');
  initiativeId = (await initiatives.create(cmo!, 'initiative', initiative('Customer data'))).id;
});
beforeEach(async () => {
  await setClock(db, '2027-06-08T08:00:00Z');
  refuse.with = null;
});
afterAll(() => database.drop());

const errorOf = async (saving: Promise<unknown>) => {
  const error = await saving.then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};
const pulse = () => ({ ...choice, kind: 'pulse' as const, question: '', options: [], initiativeId });

test('a repeated poll begins with the next of its days, at that time where the person is', async () => {
  const plan = await plans.save(cmo!, 'mondays', mondays);
  expect(plan).toMatchObject({
    rhythm: { rule: 'FREQ=WEEKLY;BYDAY=MO', firstSlot: '2027-06-14T09:00', timezone: 'America/New_York' },
    nextSlot: '2027-06-14T09:00',
    poll: choice,
    state: 'active',
  });
  const { schedule } = await rowsOf(db);
  expect(schedule.find(({ key }) => key === `poll_plan:${plan.id}:run`)).toMatchObject({
    due_at: new Date('2027-06-14T13:00:00Z'),
    payload: { planId: plan.id },
  });
});

test('today counts as long as the time is to come', async () => {
  const rule = 'FREQ=WEEKLY;BYDAY=TU';
  const later = { ...mondays, rhythm: { rule, time: '10:01' } };
  const earlier = { ...mondays, rhythm: { rule, time: '09:59' } };
  // It is 10:00 in Berlin.
  expect((await plans.save(cio!, 'later', later)).nextSlot).toBe('2027-06-08T10:01');
  expect((await plans.save(cio!, 'earlier', earlier)).nextSlot).toBe('2027-06-15T09:59');
});

test('a request that comes again, and at the same time, saves once, also when it is not possible any more', async () => {
  const wish = { ...mondays, deadlineText: '9 June 2027 12:00' };
  const saved = await Promise.all([1, 2, 3].map(() => plans.save(cmo!, 'again', wish)));
  await setClock(db, '2027-07-01T08:00:00Z');
  refuse.with = new UserError('any', 'pollPlans.errors.none');
  saved.push(await plans.save(cmo!, 'again', wish));
  expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
  const rows = (await rowsOf(db)).plans;
  expect(rows.filter(({ creation_key: key }) => key === 'again')).toHaveLength(1);
  expect(rows.map(({ id }) => id)).toEqual(rows.map((_, i) => i + 1));
});

test('the poll is checked with its deadline as the person reads it', async () => {
  await plans.save(cmo!, 'checked', { ...mondays, deadlineText: 'friday 17:00' });
  expect(checked.at(-1)).toEqual({ ...choice, deadline: new Date('2027-06-11T21:00:00Z') });
  await plans.save(cio!, 'checked de', { ...mondays, deadlineText: 'Freitag 17 Uhr' });
  expect(checked.at(-1)).toEqual({ ...choice, deadline: new Date('2027-06-11T15:00:00Z') });
});

test.each([
  ['a deadline that cannot be read', { deadlineText: 'soonish' }, 'unreadable_moment', fields.deadline],
  ['a deadline in the past', { deadlineText: '7 June 2027' }, 'past_moment', fields.deadline],
  ['an endless deadline', { deadlineText: 'a'.repeat(5000) }, 'unreadable_moment', fields.deadline],
  ['no rule', { rhythm: { rule: 'often', time: '09:00' } }, 'rule_unreadable', fields.repeat],
  ['an hourly rule', { rhythm: { rule: 'FREQ=HOURLY', time: '09:00' } }, 'rule_too_frequent', fields.repeat],
  ['no time', { rhythm: { rule: 'FREQ=DAILY', time: '25:00' } }, 'unreadable_time', fields.repeat],
  ['a choice before syncs', { rhythm: 'syncs' as const }, 'not_a_pulse', fields.repeat],
])('%s is refused at its field and saves nothing', async (_, change, code, field) => {
  const before = await rowsOf(db);
  expect(await errorOf(plans.save(cmo!, 'refused', { ...mondays, ...change }))).toMatchObject({
    code,
    field,
  });
  expect(await rowsOf(db)).toEqual(before);
});

test('a pulse before syncs needs an initiative, and closes before the sync and not when somebody says', async () => {
  const wish = { poll: pulse(), deadlineText: null, rhythm: 'syncs' as const };
  const without = { ...wish, poll: { ...pulse(), initiativeId: null } };
  expect(await errorOf(plans.save(cmo!, 'none', without))).toMatchObject({ field: fields.initiative });
  const early = { ...wish, deadlineText: 'tomorrow 12:00' };
  expect(await errorOf(plans.save(cmo!, 'early', early))).toMatchObject({ field: fields.deadline });
  const { id } = await plans.save(cmo!, 'syncs', wish);
  expect(await plans.existing(workspaceId, id)).toMatchObject({ rhythm: 'syncs', poll: pulse() });
});

test('what the poll itself is refused for is told, and nothing is saved', async () => {
  refuse.with = new UserError('any', 'pollPlans.errors.none', {}, fields.options);
  const before = await rowsOf(db);
  expect(await errorOf(plans.save(cmo!, 'strict', mondays))).toMatchObject({ field: fields.options });
  expect(await rowsOf(db)).toEqual(before);
});

test('a kept one is opened when somebody starts it, once for each request, and stays', async () => {
  const wish = { poll: choice, deadlineText: 'in 2 days', rhythm: null };
  const { id } = await plans.save(cmo!, 'kept', wish);
  expect((await rowsOf(db)).schedule.some(({ key }) => key.startsWith(`poll_plan:${id}:`))).toBe(false);
  const count = opened.length;
  const first = await plans.start(cio!, 'start 1', id);
  expect(await plans.start(cio!, 'start 1', id)).toEqual(first);
  expect(opened.slice(count)).toMatchObject([
    { key: 'start 1', by: 'U0CIO', planId: id, isLate: false, draft: choice },
  ]);
  // At the end of the working day of whoever saved it.
  expect(opened.at(-1)!.draft.deadline).toEqual(new Date('2027-06-10T21:00:00Z'));
  expect((await plans.list(workspaceId)).map((plan) => plan.id)).toContain(id);
});

test('a deadline that makes no sense any more is the usual one', async () => {
  const wish = { poll: choice, deadlineText: '9 June 2027 12:00', rhythm: null };
  const { id } = await plans.save(cmo!, 'old', wish);
  await setClock(db, '2027-06-20T08:00:00Z');
  await plans.start(cmo!, 'start old', id);
  expect(opened.at(-1)!.draft).toEqual({ ...choice, deadline: null });
});

test('its author, the lead of a department that is asked and admins stop it; others do not', async () => {
  const wish = { ...mondays, poll: { ...choice, departmentIds: [1] } };
  const { id } = await plans.save(brand!, 'stop', wish);
  for (const reader of [cio!, platform!, sales!]) {
    expect(await errorOf(plans.stop(reader, id))).toMatchObject({ code: 'not_yours' });
  }
  expect(await plans.existing(workspaceId, id)).toMatchObject({ state: 'active' });
  expect(await plans.stop(cmo!, id)).toMatchObject({ state: 'ended', nextSlot: null });
  const rows = await rowsOf(db);
  expect(rows.schedule.some(({ key }) => key === `poll_plan:${id}:run`)).toBe(false);
  await plans.stop(brand!, id);
  expect(await rowsOf(db)).toEqual(rows);
  const { id: own } = await plans.save(brand!, 'stop own', wish);
  expect(await plans.stop(brand!, own)).toMatchObject({ state: 'ended' });
  const { id: admins } = await plans.save(brand!, 'stop admin', wish);
  const admin = { workspace_id: workspaceId, user_id: 'U0SALES', added_by: 'U0CMO' };
  await db.insertInto('concord_admins').values(admin).execute();
  expect(await plans.stop(sales!, admins)).toMatchObject({ state: 'ended' });
});

test('what has ended is off the list and can be neither found nor started', async () => {
  const { id } = await plans.save(cmo!, 'ended', mondays);
  await plans.stop(cmo!, id);
  expect((await plans.list(workspaceId)).map((plan) => plan.id)).not.toContain(id);
  expect(await errorOf(plans.existing(workspaceId, id))).toMatchObject({ code: 'plan_gone' });
  expect(await errorOf(plans.start(cmo!, 'too late', id))).toMatchObject({ code: 'plan_gone' });
  expect(await errorOf(plans.stop(cmo!, 999))).toMatchObject({ code: 'plan_gone' });
});

test('another workspace has its own numbers and sees none of these', async () => {
  await db
    .insertInto('workspaces')
    .values({ id: 'T2', name: 'Other', bot_user_id: 'U1', locale: 'en', timezone: 'UTC' })
    .execute();
  expect(await plans.list('T2')).toEqual([]);
  const other = { ...cmo!, workspaceId: 'T2' };
  expect(await errorOf(plans.start(other, 'other', 1))).toMatchObject({ code: 'plan_gone' });
  expect(await errorOf(plans.stop(other, 1))).toMatchObject({ code: 'plan_gone' });
  expect(await plans.save(other, 'mondays', mondays)).toMatchObject({ id: 1, workspaceId: 'T2' });
});
