import {
  channel,
  it as itPeople,
  marketing,
  startTestConcord,
  type TestConcord,
  wordsOf,
} from '../../helpers/concord.ts';

/** Reads English, reads German; each leads a department. */
const english = 'U0CMO';
const german = 'U0CIO';

let app: TestConcord;
beforeEach(async () => {
  app = await startTestConcord();
});
afterEach(async () => {
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});

const as = (userId: string) => app.playground.as(userId);
async function answerTo(line: string, userId = english) {
  const answer = await as(userId).command(channel, line);
  if (!answer.ok) throw new Error(answer.error);
  return answer.response!;
}
const type = async (line: string, userId = english) => wordsOf(await answerTo(line, userId));
const agreements = (line: string, userId = english) => type(`/concord-agreements ${line}`, userId);
const proposals = () => app.db.selectFrom('proposals').selectAll().orderBy('id').execute();
const statements = async () =>
  (await app.db.selectFrom('proposal_versions').select('statement').orderBy('proposal_id').execute()).map(
    ({ statement }) => statement,
  );
const endings = () =>
  app.db
    .selectFrom('ledger_entries')
    .select(['kind', 'agreement_number as number'])
    .where('kind', '<>', 'agreed')
    .orderBy('seq')
    .execute();

const messageOf = (proposal: string) =>
  app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => m.text.includes(` ${proposal}: `) && m.reactions.size === 3),
  );

/** Everybody takes this stance, and what follows from it has happened. */
async function decide(id: number, reaction: '+1' | '-1' = '+1'): Promise<void> {
  const { ts } = await messageOf(`P-${id}`);
  for (const userId of [...marketing, ...itPeople]) await as(userId).react(channel, ts, reaction);
  await app.playground.waitFor(
    async () => (await proposals()).find((one) => one.id === id)?.state === 'closed',
    15_000,
  );
}

async function agreed(line: string): Promise<void> {
  const [, id] = /P-(\d+)/.exec(await type(`/concord-propose ${line}`)) ?? [];
  await decide(Number(id));
}

const hasEnded = (number: number) =>
  app.playground.waitFor(async () => (await endings()).some((entry) => entry.number === number), 15_000);

/** What a click is answered with; it arrives after the click was acknowledged. */
async function opened(where: Awaited<ReturnType<typeof answerTo>>, key: string, userId = english) {
  const before = as(userId).views().length;
  expect(await as(userId).click(where, key)).toMatchObject({ ok: true });
  return app.playground.waitFor(() => as(userId).views()[before]);
}

test('is revoked by a line, in either language, and says so everywhere', async () => {
  await agreed('We share <all> data --because it "helps"');
  await agreed('We freeze the website');
  expect(await agreements('revoke A-1 because it did not help')).toContain('Proposal P-3 is on its way');
  expect(await agreements('widerrufen A-2 --weil es schadet', german)).toContain('P-4');
  expect((await statements()).slice(2)).toEqual([
    'A-1 no longer holds: “We share <all> data”',
    'A-2 no longer holds: “We freeze the website”',
  ]);
  expect((await proposals())[2]).toMatchObject({
    ...{ rule: 'two-key', channel_id: channel, on_closed_task: 'agreement_revoked' },
    on_closed_payload: { number: 1 },
  });
  const versions = await app.db.selectFrom('proposal_versions').selectAll().orderBy('proposal_id').execute();
  expect(versions.slice(2).map(({ rationale }) => rationale)).toEqual(['it did not help', 'es schadet']);

  // One that is open is named, and nothing more is opened.
  expect(await agreements('revoke A-1')).toContain('Proposal P-3 would end A-1');
  expect(await agreements('aufheben 1', german)).toContain('Vorschlag P-3 würde A-1 beenden');
  expect(await type('/concord-propose We share less --replaces A-1')).toContain('P-3 would end A-1');
  expect(await proposals()).toHaveLength(4);

  await decide(3);
  await hasEnded(1);
  await decide(4, '-1');
  expect(await agreements('show A-1')).toMatch(/No longer in force\* since .*, revoked by A-3/);
  expect(await agreements('zeige A-1', german)).toMatch(
    /Nicht mehr in Kraft\* seit .*, widerrufen durch A-3/,
  );
  expect(await agreements('all data')).toMatch(/revoked by A-3/);
  expect(await agreements('show A-1')).not.toContain('agreements_revoke');
  expect(await agreements('show A-2')).not.toContain('No longer in force');
  expect(await agreements('verify')).toContain('The ledger is intact');

  expect(await agreements('revoke A-1')).toContain('A-1 is no longer in force: A-3 revoked it');
  expect(await agreements('widerrufen A-1', german)).toContain('A-3 hat sie widerrufen');
  // What was rejected may be asked again.
  expect(await agreements('revoke A-2')).toContain('P-5');
});

test('is replaced by another one, which says so', async () => {
  await agreed('We share all data --initiative "Customer data"');
  const answer = await type('/concord-propose Wir teilen weniger Daten --ersetzt A-1', german);
  expect(answer).toContain('P-2');
  expect(wordsOf(await messageOf('P-2'))).toContain('Replaces A-1');
  await decide(2);
  await hasEnded(1);
  expect(await endings()).toEqual([{ kind: 'superseded', number: 1 }]);
  expect(await agreements('show A-1')).toMatch(/No longer in force\* since .*, replaced by A-2/);
  expect(await agreements('verify')).toContain('The ledger is intact');
  const announced = await app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => m.text.startsWith('Agreement A-2')),
  );
  expect(wordsOf(announced)).toContain('Replaces A-1');
  expect(await type('/concord-propose Again --replaces a1')).toContain('A-2 replaced it');
  expect(await type('/concord-propose Noch einmal --ersetzt 1', german)).toContain('A-2 hat sie ersetzt');
});

test('the form is filled in by the buttons and by a line with less', async () => {
  await agreed('We share all data --initiative "Customer data"');
  const form = await opened(await answerTo('/concord-agreements show A-1'), 'agreements_replace');
  for (const part of ['We share all data', 'Customer data', '"initial_value":"A-1"', channel]) {
    expect(JSON.stringify(form?.view)).toContain(part);
  }
  expect(await as(english).submit({ statement: 'We share some data' })).toMatchObject({ ok: true });
  expect((await proposals())[1]).toMatchObject({
    ...{ on_closed_task: 'agreement_superseded', initiative_name: 'Customer data' },
    on_closed_payload: { number: 1 },
  });
  await decide(2);
  await hasEnded(1);

  await as(german).command(channel, '/concord-propose --ersetzt A-2');
  const typed = JSON.stringify(as(german).views().at(-1)?.view);
  expect(typed).toContain('We share some data');
  expect(typed).toContain('Ersetzt Vereinbarung');
  // A number that cannot be, beside its field; what was put in stays.
  for (const [replaces, words] of [
    ['zwölf', /keine Nummer einer Vereinbarung/],
    ['A-99', /A-99 gibt es nicht/],
    ['A-1', /A-2 hat sie ersetzt/],
  ] as const) {
    expect((await as(german).submit({ replaces })).ok).toBe(false);
    expect(as(german).views().at(-1)?.errors).toEqual({ replaces: expect.stringMatching(words) });
  }
  expect(await as(german).submit({ replaces: '' })).toMatchObject({ ok: true });
  expect((await proposals())[2]).toMatchObject({ on_closed_task: null });
});

test('the form of revoking asks neither for the sentence nor for the departments', async () => {
  await agreed('We share all data');
  const form = await opened(
    await answerTo('/concord-agreements zeige A-1', german),
    'agreements_revoke',
    german,
  );
  const shown = JSON.stringify(form?.view);
  expect(shown).toContain('A-1 no longer holds: “We share all data”');
  expect(shown).not.toContain('"block_id":"statement"');
  expect(shown).not.toContain('"block_id":"departments"');
  expect(await as(german).submit({ rationale: 'Es hilft nicht' })).toMatchObject({ ok: true });
  expect((await proposals())[1]).toMatchObject({ on_closed_task: 'agreement_revoked', rule: 'two-key' });
  // Neither button opens a form while that is open, nor makes a second proposal.
  const card = await answerTo('/concord-agreements show A-1');
  for (const key of ['agreements_replace', 'agreements_revoke']) {
    const before = as(english).ephemerals(channel).length;
    await as(english).click(card, key);
    const told = await app.playground.waitFor(() => as(english).ephemerals(channel)[before]);
    expect(told.text).toContain('P-2 would end A-1');
  }
  expect(await proposals()).toHaveLength(2);
});

test('what cannot be ended is told, in the language of the person', async () => {
  for (const [line, userId, words] of [
    ['revoke A-1', english, 'Nothing has been agreed yet'],
    ['widerrufen A-1', german, 'Noch wurde nichts vereinbart'],
    ['revoke', english, 'Which agreement?'],
    ['widerrufen', german, 'Welche Vereinbarung?'],
    ['revoke consent', english, 'leave out “revoke”'],
    ['aufheben Banner', german, 'bitte „aufheben“ weglassen'],
  ] as const) {
    expect(await agreements(line, userId)).toContain(words);
  }
  await agreed('We share all data');
  expect(await agreements('revoke A-7')).toContain('A-7 does not exist');
  expect(await type('/concord-propose X --replaces A-7')).toContain('A-7 does not exist');
  expect(await type('/concord-propose X --ersetzt sieben', german)).toContain(
    'keine Nummer einer Vereinbarung',
  );
  await as('U0SALES').join(channel);
  expect(await agreements('revoke A-1', 'U0SALES')).toContain('made by people of the departments');
  expect(await proposals()).toHaveLength(1);
});

test('departments that are gone revoke nothing', async () => {
  await agreed('We share all data');
  await app.db
    .insertInto('departments')
    .values({ workspace_id: app.playground.teamId, name: 'Sales' })
    .execute();
  await app.db
    .updateTable('departments')
    .set({ removed_at: new Date(app.now()) })
    .where('name', '=', 'IT')
    .execute();
  expect(await agreements('revoke A-1')).toContain('fewer than two are left');
  expect(await proposals()).toHaveLength(1);
});

test('an initiative that rested on it may be changed freely again', async () => {
  const initiative = (line: string) => type(`/concord-initiative ${line}`);
  await initiative('new "Customer data" --direction "One platform" --extent "Until June" --in #marketing-it');
  await initiative('agree "Customer data"');
  await decide(1);
  const row = () => app.db.selectFrom('initiatives').selectAll().executeTakeFirstOrThrow();
  await app.playground.waitFor(async () => (await row()).direction_agreement === 1, 15_000);
  await agreements('revoke A-1');
  await decide(2);
  await app.playground.waitFor(async () => (await row()).direction_agreement === null, 15_000);
  expect(await row()).toMatchObject({
    ...{ direction: 'One platform', extent: 'Until June' },
    ...{ direction_agreement: null, extent_agreement: null, status_agreement: null },
  });
  await initiative('change "Customer data" --direction "Two platforms"');
  expect(await row()).toMatchObject({ direction: 'Two platforms' });
  expect(await proposals()).toHaveLength(2);
});
