import { startPlayground } from '../../../playground/playground.ts';
import { append, lockHead } from '../../../src/features/agreements/ledger.repository.ts';
import { createLogger } from '../../../src/logger.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import type { Reader } from '../../../src/slack/request.ts';
import { addDepartments, channel, manifest } from '../../helpers/concord.ts';
import { createTestDatabase } from '../../helpers/database.ts';
import { agree } from '../agreements/ledgers.ts';
import { draft, servicesOn } from './services.ts';

const database = await createTestDatabase();
const { db } = database;
const playground = await startPlayground({ manifest });
const { botToken: token, apiUrl, teamId: workspaceId } = playground;
const client = createSlackClient({ token, apiUrl, timeoutMs: 10_000, log: createLogger('silent') });
const { workspaces, agreements, initiatives, proposals, runDecided, runAgreementEnded } = servicesOn(
  db,
  client,
);
beforeAll(async () => {
  await workspaces.register({ id: workspaceId, name: 'Northwind', botUserId: playground.botUserId });
  await addDepartments(db, workspaceId);
});
afterAll(async () => {
  await playground.close();
  await database.drop();
});

const known = { name: '', locale: 'en', timezone: 'UTC', isWorkspaceAdmin: false, isGuest: false } as const;
const [cmo, cio] = ['U0CMO', 'U0CIO'].map((userId) => ({ ...known, workspaceId, userId })) as [
  Reader,
  Reader,
];
const codeOf = (error: unknown) => (error as { code: string }).code;
const full = { direction: 'a', extent: 'b', status: 'agreed' } as const;

async function made(name: string): Promise<number> {
  return (await initiatives.create(cmo, name, draft(name))).id;
}
const one = (id: number) => initiatives.existing(workspaceId, id);
const agreedOn = async (id: number, change: object = full) => {
  const agreement = await agree(db, agreements, workspaceId);
  await runDecided({ workspaceId, initiativeId: id, change, agreement });
  return agreement;
};
async function end(agreement: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, workspaceId);
    const entry = {
      workspaceId,
      kind: 'revoked',
      agreementNumber: agreement,
      at: new Date(),
      actor: 'U1',
    } as const;
    const said = { number: agreement, by: agreement, proposalId: 1, statement: null, rationale: null };
    await append(trx, head, entry, said);
  });
}

test('without its agreement it is an idea again; another status stays', async () => {
  const [agreedOne, paused] = [await made('Revoked'), await made('Paused')];
  const numbers = [await agreedOn(agreedOne), await agreedOn(paused, { ...full, status: 'paused' })];
  for (const agreement of numbers) await runAgreementEnded({ workspaceId, agreement });
  const none = { direction: null, extent: null, status: null };
  expect(await one(agreedOne)).toMatchObject({ status: 'idea', direction: 'a', agreements: none });
  expect(await one(paused)).toMatchObject({ status: 'paused', agreements: none });
  // It can be put to them again.
  await expect(initiatives.propose(cmo, 'again', agreedOne)).resolves.toMatchObject({ channelId: channel });
});

test('while another agreement is what its status says, it stays agreed', async () => {
  const id = await made('Two agreements');
  const first = await agreedOn(id, { direction: 'a' });
  await agreedOn(id, full);
  await runAgreementEnded({ workspaceId, agreement: first });
  expect(await one(id)).toMatchObject({ status: 'agreed' });
});

test('what ended before it was applied is not applied, and can be decided on again', async () => {
  const id = await made('Late');
  const opened = await initiatives.propose(cmo, 'late', id);
  const { changedAt } = await one(id);
  const agreement = await agree(db, agreements, workspaceId);
  await end(agreement);
  await runAgreementEnded({ workspaceId, agreement });
  const decision = { workspaceId, initiativeId: id, change: full, agreement, asOf: changedAt };
  await runDecided(decision);
  const after = await one(id);
  expect(after).toMatchObject({
    ...{ direction: 'Late this way', status: 'idea' },
    agreements: { direction: null, extent: null, status: null },
  });
  await runDecided(decision);
  expect(await one(id)).toEqual(after);
  await proposals.withdraw(cmo, opened.id);
  expect((await initiatives.propose(cmo, 'late again', id)).id).not.toBe(opened.id);
});

test('a vote that did not name the status takes none back, and binds the one that there is', async () => {
  const id = await made('Under way');
  await initiatives.change(cmo, 'begins', id, draft('Under way', { status: 'under_way' }));
  const agreement = await agreedOn(id);
  const bound = { direction: agreement, extent: agreement, status: agreement };
  expect(await one(id)).toMatchObject({ direction: 'a', status: 'under_way', agreements: bound });
});

test.each(['done', 'dropped'] as const)('what is %s is not put to the departments', async (status) => {
  const id = await made(`It is ${status}`);
  await initiatives.change(cmo, `is ${status}`, id, draft(`It is ${status}`, { status }));
  expect(await initiatives.propose(cmo, `asks ${status}`, id).catch(codeOf)).toBe('over');
});

describe('the same change of what is agreed', () => {
  const wish = (name: string) => draft(name, { ...full, direction: 'another' });
  const proposed = async (name: string) =>
    (await db.selectFrom('proposals').select('id').where('initiative_name', '=', name).execute()).map(
      ({ id }) => id,
    );

  test('that is being decided on is answered with its proposal', async () => {
    const id = await made('Same');
    await agreedOn(id);
    const first = await initiatives.change(cmo, 'same 1', id, wish('Same'));
    const second = await initiatives.change(cio, 'same 2', id, wish('Same'));
    expect(second.opened).toEqual(first.opened);
    const other = await initiatives.change(cio, 'other', id, { ...wish('Same'), direction: 'yet another' });
    expect(await proposed('Same')).toEqual([first.opened?.id, other.opened?.id]);
  });

  test('wanted at the same time by several is one proposal', async () => {
    const id = await made('At once');
    await agreedOn(id);
    const all = await Promise.all(
      [cmo, cio, cmo, cio].map((by, i) => initiatives.change(by, `at once ${i}`, id, wish('At once'))),
    );
    const [only, ...more] = await proposed('At once');
    expect(more).toEqual([]);
    expect(all.map(({ opened }) => opened?.id)).toEqual(Array(4).fill(only));
  });

  test('is proposed again once the departments have refused it', async () => {
    const id = await made('Refused');
    await agreedOn(id);
    const first = await initiatives.change(cmo, 'refused 1', id, wish('Refused'));
    await proposals.withdraw(cmo, first.opened!.id);
    const { changedAt: asOf } = await one(id);
    await runDecided({ workspaceId, initiativeId: id, change: {}, agreement: null, asOf });
    const second = await initiatives.change(cmo, 'refused 2', id, wish('Refused'));
    expect(second.opened?.id).not.toBe(first.opened?.id);
  });
});

test('once something is proposed no error follows: of the rest that is changed which still can be', async () => {
  const id = await made('No error');
  await agreedOn(id, { direction: 'a' });
  const slow = servicesOn(db, client);
  const open = slow.opening.open;
  slow.opening.open = async (...about) => {
    const opened = await open(...about);
    await agreedOn(id, { extent: 'agreed meanwhile' });
    await initiatives.create(cio, 'takes the name', draft('Taken meanwhile'));
    return opened;
  };
  const links = ['https://example.com/kept'];
  const wish = draft('Taken meanwhile', { direction: 'another', extent: 'not agreed', links });
  const { opened, isChanged, initiative } = await slow.initiatives.change(cmo, 'no error', id, wish);
  expect([opened?.channelId, isChanged]).toEqual([channel, true]);
  expect(initiative).toMatchObject({ name: 'No error', direction: 'a', extent: 'agreed meanwhile', links });
});
