import { sql } from 'kysely';
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
import { contentFor } from '../agreements/ledgers.ts';
import { draft, servicesOn } from './services.ts';

/** Only the north has another initiative with all that belongs to it, and a third department. */
const two = await startTwoWorkspaces();
const { db, client, workspaces, addWorkspace, numberFrom, rowsOf } = two;
const services = servicesOn(db, client);
const { agreements, opening, series, initiatives, cards, runDecided } = services;
afterAll(two.stop);

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

let theirs: Awaited<ReturnType<typeof addInitiative>>;
let ours: typeof theirs;
beforeAll(async () => {
  await addWorkspace(N, 'de');
  await addInitiative(north, 'Data', 'northern', [1, 2], 'U0BRAND');
  await numberFrom(900);
  await two.addSales();
  await workspaces.addAdmin(db, N, 'U0SALES', 'U0CMO');
  await sql`insert into initiatives select (jsonb_populate_record(i,
    '{"id": 899, "creation_key": "x", "name": "X"}')).* from initiatives i`.execute(db);
  theirs = await addInitiative(north, 'Only northern', 'northern too', [1, 2, 900], 'U0SALES');
  await numberFrom(1);
  await addWorkspace(S, 'en');
  ours = await addInitiative(south, 'Data', 'southern', [1, 2], 'U0CRM');
});

const decided = (initiativeId: number, agreement: number | null) => ({
  ...{ workspaceId: S, initiativeId, agreement, change: { direction: 'southern' } },
  asOf: new Date('2099-01-01'),
});
const withSales = { departmentIds: [1, 900] };
const ofSales = { sponsorIds: ['U0SALES'] };

two.testInVain([
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
  [() => initiatives.ofNames(S, ['Only northern', null]), [null, null]],
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
      // Between its departments that are there.
      nextSync: expect.objectContaining({ seriesId: 1 }),
      sides: Array(2).fill(expect.anything()),
    }),
  ],
]);

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

two.testMixedRows('^initiative', 3);

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
  await two.expectSouthern(steps);
  expect(JSON.stringify(await rowsOf(S))).not.toContain('northern too');
});

test('every workspace counts its initiatives from 1', async () => {
  await numberFrom(7).then(() => addWorkspace('T0EAST', 'en'));
  const made = await initiatives.create(readerOf('T0EAST'), 'Data', draft('Data', { departmentIds: [7, 8] }));
  expect(made.id).toBe(1);
});
