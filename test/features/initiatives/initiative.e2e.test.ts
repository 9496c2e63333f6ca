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
  const answer = await as(userId).command(channel, `/concord-initiative ${line}`);
  if (!answer.ok) throw new Error(answer.error);
  return answer.response!;
}
const type = async (line: string, userId = english) => wordsOf(await answerTo(line, userId));
const initiatives = () => app.db.selectFrom('initiatives').selectAll().orderBy('id').execute();
const one = async () => (await initiatives())[0]!;
const proposals = () => app.db.selectFrom('proposals').selectAll().orderBy('id').execute();

/** What a click is answered with; it arrives after the click was acknowledged. */
async function clicked(where: Awaited<ReturnType<typeof answerTo>>, key: string, userId = english) {
  const before = as(userId).ephemerals(channel).length;
  expect(await as(userId).click(where, key)).toMatchObject({ ok: true });
  return app.playground.waitFor(() => as(userId).ephemerals(channel)[before]);
}

const messageOf = (proposal: string) =>
  app.playground.waitFor(() =>
    app.playground.messages(channel).find((m) => m.text.includes(proposal) && m.reactions.size === 3),
  );

/** Everybody takes this stance, and what follows from it has happened. */
async function decide(id: number, reaction: '+1' | '-1'): Promise<void> {
  const { ts } = await messageOf(`P-${id}`);
  for (const userId of [...marketing, ...itPeople]) await as(userId).react(channel, ts, reaction);
  await app.playground.waitFor(async () => {
    const closed = (await proposals()).find((proposal) => proposal.id === id)?.state === 'closed';
    const { count } = await app.db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .whereRef('sent_revision', '<', 'revision')
      .executeTakeFirstOrThrow();
    return closed && count === '0';
  }, 15_000);
}

const described = '--direction "One platform" --extent "Until June" --in #marketing-it';

test('a line and a form make the same', async () => {
  await answerTo(
    `new "Customer <data> & more" --direction "One platform" --extent "Until June" --status under way --sponsors @brand @data --in #marketing-it --link https://example.com/a?b=1&c=2`,
  );
  await as(english).globalShortcut('new_initiative');
  await as(english).submit({
    name: 'Customer data, again',
    direction: 'One platform',
    extent: 'Until June',
    status: 'under_way',
    sponsors: ['U0BRAND', 'U0DATA'],
    channel,
    links: 'https://example.com/a?b=1&c=2',
  });
  expect(JSON.stringify(as(english).views().at(-1)?.view)).toContain('is an initiative now');
  const [typed, filled] = await initiatives();
  const same = { id: 0, name: '', creation_key: '', created_at: 0, changed_at: 0 };
  expect({ ...filled, ...same }).toEqual({ ...typed, ...same });
  expect(typed).toMatchObject({ name: 'Customer <data> & more', links: ['https://example.com/a?b=1&c=2'] });
  const sides = await app.db.selectFrom('initiative_departments').selectAll().execute();
  expect(sides.map(({ initiative_id, sponsor_user_id }) => [initiative_id, sponsor_user_id])).toEqual([
    [1, 'U0BRAND'],
    [1, 'U0DATA'],
    [2, 'U0BRAND'],
    [2, 'U0DATA'],
  ]);
  for (const [line, userId, status] of [
    ['show "customer <DATA>"', english, 'Status: *under way*'],
    ['zeigen „customer <data>“', german, 'Stand: *läuft*'],
  ] as const) {
    const card = await type(line, userId);
    for (const part of [status, 'One platform', 'Until June', '<@U0BRAND>', '<@U0DATA>', `<#${channel}>`]) {
      expect(card).toContain(part);
    }
    expect(card).toContain('<https://example.com/a?b=1&amp;c=2>');
    expect(card).toContain('Customer <data> & more');
    expect(card).not.toMatch(/A-\d/);
  }
});

test('a line with less opens the form with what was typed', async () => {
  await as(german).command(
    channel,
    '/concord-initiative neu „Kundendaten“ --richtung „Eine Plattform“ --stand pausiert --paten @crm --abteilungen Marketing, IT',
  );
  const view = JSON.stringify(as(german).views().at(-1)?.view);
  for (const part of ['Kundendaten', 'Eine Plattform', '"value":"paused"', 'U0CRM'])
    expect(view).toContain(part);
  expect(await as(german).submit({ extent: 'Bis Juni' })).toMatchObject({ ok: true });
  expect(await one()).toMatchObject({ name: 'Kundendaten', extent: 'Bis Juni', status: 'paused' });
  const card = await type('"Kundendaten"', german);
  expect(card).toContain('<@U0CRM>');
  // Where nobody is named, the lead stands for it.
  expect(card).toContain('<@U0CIO>');
});

test('who has none yet is offered some: one click makes one, and two clicks too', async () => {
  const offer = await answerTo('', german);
  expect(wordsOf(offer)).toContain('Kundendaten und Analyse');
  const [first] = await Promise.all([1, 2].map(() => clicked(offer, 'initiative_start:1', german)));
  expect(wordsOf(first)).toContain('ist jetzt eine Initiative');
  expect(wordsOf(await clicked(offer, 'initiative_start:1', german))).toContain('Cloud-Dienste');
  expect(await initiatives()).toEqual([expect.objectContaining({ name: 'Cloud-Dienste', status: 'idea' })]);
  const list = await answerTo('list');
  expect(wordsOf(list)).toContain('Cloud-Dienste');
  // The others are offered still, in the language of whoever reads it.
  expect(wordsOf(list)).toContain('"value":"Social media"');
  expect(wordsOf(list)).not.toContain('"value":"Cloud"');
  expect(wordsOf(await clicked(list, 'initiative_show'))).toContain('not said yet');
  // What is said of it can be taken back by a line as well.
  await answerTo(
    'change Cloud --direction d --in #marketing-it --sponsors @brand --link https://example.com',
  );
  expect(await one()).toMatchObject({ direction: 'd', channel_id: channel, links: ['https://example.com'] });
  await answerTo('ändern Cloud --richtung keine --in keiner --paten keine --link ""', german);
  expect(await one()).toMatchObject({ direction: '', channel_id: null, links: [] });
  await answerTo('change Cloud --status done');
  const done = wordsOf(await answerTo('list --status done'));
  expect(done).toContain('*Cloud-Dienste*');
  expect(done).not.toContain('Social media');
  expect(wordsOf(await answerTo('liste läuft', german))).toContain('Keine Initiative hat den Stand „läuft“.');
});

test('what was proposed under a name belongs to it, also once it has another', async () => {
  const propose = async (text: string) => as(english).command(channel, `/concord-propose ${text}`);
  await propose('We share the data --initiative "customer  DATA"');
  await propose('We buy an app --initiative Apps');
  const list = await answerTo('list');
  expect(wordsOf(list)).toContain('Apps');
  expect(wordsOf(list)).toContain('customer DATA');
  expect(await type(`new "Customer data" ${described}`)).toContain('We share the data');
  const left = await answerTo('liste', german);
  expect(wordsOf(left)).toContain('Apps');
  expect(wordsOf(left)).not.toContain('customer DATA');
  await decide(1, '+1');
  expect(await type('show Customer')).toMatch(/A-1\*? {2}We share the data/);
  expect(wordsOf(await clicked(left, 'initiative_start:0', german))).toContain('We buy an app');
  expect(wordsOf(await answerTo('liste', german))).not.toContain('Vorschläge nennen');

  expect(await type('change "Customer data" --name "Data platform"')).toMatch(/Data platform\* is changed/);
  await propose('We share more --initiative "Customer data"');
  for (const name of ['Data platform', 'customer data']) {
    const card = await type(`show "${name}"`);
    expect(card).toContain('We share the data');
    expect(card).toContain('We share more');
  }
  expect(await type('new "Customer DATA" --direction a --extent b')).toContain(
    'is or was the name of another',
  );
  // The name it had goes before names that only begin so.
  await type('new "Customer data lake" --direction a --extent b');
  expect(await type('show "Customer data"')).toContain('Data platform');
});

test('the next sync of its departments is shown', async () => {
  await as(english).command(channel, '/concord-sync new "Talk" every thursday 10:00 for 30 minutes');
  expect(await type(`new "Customer data" ${described}`)).toMatch(/Next sync: \*S-1\* on <!date\^/);
  expect(await type('zeigen „Customer data“', german)).toMatch(/Nächster Sync: \*S-1\* am <!date\^/);
});

test('while nothing is agreed, changes are free; afterwards they are proposed', async () => {
  const card = await answerTo(`new "Customer data" ${described}`);
  const karte = await answerTo('ändern „Customer data“ --richtung „Eine Plattform für beide“', german);
  expect(karte.text).toBe('*Customer data* ist geändert.');
  expect(await one()).toMatchObject({ direction: 'Eine Plattform für beide', extent: 'Until June' });
  expect(await type('change "Customer data" --status idea')).toContain('stays as it is');
  expect(await proposals()).toEqual([]);

  const told = await clicked(karte, 'initiative_agree', german);
  expect(told.text).toBe(`Die Abteilungen entscheiden jetzt darüber: *P-1* in <#${channel}>.`);
  expect((await clicked(card, 'initiative_agree')).text).toContain('P-1');
  expect(await proposals()).toHaveLength(1);
  const asked = await messageOf('P-1');
  expect(wordsOf(asked)).toContain(
    'We do “Customer data” together. Which way: Eine Plattform für beide. How far: Until June.',
  );
  const waiting = await answerTo('show Customer');
  expect(wordsOf(waiting)).toContain('Proposed, not decided yet: P-1');
  expect(wordsOf(waiting)).not.toContain('initiative_agree');

  // What follows from the sentence is fixed, so the sentence is.
  await as(german).click(asked, 'proposal_edit');
  await app.playground.waitFor(() =>
    as(german)
      .ephemerals(channel)
      .some(({ text }) => text.includes('deshalb bleibt der Text')),
  );
  expect(as(german).views()).toEqual([]);

  await as(german).click(karte, 'initiative_change');
  expect(as(german).views()).toHaveLength(1);
  await decide(1, '+1');
  await app.playground.waitFor(async () => (await one()).direction_agreement === 1);
  expect(await one()).toMatchObject({ status: 'agreed', extent_agreement: 1, status_agreement: 1 });
  const agreed = await type('show "Customer data"');
  expect(agreed).toMatch(/Status: \*agreed\* {2}· {2}A-1/);
  expect(agreed).toMatch(/Eine Plattform für beide {2}· {2}A-1/);
  expect(agreed).toMatch(/\*Agreements\*.*\*A-1\*/);

  // A form that was open all the while changes what was changed in it, and takes nothing back.
  await as(german).submit({ links: 'https://example.com/wiki' });
  expect(JSON.stringify(as(german).views().at(-1)?.view)).toContain('*Customer data* ist geändert.');
  expect(await one()).toMatchObject({ status: 'agreed', links: ['https://example.com/wiki'] });
  await as(german).closeView();

  await as(english).click(card, 'initiative_change');
  expect(JSON.stringify(as(english).views().at(-1)?.view)).toContain('a change becomes a proposal');
  await as(english).submit({ direction: 'Two platforms', links: null });
  expect(JSON.stringify(as(english).views().at(-1)?.view)).toMatch(/is changed as far as.*\*P-2\*/);
  await as(english).closeView();
  expect(await one()).toMatchObject({ direction: 'Eine Plattform für beide', links: [] });
  expect(wordsOf(await messageOf('P-2'))).toContain('“Customer data” changes. Which way: Two platforms.');
  await decide(2, '-1');
  const rejected = await one();
  expect(rejected).toMatchObject({ direction: 'Eine Plattform für beide', direction_agreement: 1 });

  expect(await type('change "Customer data" --extent "Until May" --status under way')).toContain(
    `The departments decide on it now: *P-3* in <#${channel}>.`,
  );
  await decide(3, '+1');
  await app.playground.waitFor(async () => (await one()).extent === 'Until May');
  expect(await one()).toMatchObject({
    ...{ direction: 'Eine Plattform für beide', direction_agreement: 1 },
    ...{ extent_agreement: 2, status: 'under_way', status_agreement: 2 },
  });
  expect(await type('zeigen "Customer data"', german)).toMatch(/Stand: \*läuft\* {2}· {2}A-2/);
});

test('what was rejected can be put to the departments again', async () => {
  await answerTo(`new "Cloud" ${described}`);
  expect(await type('agree Cloud')).toContain('P-1');
  await decide(1, '-1');
  expect(await one()).toMatchObject({ status: 'idea', direction_agreement: null });
  await app.playground.waitFor(async () => (await type('beschließen Cloud', german)).includes('P-2'));
  expect(await proposals()).toHaveLength(2);
});
