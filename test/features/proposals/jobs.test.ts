import { sql } from 'kysely';
import { enqueue } from '../../../src/jobs/jobs.ts';
import { channel, startTestConcord, type TestConcord } from '../../helpers/concord.ts';

let app: TestConcord;
beforeAll(async () => {
  app = await startTestConcord();
});
afterAll(() => app.stop());

const everybody = ['U0CMO', 'U0BRAND', 'U0CRM', 'U0CIO', 'U0PLATFORM', 'U0DATA'];

async function propose(text: string) {
  await app.playground.as('U0CMO').command(channel, `/concord-propose ${text}`);
  return app.playground.waitFor(() =>
    app.playground
      .messages(channel)
      .find((m) => m.text.includes(text.split(' --')[0]!) && m.reactions.size === 3),
  );
}

/** Nothing waits, nothing runs, nothing is to be sent. */
async function settled(): Promise<void> {
  await app.playground.waitFor(async () => {
    const { rows } = await sql<{ busy: number }>`
      select (select count(*) from graphile_worker.jobs)
        + (select count(*) from messages where sent_revision < revision or not reactions_sent) as busy`.execute(
      app.db,
    );
    return Number(rows[0]?.busy) === 0;
  }, 15_000);
}

/** Everything that could have changed, but for when it was last looked at. */
async function state(): Promise<unknown> {
  const { rows } = await sql<{ state: unknown }>`
    select json_build_object(
      'proposals', (select json_agg(to_jsonb(p) - 'refreshed_at' - 'read_back_at' order by id) from proposals p),
      'versions', (select json_agg(v order by proposal_id, version) from proposal_versions v),
      'stances', (select json_agg(s order by proposal_id, version, user_id) from proposal_stances s),
      'objections', (select json_agg(o order by proposal_id, version, user_id) from objections o),
      'voters', (select json_agg(v order by proposal_id, user_id) from proposal_voters v),
      'reactions', (select json_agg(r order by event_id) from reaction_events r),
      'messages', (select json_agg(m order by id) from messages m),
      'ledger', (select json_agg(l order by seq) from ledger_entries l)
    ) as state`.execute(app.db);
  const posted = app.playground.calls.filter((call) => call.method.startsWith('chat.post')).length;
  return { database: rows[0]?.state, posted };
}

test('every job run again changes nothing, for an open proposal and for a closed one', async () => {
  const { playground, db } = app;
  const closed = await propose('We decide this');
  for (const userId of everybody) await playground.as(userId).react(channel, closed.ts, '+1');
  await playground.waitFor(
    () => playground.messages(channel).some((m) => m.text.startsWith('Agreement A-1')),
    15_000,
  );
  const open = await propose('We leave this open --by in 5 days');
  await playground.as('U0CRM').react(channel, open.ts, '-1');
  await playground.waitFor(() => playground.as('U0CRM').directMessages().length > 0);
  await settled();

  const before = await state();
  const workspaceId = playground.teamId;
  const lane = await db.selectFrom('lanes').select('channel_id').execute();
  for (let round = 0; round < 2; round += 1) {
    for (const proposalId of [1, 2]) {
      const subject = { workspaceId, proposalId };
      await enqueue(db, 'proposal_refresh', subject);
      await enqueue(db, 'proposal_close', { ...subject, secondLook: round === 1 });
      await enqueue(db, 'proposal_read_back', subject);
      await enqueue(db, 'proposal_message', { ...subject, version: 1, result: 'posted' });
    }
    for (const { channel_id: channelId } of lane)
      await enqueue(db, 'deliver_messages', { workspaceId, channelId });
    await settled();
  }
  expect(await state()).toEqual(before);
});

test('the heartbeat claims what is due once, whatever the clock does', async () => {
  const { playground } = app;
  await propose('We jump in time --by in 3 hours');
  await app.advance(3 * 3_600_000 + 60_000);
  await playground.waitFor(
    () => playground.messages(channel).some((m) => m.text.includes('too few have voted')),
    15_000,
  );
  await settled();
  const before = await state();
  await app.advance(-10 * 60_000);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await app.advance(20 * 60_000);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await settled();
  expect(await state()).toEqual(before);
});
