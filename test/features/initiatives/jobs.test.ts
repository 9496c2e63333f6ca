import type { WebClient } from '@slack/web-api';
import { startPlayground } from '../../../playground/playground.ts';
import { createDatabase } from '../../../src/database/pool.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, channel, manifest } from '../../helpers/concord.ts';
import { createTestDatabase, createTestPool } from '../../helpers/database.ts';
import { draft, servicesOn } from './services.ts';

const database = await createTestDatabase();
const { db } = database;
/** Of two processes; waiting for a number, each creation has a connection. */
const own = [1, 2].map(() => createDatabase(createTestPool(database.url, { max: 25 })));
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const processes = own.map((on) => servicesOn(on, client));
const { workspaces, initiatives, proposals, runDecided, runAgreementEnded } = servicesOn(db, client);
beforeAll(async () => {
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);
});
afterAll(async () => {
  await playground.close();
  await Promise.all(own.map((one) => one.destroy()));
  await database.drop();
});

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: false, isGuest: false } as const;
const readerOf = (userId: string): Reader => ({ ...known, workspaceId, userId });
const [cmo, cio] = [readerOf('U0CMO'), readerOf('U0CIO')] as [Reader, Reader];

const rows = async () => ({
  initiatives: await db.selectFrom('initiatives').selectAll().orderBy('id').execute(),
  names: await db.selectFrom('initiative_names').selectAll().orderBy('name_key').execute(),
  sides: await db.selectFrom('initiative_departments').selectAll().execute(),
  proposals: await db.selectFrom('proposals').select(['id', 'state', 'initiative_name']).execute(),
});
const of = async (name: string) => (await initiatives.list(workspaceId)).find((one) => one.name === name)!;
const proposedFor = async (name: string): Promise<number[]> =>
  (await rows()).proposals
    .filter(({ initiative_name: given }) => given === name)
    .map(({ id }) => Number(id))
    .sort((a, b) => a - b);
/** What the queue holds of a proposal's end. */
async function endOf(proposalId: number, agreement: number | null) {
  const { payload } = await db
    .selectFrom('proposals')
    .select('on_closed_payload as payload')
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow();
  const outcome = agreement === null ? 'rejected' : 'agreed';
  return { ...(payload as object), workspaceId, proposalId, outcome, agreement };
}
const codeOf = (error: unknown) => (error as { code: string }).code;

test('an agreement is applied once, however often the job runs', async () => {
  const { id } = await initiatives.create(cmo, 'once', draft('Once'));
  const opened = await initiatives.propose(cmo, 'once agree', id);
  const end = await endOf(opened.id, 1);
  await runDecided(end);
  expect(await of('Once')).toMatchObject({
    ...{ direction: 'Once this way', extent: 'Once so far', status: 'agreed' },
    agreements: { direction: 1, extent: 1, status: 1 },
  });
  const before = await rows();
  await runDecided(end);
  expect(await rows()).toEqual(before);
});

test('what was not agreed changes nothing that is seen, and nothing at all the second time', async () => {
  const made = await initiatives.create(cmo, 'refused', draft('Refused'));
  const opened = await initiatives.propose(cmo, 'refused agree', made.id);
  const end = await endOf(opened.id, null);
  await runDecided(end);
  expect({ ...(await of('Refused')), changedAt: 0 }).toEqual({ ...made, changedAt: 0 });
  const before = await rows();
  await runDecided(end);
  expect(await rows()).toEqual(before);
  // Whoever changes something in between has changed it.
  await initiatives.change(cmo, 'refused change', made.id, draft('Refused', { extent: 'further' }));
  const changed = await rows();
  await runDecided(end);
  expect(await rows()).toEqual(changed);
});

test('an older agreement that is applied later does not undo a newer one', async () => {
  const { id } = await initiatives.create(cmo, 'order', draft('Order'));
  const about = { workspaceId, initiativeId: id };
  await runDecided({ ...about, change: { direction: 'newer' }, agreement: 9 });
  await runDecided({ ...about, change: { direction: 'older', extent: 'older' }, agreement: 8 });
  expect(await of('Order')).toMatchObject({
    ...{ direction: 'newer', extent: 'older', status: 'idea' },
    agreements: { direction: 9, extent: 8, status: null },
  });
});

test('what only an agreement said that has ended is free again; what another says stays', async () => {
  const { id } = await initiatives.create(cmo, 'freed', draft('Freed'));
  const other = await initiatives.create(cmo, 'tied', draft('Tied'));
  await runDecided({
    workspaceId,
    initiativeId: id,
    change: { direction: 'd', status: 'paused' },
    agreement: 21,
  });
  await runDecided({ workspaceId, initiativeId: id, change: { extent: 'e' }, agreement: 22 });
  await runDecided({ workspaceId, initiativeId: other.id, change: { direction: 'd' }, agreement: 23 });
  const before = await of('Tied');
  await runAgreementEnded({ workspaceId, agreement: 21 });
  expect(await of('Freed')).toMatchObject({
    ...{ direction: 'd', extent: 'e', status: 'paused' },
    agreements: { direction: null, extent: 22, status: null },
  });
  expect(await of('Tied')).toEqual(before);
  const once = await rows();
  await runAgreementEnded({ workspaceId, agreement: 21 });
  // The same number of another workspace is another agreement.
  await runAgreementEnded({ workspaceId: 'T0ELSEWHERE', agreement: 22 });
  expect(await rows()).toEqual(once);
  const changed = await initiatives.change(cmo, 'freed change', id, draft('Freed', { extent: 'e' }));
  expect(changed).toMatchObject({
    opened: null,
    initiative: { direction: 'Freed this way', status: 'idea' },
  });
});

test('for an initiative that is gone nothing happens', async () => {
  const before = await rows();
  await runDecided({ workspaceId, initiativeId: 999, change: { direction: 'a' }, agreement: 1 });
  await runDecided({ workspaceId, initiativeId: 999, change: {}, agreement: null, asOf: new Date() });
  expect(await rows()).toEqual(before);
});

test('a request that comes again, and at the same time, makes one and answers as the first did', async () => {
  const numbers = [1, 2, 3, 4, 5];
  const before = (await rows()).initiatives.length;
  const made = await Promise.all(
    numbers.flatMap((n) =>
      processes.map(({ initiatives: on }) => on.create(cmo, `again ${n}`, draft(`Again ${n}`))),
    ),
  );
  const ids = [...new Set(made.map(({ id }) => id))].sort((a, b) => a - b);
  // Without gaps.
  expect(ids).toEqual(numbers.map((n) => before + n));
  expect((await initiatives.create(cio, 'again 1', draft('Again, called otherwise'))).name).toBe('Again 1');
  expect((await rows()).initiatives).toHaveLength(before + 5);
});

test('of several that want a name at the same time one has it', async () => {
  const before = (await rows()).initiatives.length;
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) =>
      processes[i % 2]!.initiatives.create(cmo, `name ${i}`, draft(i % 2 ? 'Same  NAME' : 'same name')),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(codeOf(result.reason)).toBe('name_taken');
  const { initiatives: all, names, sides } = await rows();
  expect(all).toHaveLength(before + 1);
  expect(names.filter(({ name_key: key }) => key === 'same name')).toHaveLength(1);
  expect(sides.filter(({ initiative_id: id }) => id === before + 1)).toHaveLength(2);

  const [one, other] = [await of('Again 1'), await of('Again 2')];
  const wish = draft('Renamed');
  const changes = await Promise.allSettled(
    [one, other].map(({ id }, i) => processes[i]!.initiatives.change(cmo, `rename ${i}`, id, wish)),
  );
  expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('however many want the departments to agree at the same time, it is one proposal', async () => {
  const { id } = await initiatives.create(cmo, 'many', draft('Many'));
  const clicks = processes.flatMap(({ initiatives: on }) =>
    [cmo, cio].flatMap((by) => [1, 2, 3].map((n) => on.propose(by, `many ${by.userId} ${n}`, id))),
  );
  const results = await Promise.allSettled(clicks);
  const opened = await proposedFor('Many');
  expect(opened).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(codeOf(result.reason)).toBe('pending');
    else expect(result.value).toEqual({ id: opened[0], channelId: channel });
  }
  expect(await initiatives.propose(cmo, 'many later', id).catch(codeOf)).toBe('pending');
});

test('a request for a vote that comes again finds its proposal, also if something was changed meanwhile', async () => {
  const { id } = await initiatives.create(cmo, 'meanwhile', draft('Meanwhile'));
  const opened = await initiatives.propose(cmo, 'meanwhile agree', id);
  await initiatives.change(cio, 'meanwhile change', id, draft('Meanwhile', { extent: 'further' }));
  expect(await initiatives.propose(cmo, 'meanwhile agree', id)).toEqual(opened);
  expect(await proposedFor('Meanwhile')).toEqual([opened.id]);
});

test('after a proposal was withdrawn there can be another one', async () => {
  const { id } = await initiatives.create(cmo, 'twice', draft('Twice'));
  const first = await initiatives.propose(cmo, 'twice 1', id);
  await proposals.withdraw(cmo, first.id);
  await runDecided(await endOf(first.id, null));
  const second = await initiatives.propose(cmo, 'twice 2', id);
  expect(await proposedFor('Twice')).toEqual([first.id, second.id]);
});

test('a change of what is agreed that comes again is proposed once', async () => {
  const { id } = await initiatives.create(cmo, 'bound', draft('Bound'));
  const agreed = { direction: 'a', extent: 'b', status: 'agreed' };
  await runDecided({ workspaceId, initiativeId: id, change: agreed, agreement: 1 });
  const wish = draft('Bound', {
    ...agreed,
    status: 'agreed',
    direction: 'another',
    links: ['https://a.example'],
  });
  const both = await Promise.all(
    processes.map(({ initiatives: on }) => on.change(cmo, 'bound change', id, wish)),
  );
  const again = await initiatives.change(cmo, 'bound change', id, wish);
  const opened = await proposedFor('Bound');
  expect(opened).toHaveLength(1);
  expect([...both, again].map(({ opened: one }) => one?.id)).toEqual(Array(3).fill(opened[0]));
  expect(await of('Bound')).toMatchObject({ direction: 'a', links: ['https://a.example'] });
});

test('what is agreed while somebody changes it stays as it was agreed', async () => {
  const { id } = await initiatives.create(cmo, 'race', draft('Race', { channelId: null }));
  const info = async () => {
    await runDecided({ workspaceId, initiativeId: id, change: { direction: 'agreed' }, agreement: 1 });
    return { channel: { is_member: true } };
  };
  const slow = servicesOn(db, { conversations: { info } } as unknown as WebClient);
  const wish = draft('Race, renamed', { direction: 'not agreed' });
  expect(await slow.initiatives.change(cmo, 'race change', id, wish).catch(codeOf)).toBe('agreed_already');
  expect(await of('Race')).toMatchObject({ direction: 'agreed', channelId: null });
});
