import { channel, startTestConcord, type TestConcord, wordsOf } from '../../helpers/concord.ts';

const day = 86_400_000;
const lastEphemeral = (app: TestConcord, userId: string) =>
  app.playground.as(userId).ephemerals(channel).at(-1);

/** All times are those of the people: the CMO is in London, where it is Tuesday, 8 June 2027, 9:00. */
describe.each(['socket', 'http'] as const)('sync series, over %s', (transport) => {
  let app: TestConcord;
  beforeAll(async () => {
    app = await startTestConcord({ transport });
  });
  afterAll(async () => {
    expect(app.playground.problems).toEqual([]);
    await app.stop();
  });

  const type = async (line: string, userId = 'U0CMO') => {
    const answer = await app.playground.as(userId).command(channel, line);
    if (!answer.ok) throw new Error(answer.error);
    return wordsOf(answer.response);
  };
  const syncs = () => app.db.selectFrom('syncs').selectAll().orderBy('series_id').orderBy('slot').execute();

  it('is made with one line and planned ahead', async () => {
    const answer = await type(
      '/concord sync new "CMO/CIO <sync>" every second thursday 10:00 for 45 minutes --link https://meet.example.com/x',
    );
    expect(answer).toContain('S-1');
    expect(answer).toContain('CMO/CIO &lt;sync&gt;');
    const series = await app.db.selectFrom('sync_series').selectAll().executeTakeFirstOrThrow();
    expect(series).toMatchObject({
      title: 'CMO/CIO <sync>',
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH',
      first_slot: '2027-06-10T10:00',
      timezone: 'Europe/London',
      minutes: 45,
      link: 'https://meet.example.com/x',
      channel_id: channel,
    });
    expect((await syncs()).map((sync) => sync.slot)).toEqual([
      '2027-06-10T10:00',
      '2027-06-24T10:00',
      '2027-07-08T10:00',
      '2027-07-22T10:00',
    ]);
    // The working day before, at the same time.
    expect((await syncs())[0]!.agenda_at).toEqual(new Date('2027-06-09T09:00:00Z'));
    expect((await syncs())[0]!.starts_at).toEqual(new Date('2027-06-10T09:00:00Z'));
  });

  it('lists its series and what comes next', async () => {
    expect(await type('/concord sync list')).toContain('S-1');
    expect(await type('/concord sync next', 'U0CIO')).toContain('S-1');
  });

  it('leaves one out and takes that back', async () => {
    expect(await type('/concord sync skip S-1')).toContain('S-1');
    expect((await syncs())[0]).toMatchObject({ state: 'skipped', cause: 'person', changed_by: 'U0CMO' });
    await app.playground.as('U0CMO').click(lastEphemeral(app, 'U0CMO')!, 'sync_restore');
    expect((await syncs())[0]).toMatchObject({ state: 'planned', cause: null });
  });

  it('moves one, between its neighbours and not into the past', async () => {
    expect(await type('/concord sync move S-1 friday 11:30')).toContain('S-1');
    expect((await syncs())[0]).toMatchObject({ slot: '2027-06-10T10:00', local_start: '2027-06-11T11:30' });
    expect(await type('/concord sync move S-1 1 july 10:00')).toContain('2027-06-24 10:00');
    expect(await type('/concord sync verschieben S-1 24. Juni auf 25. Juni 9:00', 'U0CIO')).toContain('S-1');
    // The CIO is in Berlin, but a series has one zone, in which its times are meant.
    expect((await syncs())[1]).toMatchObject({ local_start: '2027-06-25T09:00', timezone: 'Europe/London' });
  });

  it('pauses, resumes and ends', async () => {
    const planned = async () => (await syncs()).filter((sync) => sync.state === 'planned').length;
    const before = await planned();
    await type('/concord sync pause S-1');
    expect(await planned()).toBe(0);
    await app.advance(day);
    await type('/concord sync resume S-1');
    expect(await planned()).toBe(before);
    expect(await type('/concord sync end S-1', 'U0BRAND')).toContain('U0CMO');
    await type('/concord sync end S-1');
    expect(await type('/concord sync next')).toContain('No sync');
    expect(await type('/concord sync skip S-1')).toMatch(/has ended|ended/);
  });

  it('a form shows the next dates and changes with the choices', async () => {
    const { playground } = app;
    const cmo = playground.as('U0CMO');
    await type('/concord sync new "Weekly"');
    /** The dates under the choices, and which region's holidays are asked for. */
    const view = () =>
      (cmo.views().at(-1)?.view.blocks ?? [])
        .filter(({ block_id: id }) => /^(?:preview|region)/.test(id ?? ''))
        .map((block) => `${block.block_id} ${wordsOf({ text: '', blocks: block })}`)
        .join();
    expect(view()).toContain('Tue, June 15, 2027');
    await cmo.click(cmo.views().at(-1)!, 'recurrence:2027-06-15', 'weekly');
    await playground.waitFor(() => view().includes('Tue, June 22, 2027'));
    await cmo.click(cmo.views().at(-1)!, 'day', '2027-12-24');
    await playground.waitFor(() => view().includes('Fri, December 24, 2027'));
    await cmo.click(cmo.views().at(-1)!, 'country', 'GB');
    await playground.waitFor(() => view().includes('region:GB'));
    expect(await cmo.submit({ minutes: '45', day: '2020-01-01' })).toMatchObject({ ok: false });
    expect(cmo.views().at(-1)?.errors.day).toContain('past');
    expect(await cmo.submit({ day: '2027-12-24', minutes: '30' })).toMatchObject({ ok: true });
    const [made] = await app.db.selectFrom('sync_series').selectAll().where('title', '=', 'Weekly').execute();
    expect(made).toMatchObject({ rule: 'FREQ=WEEKLY;BYDAY=FR', first_slot: '2027-12-24T10:00', minutes: 30 });
  });

  it('a change leaves the past and what people skipped', async () => {
    await type('/concord sync new "Daily talk" every weekday 16:00 for 15 minutes');
    const id = (
      await app.db
        .selectFrom('sync_series')
        .select('id')
        .where('title', '=', 'Daily talk')
        .executeTakeFirstOrThrow()
    ).id;
    await type(`/concord sync skip S-${id} 14 june`);
    const cmo = app.playground.as('U0CMO');
    await type(`/concord sync change S-${id}`);
    await cmo.submit({ title: 'Talk', minutes: '20' });
    const rows = (await syncs()).filter((sync) => sync.series_id === id);
    expect(new Set(rows.map((row) => row.minutes))).toEqual(new Set([20]));
    expect(rows.find((row) => row.slot === '2027-06-14T16:00')).toMatchObject({ state: 'skipped' });
    expect(new Set(rows.map((row) => row.slot)).size).toBe(rows.length);
  });
});

it('a first series is offered once departments are set up: one click, however often', async () => {
  const app = await startTestConcord({ departments: false });
  const cmo = app.playground.as('U0CMO');
  await cmo.command(channel, '/concord setup');
  await cmo.submit({
    'name:0': 'Marketing',
    'lead:0': 'U0CMO',
    'name:1': 'IT',
    'lead:1': 'U0CIO',
    channel,
  });
  const offer = cmo.views().at(-1)!;
  for (const _ of [1, 2]) {
    await cmo.click(offer, 'sync_start_usual');
    await app.playground.waitFor(() => cmo.views().length > 1);
    expect(JSON.stringify(cmo.views().at(-1)?.view)).toContain('S-1');
    await cmo.closeView();
  }
  const series = await app.db.selectFrom('sync_series').selectAll().execute();
  expect(series).toHaveLength(1);
  expect(series[0]).toMatchObject({
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    first_slot: '2027-06-15T10:00',
    channel_id: channel,
    title: 'Sync Marketing/IT',
  });
  expect(app.playground.problems).toEqual([]);
  await app.stop();
});
