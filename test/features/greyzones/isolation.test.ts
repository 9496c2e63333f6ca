import { sql } from 'kysely';
import { startPlayground } from '../../../playground/playground.ts';
import { tasks } from '../../../src/features/greyzones/tasks.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, it as itPeople, manifest, marketing } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { draft, servicesOn } from './services.ts';

/**
 * Two workspaces in one database with the same people, channel and ids. What only the north has, other grey zones
 * with all that belongs to them and a third department, is numbered from 900: the south asks for it in vain.
 */
const database = await createTestDatabase();
const { db } = database;
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 2_500, log: createLogger('silent') });
const services = servicesOn(db, client);
const { workspaces, proposals, initiatives, greyZones, asking, owning, run } = services;
afterAll(() => playground.close().then(database.drop));

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: true, isGuest: false } as const;
const readerOf = (workspaceId: string, userId = 'U0CMO'): Reader => ({ ...known, workspaceId, userId });
const [N, S] = ['T0NORTH', 'T0SOUTH'] as const;
const [north, south] = [readerOf(N), readerOf(S)];
/** In the north an admin and a lead; in the south nobody. */
const nobody = readerOf(S, 'U0SALES');
const wish = { ownerDepartmentId: 1, statement: null };

async function addWorkspace(workspaceId: string, locale: 'en' | 'de'): Promise<void> {
  await workspaces.register({ id: workspaceId, name: workspaceId, botUserId: 'U0CONCORD' });
  await addDepartments(db, workspaceId);
  await workspaces.people(workspaceId, [...marketing, ...itPeople, 'U0SALES']);
  await db.updateTable('workspaces').set({ locale }).where('id', '=', workspaceId).execute();
}

/** Everything that the database knows of a workspace; of all, where none is named. */
async function rowsOf(workspaceId: string | null = null) {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name
    from information_schema.columns where column_name = 'workspace_id' and table_schema = 'public'`.execute(
    db,
  );
  const all = tables.map(async ({ name }) => {
    const { rows } = await sql`select (to_jsonb(t) - 'synced_at')::text as row from ${sql.table(name)} t
      where workspace_id = coalesce(${workspaceId}, workspace_id) order by 1`.execute(db);
    return [name, rows];
  });
  return Object.fromEntries(await Promise.all(all));
}

const numberFrom = (first: number) =>
  sql`select setval(pg_get_serial_sequence(table_name, column_name), ${first}, false)
    from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`.execute(db);

/** One without an owner, of an initiative, with answers of two rounds, and one that is still asked. */
async function addZones(by: Reader, word: string, departmentIds: number[]): Promise<number[]> {
  const initiative = await initiatives.create(by, `${word} initiative`, {
    ...{ name: `${word} data`, direction: '', extent: '', status: 'idea', channelId: null, links: [] },
    ...{ departmentIds, sponsorIds: [] },
  });
  const cio = readerOf(by.workspaceId, 'U0CIO');
  const change = { departmentIds, initiativeId: initiative.id };
  const { id } = await greyZones.create(by, `${word} 1`, draft(`Who owns ${word} data?`, change));
  await asking.answer(by, id, null, { today: 1, should: 1 }, '1');
  await asking.answer(cio, id, null, { today: 2, should: 2 }, '1');
  const others = departmentIds.length > 2 ? [readerOf(by.workspaceId, 'U0SALES')] : [];
  for (const lead of others) await asking.answer(lead, id, null, { today: 2, should: 2 }, '1');
  await run(tasks.complete, { workspaceId: by.workspaceId, greyZoneId: id, round: 1 });
  await greyZones.again(by, `${word} again`, id, null);
  for (const lead of [by, cio, ...others]) {
    await asking.answer(lead, id, null, { today: 'nobody', should: 'shared' }, '2');
  }
  await run(tasks.complete, { workspaceId: by.workspaceId, greyZoneId: id, round: 2 });
  const second = await greyZones.create(by, `${word} 2`, draft(`Who owns the ${word} shop?`, change));
  return [id, second.id];
}

beforeAll(async () => {
  await addWorkspace(N, 'de');
  await addZones(north, 'northern', [1, 2]);
  await numberFrom(900);
  await db.insertInto('departments').values({ workspace_id: N, name: 'Sales' }).execute();
  const lead = { workspace_id: N, user_id: 'U0SALES', department_id: 900, is_lead: true };
  await db.insertInto('department_members').values(lead).execute();
  await workspaces.addAdmin(db, N, 'U0SALES', 'U0CMO');
  await sql`insert into grey_zones select (jsonb_populate_record(z,
    '{"id": 899, "creation_key": "x", "state": "open"}')).* from grey_zones z where id = 1`.execute(db);
  await sql`insert into initiatives select (jsonb_populate_record(i,
    '{"id": 899, "creation_key": "x", "name": "X"}')).* from initiatives i where id = 1`.execute(db);
  await addZones(north, 'more northern', [1, 2, 900]);
  await owning.propose(north, 'northern propose', 900, wish);
  await numberFrom(1);
  await addWorkspace(S, 'en');
  await addZones(south, 'southern', [1, 2]);
});

const decided = (greyZoneId: number, proposalId: number) => ({
  ...{ workspaceId: S, greyZoneId, proposalId, ownerDepartmentId: 1, agreement: 5 },
});
const codeOf = (error: unknown) => (error as { code: string }).code;

/** @param found or the code of the error */
const inVain: [call: () => Promise<unknown>, found?: unknown][] = [
  [() => greyZones.existing(S, 900), 'zone_gone'],
  [() => greyZones.show(south, 900), 'zone_gone'],
  [() => greyZones.again(south, 'x', 900, null), 'zone_gone'],
  [() => asking.voter(south, 901), 'zone_gone'],
  [() => asking.answer(south, 901, 1, { today: 1 }, '9'), 'zone_gone'],
  [() => asking.cancel(south, 901), 'zone_gone'],
  [() => owning.forProposing(south, 900), 'zone_gone'],
  [() => owning.propose(south, 'x', 900, wish), 'zone_gone'],
  [() => owning.propose(south, 'x', 1, { ...wish, ownerDepartmentId: 900 }), 'department_gone'],
  [() => asking.answer(south, 2, 1, { today: 900 }, '9'), 'department_gone'],
  [() => greyZones.create(south, 'x', draft('Who?', { departmentIds: [1, 900] })), 'department_gone'],
  [() => greyZones.create(south, 'x', draft('Who?', { initiativeId: 900 })), 'initiative_gone'],
  [() => greyZones.initiativeNamed(S, 'more northern data'), 'unknown_initiative'],
  [() => greyZones.create(nobody, 'x', draft('Who?')), 'not_a_member'],
  [() => greyZones.mayAsk(nobody), 'not_a_member'],
  [() => greyZones.again(nobody, 'x', 1, null), 'not_of_department'],
  [() => owning.propose(nobody, 'x', 1, wish), 'not_of_department'],
  [() => asking.answer(nobody, 2, 1, { today: 1 }, '9'), 'not_asked'],
  [() => asking.cancel(nobody, 2), 'not_yours'],
  [() => owning.pending(S, 900), []],
  [() => greyZones.ofInitiative(S, 900), []],
  [() => run(tasks.assess, { workspaceId: S, greyZoneId: 901, round: 1 })],
  [() => run(tasks.refresh, { workspaceId: S, greyZoneId: 901 })],
  [() => run(tasks.decided, decided(900, 900)), 'unknown_proposal'],
  [() => run(tasks.agreementEnded, { workspaceId: S, agreement: 1 })],
  [
    () =>
      run(tasks.message, {
        ...{ workspaceId: S, greyZoneId: 901, round: 1, what: 'asking', posting: 0, result: 'failed' },
      }),
  ],
];
const calls = inVain.map(([call, found]) => ({ call, found, what: `${call}`.replaceAll(/\s+/g, ' ') }));
test.each(calls)('in vain: $what', async ({ call, found }) => {
  const before = await rowsOf();
  expect(await call().catch(codeOf)).toEqual(found);
  expect(await rowsOf()).toEqual(before);
});

test.each([
  { by: north, own: 'northern', open: [1, 899, 900], all: 5 },
  { by: south, own: 'southern', open: [1], all: 2 },
])('with the same ids, everybody reads what is their own, be it $own', async ({ by, own, open, all }) => {
  const { workspaceId } = by;
  const found = [
    await greyZones.existing(workspaceId, 1),
    await greyZones.show(by, 1),
    await greyZones.list(workspaceId),
    await greyZones.open(workspaceId),
    await greyZones.ofInitiative(workspaceId, 1),
    await greyZones.forAgenda(workspaceId, [1, 2]),
    await rowsOf(workspaceId),
  ];
  for (const one of found) {
    expect([...new Set(JSON.stringify(one).match(/northern|southern/g))]).toEqual([own]);
  }
  expect((await greyZones.open(workspaceId)).map(({ id }) => id)).toEqual(open);
  expect(await greyZones.list(workspaceId)).toHaveLength(all);
  expect((await greyZones.ofInitiative(workspaceId, 1)).map(({ id }) => id).filter((id) => id < 899)).toEqual(
    [1, 2],
  );
  const { shown } = await greyZones.show(by, 1);
  expect(shown.turnout.map(({ people }) => people)).toEqual([3, 3]);
  expect(shown.assessment?.rows[1]?.counts.today).toEqual([{ claim: 'nobody', count: 1, isLeads: true }]);
});

test('the database refuses every row that mixes workspaces', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_name ~ '^grey_zone' and column_name ~ '_id$' and data_type in ('integer', 'bigint')
      and table_schema = 'public'`.execute(db);
  for (const { table, column } of rows) {
    const [t, c] = [sql.table(table), sql.ref(column)];
    const southern = sql`select ctid from ${t} where workspace_id = ${S} and ${c} is not null limit 1`;
    const mixed = sql`update ${t} set ${c} = 900 where ctid = (${southern})`.execute(db);
    const refusal = await mixed.then(
      ({ numAffectedRows }) => (numAffectedRows === 0n ? 'nothing there' : 'taken'),
      ({ code }) => code,
    );
    // No grey zone of the south has an owner.
    expect([table, column, refusal]).toEqual([
      table,
      column,
      column === 'owner_department_id' ? 'nothing there' : '23503',
    ]);
  }
  expect(rows.length).toBeGreaterThanOrEqual(9);
});

test('with the same ids, whatever the south does changes nothing in the north', async () => {
  const steps: (() => Promise<unknown>)[] = [
    () => asking.answer(south, 2, 1, { today: 1, should: 'shared' }, '9'),
    () => run(tasks.refresh, { workspaceId: S, greyZoneId: 2 }),
    () => asking.cancel(south, 2),
    () => greyZones.again(south, 'more northern again', 2, null),
    () => greyZones.create(south, 'more northern 1', draft('Who owns southern things?')),
    // What is taken in the north, a request, is free in the south.
    () => owning.propose(south, 'northern propose', 1, wish),
    () => proposals.withdraw(south, 1),
    () => run(tasks.decided, decided(1, 1)),
    () =>
      sql`update clock set shift = shift + interval '1 day'`
        .execute(db)
        .then(() => run(tasks.agreementEnded, { workspaceId: S, agreement: 5 })),
  ];
  await db.updateTable('grey_zones').set({ agreement_number: 5 }).where('workspace_id', '=', N).execute();
  const before = await rowsOf(N);
  for (const step of steps) {
    const own = await rowsOf(S);
    await step();
    expect([`${step}`, await rowsOf(N)]).toEqual([`${step}`, before]);
    expect([`${step}`, await rowsOf(S)]).not.toEqual([`${step}`, own]);
  }
  expect(JSON.stringify(await rowsOf(S))).not.toContain('owns more northern');
});

test('every workspace counts its grey zones from 1', async () => {
  await numberFrom(7).then(() => addWorkspace('T0EAST', 'en'));
  const made = await greyZones.create(readerOf('T0EAST'), 'x', draft('Who?', { departmentIds: [7, 8] }));
  expect(made.id).toBe(1);
});
