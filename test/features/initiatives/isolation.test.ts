import { sql } from 'kysely';
import { startPlayground } from '../../../playground/playground.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, channel, it as itPeople, manifest, marketing } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { contentFor } from '../agreements/ledgers.ts';
import { draft, servicesOn } from './services.ts';

/**
 * Two workspaces in one database with the same people, channel and ids. What only the north has, another initiative
 * with all that belongs to it and a third department, is numbered from 900: the south asks for it in vain.
 */
const database = await createTestDatabase();
const { db } = database;
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 2_500, log: createLogger('silent') });
const services = servicesOn(db, client);
const { workspaces, agreements, opening, series, initiatives, cards, runDecided } = services;
afterAll(() => playground.close().then(database.drop));

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: true, isGuest: false } as const;
const readerOf = (workspaceId: string, userId = 'U0CMO'): Reader => ({ ...known, workspaceId, userId });
const [N, S] = ['T0NORTH', 'T0SOUTH'] as const;
const [north, south] = [readerOf(N), readerOf(S)];
/** In the north an admin and a lead; in the south nobody. */
const nobody = readerOf(S, 'U0SALES');

async function addWorkspace(workspaceId: string, locale: 'en' | 'de'): Promise<void> {
  await workspaces.register({ id: workspaceId, name: workspaceId, botUserId: 'U0CONCORD' });
  await addDepartments(db, workspaceId);
  await workspaces.people(workspaceId, [...marketing, ...itPeople, 'U0SALES']);
  await db.updateTable('workspaces').set({ locale }).where('id', '=', workspaceId).execute();
}

/** Of these departments, put to them, with a proposal, an agreement, a sync, and a proposal of no initiative. */
async function addInitiative(
  by: Reader,
  name: string,
  text: string,
  departmentIds: number[],
  userId: string,
) {
  const links = [`https://example.com/${text.split(' ', 1)}`];
  const change = { direction: text, extent: text, links, departmentIds, sponsorIds: [userId] };
  const one = await initiatives.create(by, name, draft(name, change));
  await initiatives.propose(by, `${name} agree`, one.id);
  const rest = { rationale: null, deadline: null, reviewOn: null, sourcePermalink: null };
  for (const initiativeName of [name.toUpperCase(), `${text} apps`]) {
    const proposal = { statement: text, channelId: channel, rule: 'leads' as const, departmentIds, ...rest };
    const { id } = await opening.open(by, `${initiativeName} open`, { ...proposal, initiativeName });
    const content = contentFor(id, { statement: text, initiative: initiativeName, link: null });
    await db
      .transaction()
      .execute((trx) => agreements.record(trx, by.workspaceId, 'U0CMO', content, new Date(0)));
  }
  await series.create(by, name, {
    ...{ title: text, departmentIds, participantIds: [userId], channelId: channel, link: null, minutes: 45 },
    ...{ rule: 'FREQ=WEEKLY;BYDAY=TU', day: null, time: '10:00', timezone: 'Europe/Berlin', agendaDays: 1 },
    ...{ holidayCountry: null, holidayRegion: null, onHoliday: 'skip' },
  });
  return initiatives.existing(by.workspaceId, one.id);
}

/** Everything that the database knows of a workspace; of all, where none is named. */
async function rowsOf(workspaceId: string | null = null) {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name
    from information_schema.columns where column_name = 'workspace_id'`.execute(db);
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

let theirs: Awaited<ReturnType<typeof addInitiative>>;
let ours: typeof theirs;
beforeAll(async () => {
  await addWorkspace(N, 'de');
  await addInitiative(north, 'Data', 'northern', [1, 2], 'U0BRAND');
  await numberFrom(900);
  await db.insertInto('departments').values({ workspace_id: N, name: 'Sales' }).execute();
  const lead = { workspace_id: N, user_id: 'U0SALES', department_id: 900, is_lead: true };
  await db.insertInto('department_members').values(lead).execute();
  await workspaces.addAdmin(db, N, 'U0SALES', 'U0CMO');
  await sql`insert into initiatives select (jsonb_populate_record(i,
    '{"id": 899, "creation_key": "x", "name": "X"}')).* from initiatives i`.execute(db);
  theirs = await addInitiative(north, 'Only northern', 'northern too', [1, 2, 900], 'U0SALES');
  await numberFrom(1);
  await addWorkspace(S, 'en');
  ours = await addInitiative(south, 'Data', 'southern', [1, 2], 'U0CRM');
});

/** As if the south had it. */
const taken = <T>(one: T): T => ({ ...one, workspaceId: S });
const decided = (initiativeId: number, agreement: number | null) => ({
  ...{ workspaceId: S, initiativeId, agreement, change: { direction: 'southern' } },
  asOf: new Date('2099-01-01'),
});
const withSales = { departmentIds: [1, 900] };
const ofSales = { sponsorIds: ['U0SALES'] };

/** @param found or the code of the error */
const inVain: [call: () => Promise<unknown>, found?: unknown][] = [
  [() => initiatives.existing(S, 900), 'initiative_gone'],
  [() => initiatives.change(south, 'x', 900, draft('southern')), 'initiative_gone'],
  [() => initiatives.propose(south, 'x', 900), 'initiative_gone'],
  [() => initiatives.named(S, 'Only northern'), 'unknown_initiative'],
  [() => initiatives.named(S, 'only'), 'unknown_initiative'],
  [() => initiatives.mayCreate(nobody), 'not_a_member'],
  [() => initiatives.create(nobody, 'x', draft('southern')), 'not_a_member'],
  [() => initiatives.requireMayChange(nobody, ours), 'not_of_department'],
  [() => initiatives.requireMayChange(nobody, taken(theirs)), 'not_of_department'],
  [() => initiatives.change(nobody, 'x', 1, draft('southern')), 'not_of_department'],
  [() => initiatives.propose(nobody, 'x', 1), 'not_of_department'],
  [() => initiatives.create(south, 'x', draft('southern', withSales)), 'department_gone'],
  [() => initiatives.change(south, 'x', 1, draft('southern', withSales)), 'department_gone'],
  [() => initiatives.create(south, 'x', draft('southern', ofSales)), 'sponsor_outside'],
  [() => initiatives.change(south, 'x', 1, draft('southern', ofSales)), 'sponsor_outside'],
  [() => initiatives.pending(S, 900), []],
  [() => initiatives.byNames(S), new Map([['data', 1]])],
  [() => runDecided(decided(900, 1))],
  [() => runDecided(decided(900, null))],
  [() => cards.unmatched(S), ['southern apps']],
  [
    () => cards.card(taken(theirs)),
    expect.objectContaining({
      open: [],
      agreements: [],
      pending: [],
      nextSync: null,
      sides: Array(2).fill(expect.anything()),
    }),
  ],
];
const calls = inVain.map(([call, found]) => ({ call, found, what: `${call}`.replaceAll(/\s+/g, ' ') }));
test.each(calls)('in vain: $what', async ({ call, found }) => {
  const before = await rowsOf();
  expect(await call().catch(({ code }) => code)).toEqual(found);
  expect(await rowsOf()).toEqual(before);
});

test.each([
  { by: north, own: 'northern', names: ['Data', 'Only northern', 'X'], sponsorUserId: 'U0BRAND', sides: 3 },
  { by: south, own: 'southern', names: ['Data'], sponsorUserId: 'U0CRM', sides: 2 },
])('with the same ids, everybody reads what is their own, be it $own', async ({ by, own, ...expected }) => {
  const { workspaceId } = by;
  const one = await initiatives.existing(workspaceId, 1);
  const card = await cards.card(one);
  const list = await initiatives.list(workspaceId);
  const unmatched = await cards.unmatched(workspaceId);
  for (const found of [one, card, unmatched, list, await rowsOf(workspaceId)]) {
    expect([...new Set(JSON.stringify(found).match(/northern|southern/g))]).toEqual([own]);
  }
  expect(list.map(({ name }) => name)).toEqual(expected.names);
  expect((await initiatives.named(workspaceId, 'dat')).createdBy).toBe('U0CMO');
  expect(card.sides).toEqual([
    { name: 'Marketing', sponsorUserId: expected.sponsorUserId },
    { name: 'IT', sponsorUserId: 'U0CIO' },
  ]);
  expect(card.open.map(({ id }) => id)).toEqual([1, 2]);
  expect(card.agreements).toEqual([{ number: 1, statement: own, link: null }]);
  expect(card.pending).toEqual([1]);
  expect(card.nextSync?.seriesId).toBe(1);
  expect((await initiatives.byNames(workspaceId)).get('data')).toBe(1);
  expect(await initiatives.mayCreate(by)).toHaveLength(expected.sides);
});

test('the database refuses every row that mixes workspaces', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_name ~ '^initiative' and column_name ~ '_id$' and data_type in ('integer', 'bigint')`.execute(
    db,
  );
  for (const { table, column } of rows) {
    const [t, c] = [sql.table(table), sql.ref(column)];
    const southern = sql`select ctid from ${t} where workspace_id = ${S} and ${c} is not null limit 1`;
    const mixed = sql`update ${t} set ${c} = 900 where ctid = (${southern})`.execute(db);
    expect([table, column, await mixed.catch(({ code }) => code)]).toEqual([table, column, '23503']);
  }
  expect(rows).toHaveLength(3);
});

test('with the same ids and names, whatever the south does changes nothing in the north', async () => {
  const wish = { departmentIds: [1, 2], sponsorIds: ['U0DATA'], direction: 'southern', extent: 'southern' };
  const steps: (() => Promise<unknown>)[] = [
    () => initiatives.change(south, 'x', 1, draft('Data', wish)),
    () => initiatives.change(south, 'x', 1, draft('Southern data', wish)),
    // What is taken in the north, the name or the request, is free in the south.
    () => initiatives.create(south, 'Only northern', draft('only northern', wish)),
    () => runDecided(decided(1, null)),
    () => runDecided(decided(1, 1)),
    () => runDecided(decided(2, 2)),
    () =>
      initiatives.change(
        south,
        'Only northern agree',
        2,
        draft('only northern', { ...wish, direction: 'other' }),
      ),
    () => initiatives.create(south, 'x', draft('Third')),
    () => initiatives.propose(south, 'x agree', 3),
  ];
  const before = await rowsOf(N);
  for (const step of steps) {
    const own = await rowsOf(S);
    await step();
    expect([`${step}`, await rowsOf(N)]).toEqual([`${step}`, before]);
    expect([`${step}`, await rowsOf(S)]).not.toEqual([`${step}`, own]);
  }
  expect(JSON.stringify(await rowsOf(S))).not.toContain('northern too');
});

test('every workspace counts its initiatives from 1', async () => {
  await numberFrom(7).then(() => addWorkspace('T0EAST', 'en'));
  const made = await initiatives.create(readerOf('T0EAST'), 'Data', draft('Data', { departmentIds: [7, 8] }));
  expect(made.id).toBe(1);
});
